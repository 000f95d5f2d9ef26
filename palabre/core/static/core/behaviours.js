// Attaches small behaviours to what the server rendered, now and after each htmx swap.
// A behaviour only adds comfort: every page works without this file. Words come from the HTML.
const modules = {
  "be-told": () => import("./behaviours/be-told.js"),
  "centre": () => import("./behaviours/centre.js"),
  "confirm-leave": () => import("./behaviours/confirm-leave.js"),
  "copy-link": () => import("./behaviours/copy-link.js"),
  "count-characters": () => import("./behaviours/count-characters.js"),
  "draft-done": () => import("./behaviours/draft-done.js"),
  "forget-drafts": () => import("./behaviours/forget-drafts.js"),
  "keep-draft": () => import("./behaviours/keep-draft.js"),
  "name-people": () => import("./behaviours/name-people.js"),
  "offline": () => import("./behaviours/offline.js"),
  "refusal": () => import("./behaviours/refusal.js"),
  "send-again": () => import("./behaviours/send-again.js"),
  "submit-once": () => import("./behaviours/submit-once.js"),
}
const attached = new WeakMap()

export async function attachWithin(root) {
  const found = [root, ...root.querySelectorAll("[data-behaviour]")].filter((e) => e.dataset?.behaviour)
  const wanted = found.flatMap((element) => element.dataset.behaviour.split(" ").flatMap((name) => claim(element, name)))
  // All asked for together, attached in the order written: "offline" must be able to stop "submit-once".
  for (const { element, name, loading } of wanted) {
    const module = await loading
    if (module) module.attach(element)
    else attached.get(element).delete(name)
  }
}

// A module that does not come (the train is in a tunnel) stops no other, and is asked for again.
function claim(element, name) {
  const done = attached.get(element) ?? new Set()
  if (done.has(name) || !modules[name]) return []
  attached.set(element, done.add(name))
  return [{ element, name, loading: modules[name]().catch(() => null) }]
}

attachWithin(document.documentElement)
document.addEventListener("htmx:load", (event) => attachWithin(event.detail.elt))
window.addEventListener("online", () => attachWithin(document.documentElement))
