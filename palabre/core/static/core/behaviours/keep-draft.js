// <form data-behaviour="keep-draft" data-draft-key="comment-12" data-draft-restored="…" data-draft-discard="…">
// Keeps what is typed until the server has accepted it: a closed tab or a failed request loses nothing.
// data-draft-stamp="opened_at": that field, signed when the form was first opened, is kept with the words. A form
// that is hidden because its time is over shows itself to whoever has words with such a stamp.
import { forget, read, write } from "./drafts.js"
import { say } from "./draft-note.js"

const NEVER = ["password", "hidden", "file", "submit", "button"]

export function attach(element) {
  const { draftKey: key, draftRestored, draftDiscard, draftOther, draftBringBack } = element.dataset
  const stamp = element.querySelector(`[name="${element.dataset.draftStamp}"]`)
  const fields = () => (element.matches("form") ? [...element.elements] : [element])
    .filter((field) => field.name && !NEVER.includes(field.type))
  const choice = (field) => field.type === "checkbox" || field.type === "radio"
  const value = (field) => (choice(field) ? field.checked : field.value)
  const values = (of = value) => fields().map((field) => [field.name, choice(field) ? field.value : null, of(field)])
  // Not what stands there now: on a slow line one has begun to type before this file is there.
  let asServed = JSON.stringify(values((field) => (choice(field) ? field.defaultChecked : field.defaultValue ?? field.value)))
  let timer, sent

  const keep = () => {
    clearTimeout(timer)
    if (!element.isConnected) return
    if (JSON.stringify(values()) === asServed) forget(key)
    else write(key, values(), stamp?.value)
  }
  const fill = (words) => {
    for (const [name, own, content] of words) {
      const field = fields().find((f) => f.name === name && (own === null || f.value === own))
      if (!field) continue
      if (choice(field)) field.checked = content
      else field.value = content
      field.dispatchEvent(new Event("input", { bubbles: true }))
    }
  }
  const restore = ({ values: words, stamp: opened }) => {
    if (stamp && opened) stamp.value = opened
    fill(words)
    say(element, draftRestored, draftDiscard, () => { fill(JSON.parse(asServed)); forget(key) })
  }

  if (document.querySelector(`[data-draft-done="${CSS.escape(key)}"]`)) forget(key)
  const kept = read(key)
  const begun = JSON.stringify(values()) !== asServed
  if (!kept || JSON.stringify(kept.values) === asServed) keep()
  else if (element.hidden && !kept.stamp) return
  else if (begun && JSON.stringify(kept.values) !== JSON.stringify(values())) say(element, draftOther, draftBringBack, () => restore(kept))
  else restore(kept)
  if (kept?.stamp) element.hidden = false
  element.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(keep, 300) })
  element.addEventListener("change", keep)
  window.addEventListener("pagehide", keep)
  // What saves itself while one types is on the server then: kept here as well, it would one day come back over
  // newer words of somebody else.
  const savesItself = (event) => event.target.hasAttribute?.("data-saves-itself")
  element.addEventListener("htmx:beforeRequest", (event) => { if (savesItself(event)) sent = JSON.stringify(values()) })
  element.addEventListener("htmx:afterRequest", (event) => {
    if (!savesItself(event) || !event.detail.successful) return
    asServed = sent
    keep()
  })
}
