// Where drafts are kept: on this device, apart for each person who signs in here, thirty days at most.
const PREFIX = "palabre-draft:"
const LONGEST = 30 * 24 * 3600 * 1000
let closed = false
const place = (key) => `${PREFIX}${document.documentElement.dataset.viewer ?? ""}:${key}`

// A full or forbidden storage is no reason to trouble someone who is writing.
const quietly = (act) => { try { return act() } catch { return null } }

// What was typed before signing in waits under no name; whoever signs in next on this device finds it.
const nameless = (key) => `${PREFIX}:${key}`

export const read = (key) => quietly(() => {
  const kept = JSON.parse(localStorage.getItem(place(key)) ?? localStorage.getItem(nameless(key)))
  return kept && Date.now() - kept.at < LONGEST ? kept.values : null
})
export const write = (key, values) => closed || quietly(() => localStorage.setItem(place(key), JSON.stringify({ at: Date.now(), values })))
export const forget = (key) => quietly(() => [place(key), nameless(key)].forEach((name) => localStorage.removeItem(name)))
export const forgetAll = () => quietly(() => {
  closed = true // the page being left would keep its form once more
  Object.keys(localStorage).filter((name) => name.startsWith(PREFIX)).forEach((name) => localStorage.removeItem(name))
})
