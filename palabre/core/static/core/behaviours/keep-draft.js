// <form data-behaviour="keep-draft" data-draft-key="comment-12" data-draft-restored="…" data-draft-discard="…">
// Keeps what is typed until the server has accepted it: a closed tab or a failed request loses nothing.
import { forget, read, write } from "./drafts.js"

const NEVER = ["password", "hidden", "file", "submit", "button"]

export function attach(element) {
  const key = element.dataset.draftKey
  const fields = () => (element.matches("form") ? [...element.elements] : [element])
    .filter((field) => field.name && !NEVER.includes(field.type))
  const choice = (field) => field.type === "checkbox" || field.type === "radio"
  const value = (field) => (choice(field) ? field.checked : field.value)
  const values = (of = value) => fields().map((field) => [field.name, choice(field) ? field.value : null, of(field)])
  // Not what stands there now: on a slow line one has begun to type before this file is there.
  const asServed = JSON.stringify(values((field) => (choice(field) ? field.defaultChecked : field.defaultValue ?? field.value)))
  let timer

  const keep = () => {
    clearTimeout(timer)
    if (!element.isConnected) return
    if (JSON.stringify(values()) === asServed) forget(key)
    else write(key, values())
  }
  const fill = (kept) => {
    for (const [name, own, content] of kept) {
      const field = fields().find((f) => f.name === name && (own === null || f.value === own))
      if (!field) continue
      if (choice(field)) field.checked = content
      else field.value = content
      field.dispatchEvent(new Event("input", { bubbles: true }))
    }
  }

  if (document.querySelector(`[data-draft-done="${CSS.escape(key)}"]`)) forget(key)
  const kept = read(key)
  if (kept && JSON.stringify(kept) !== asServed) {
    fill(kept)
    say(element, () => { fill(JSON.parse(asServed)); forget(key) })
  } else keep()
  element.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(keep, 300) })
  element.addEventListener("change", keep)
  window.addEventListener("pagehide", keep)
}

function say(element, discard) {
  const note = Object.assign(document.createElement("p"), { className: "draft-note" })
  note.setAttribute("role", "status")
  const button = Object.assign(document.createElement("button"), { type: "button", className: "button", textContent: element.dataset.draftDiscard })
  button.dataset.tone = "quiet"
  button.addEventListener("click", () => {
    discard()
    note.remove()
    const first = element.matches("form") ? element.querySelector("textarea, input:not([type=hidden])") : element
    first?.focus()
  })
  note.append(element.dataset.draftRestored, " ", button)
  if (element.matches("form")) element.prepend(note)
  else element.before(note)
}
