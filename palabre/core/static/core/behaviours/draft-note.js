// A line above a form about words kept on this device, with the one thing that can be done with them.
export function say(element, sentence, label, act) {
  const note = Object.assign(document.createElement("p"), { className: "draft-note" })
  note.setAttribute("role", "status")
  const button = Object.assign(document.createElement("button"), { type: "button", className: "button", textContent: label })
  button.dataset.tone = "quiet"
  button.addEventListener("click", () => {
    note.remove()
    act()
    const first = element.matches("form") ? element.querySelector("textarea, input:not([type=hidden])") : element
    first?.focus()
  })
  note.append(sentence, " ", button)
  if (element.matches("form")) element.prepend(note)
  else element.before(note)
}
