// For a form that keeps no draft: the browser asks, in its own words, before typed text is lost.
export function attach(form) {
  let dirty = false
  form.addEventListener("input", () => { dirty = true })
  form.addEventListener("submit", (event) => { if (!event.defaultPrevented) dirty = false })
  window.addEventListener("beforeunload", (event) => { if (dirty && form.isConnected) event.preventDefault() })
}
