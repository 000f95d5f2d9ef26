// <button hidden data-behaviour="copy-link" data-copy="https://…" data-copied="Copied">: hidden where it cannot work.
export function attach(button) {
  if (!navigator.clipboard) return
  const label = button.textContent
  button.hidden = false
  button.setAttribute("aria-live", "polite")
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(new URL(button.dataset.copy, location.href).href)
    button.textContent = button.dataset.copied
    setTimeout(() => { button.textContent = label }, 2500)
  })
}
