// Where a refused request is explained: an old reason goes away when something new is tried.
export function attach(element) {
  document.addEventListener("htmx:beforeRequest", () => element.replaceChildren())
}
