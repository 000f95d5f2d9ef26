// On the sign-out form: someone else may use this device next.
import { forgetAll } from "./drafts.js"

export function attach(form) { form.addEventListener("submit", forgetAll) }
