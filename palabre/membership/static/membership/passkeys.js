// Passkeys: shown only where the browser has them; a failure is a sentence on the page, not a line in the console.
const able = window.isSecureContext && "PublicKeyCredential" in window;
for (const part of document.querySelectorAll("[data-passkey]")) {
  part.hidden = !able;
  if (able) window.allauth.webauthn.forms[part.dataset.passkey]({ ids: JSON.parse(part.dataset.ids) });
}
for (const part of document.querySelectorAll("[data-passkey-absent]")) part.hidden = able;
document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  for (const said of document.querySelectorAll("[data-passkey-failed]")) {
    said.hidden = true; // so that it is read out again, when it fails again
    requestAnimationFrame(() => { said.hidden = false; });
  }
});
