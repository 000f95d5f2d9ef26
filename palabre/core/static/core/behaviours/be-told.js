// <form hidden data-behaviour="be-told" data-told-key="…" data-told-worker="/notices/told.js" data-told-refused="…" …>
// Asks the browser to be told, and sends its address and keys with the form. Hidden where a browser cannot.
const bytes = (words) => Uint8Array.from(atob(words.replaceAll("-", "+").replaceAll("_", "/")), (sign) => sign.charCodeAt(0))
const words = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer))).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "")

export function attach(form) {
  const { toldKey, toldWorker, toldRefused, toldFailed } = form.dataset
  if (!("serviceWorker" in navigator && "PushManager" in window && "Notification" in window)) return
  const instead = document.getElementById(form.dataset.toldInstead)
  if (instead) instead.hidden = true
  form.hidden = false
  const said = form.querySelector("[role=status]")
  form.addEventListener("submit", async (event) => {
    if (form.elements.endpoint.value) return
    event.preventDefault()
    said.textContent = ""
    try {
      if ((await Notification.requestPermission()) !== "granted") { said.textContent = toldRefused; return }
      const worker = await ready(await navigator.serviceWorker.register(toldWorker))
      const subscription = await worker.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: bytes(toldKey) })
      form.elements.endpoint.value = subscription.endpoint
      form.elements.point.value = words(subscription.getKey("p256dh"))
      form.elements.secret.value = words(subscription.getKey("auth"))
      form.submit()
    } catch { said.textContent = toldFailed }
  })
}

// A worker subscribes once it is active; "navigator.serviceWorker.ready" would wait for one that rules this very page.
async function ready(registration) {
  const coming = registration.installing ?? registration.waiting
  if (coming && !registration.active) {
    await new Promise((done) => coming.addEventListener("statechange", () => coming.state === "activated" && done()))
  }
  return registration
}
