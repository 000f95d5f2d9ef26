// A double click sends once. Coming back to the page, or a request that failed, makes the button work again.
export function attach(form) {
  let sending = false
  const mark = (busy) => {
    sending = busy
    for (const button of form.querySelectorAll("button[type=submit], button:not([type])")) {
      if (busy) button.setAttribute("aria-busy", "true")
      else button.removeAttribute("aria-busy")
    }
  }
  form.addEventListener("submit", (event) => {
    if (!sending) {
      mark(true)
      // A server that never answers must not hold the form for ever.
      setTimeout(() => mark(false), 20000)
      return
    }
    event.preventDefault()
    event.stopImmediatePropagation()
  }, { capture: true })
  form.addEventListener("htmx:afterRequest", () => mark(false))
  window.addEventListener("pageshow", () => mark(false))
}
