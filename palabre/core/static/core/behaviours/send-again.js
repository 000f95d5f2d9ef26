// <div data-behaviour="send-again" hx-post="…" hx-trigger="…, again">: what could not be sent because the connection
// was lost, or the server was away for a moment, is sent by itself when it is back.
const PAUSE = 5000

export function attach(element) {
  let waits = false
  const again = () => {
    if (!waits || !element.isConnected || !navigator.onLine) return
    waits = false
    window.htmx.trigger(element, "again")
  }
  const wait = () => { waits = true; setTimeout(again, PAUSE) }
  element.addEventListener("htmx:sendError", wait)
  element.addEventListener("htmx:responseError", ({ detail }) => { if (detail.xhr.status >= 500) wait() })
  window.addEventListener("online", again)
}
