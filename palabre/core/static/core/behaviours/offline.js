// <form data-behaviour="offline" data-offline="You are offline…">: nothing is sent, nothing typed is lost.
export function attach(form) {
  const note = Object.assign(document.createElement("p"), { className: "offline-note" })
  note.setAttribute("role", "alert")
  form.append(note)
  const say = () => { note.textContent = form.dataset.offline }

  form.addEventListener("submit", (event) => {
    note.textContent = ""
    if (navigator.onLine) return
    event.preventDefault()
    event.stopImmediatePropagation()
    say()
  }, { capture: true })
  form.addEventListener("htmx:sendError", say)
  window.addEventListener("online", () => { note.textContent = "" })
}
