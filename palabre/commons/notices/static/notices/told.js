// The service worker of messages to browsers: it shows what was pushed, and opens the page it leads to. It keeps no
// page and answers no request: its scope is /notices/, and it never listens to "fetch".
self.addEventListener("push", (event) => {
  const { title, body, path, lang } = event.data.json()
  event.waitUntil(self.registration.showNotification(title, { body, lang, tag: "news", data: path }))
})

self.addEventListener("notificationclick", (event) => {
  event.notification.close()
  event.waitUntil(open(event.notification.data))
})

async function open(path) {
  const address = new URL(path, self.location.origin)
  if (address.origin !== self.location.origin) return
  const pages = await self.clients.matchAll({ type: "window", includeUncontrolled: true })
  const there = pages.find((page) => page.url === address.href)
  return there ? there.focus() : self.clients.openWindow(address.href)
}
