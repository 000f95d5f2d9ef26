// <textarea maxlength="500" data-behaviour="count-characters" data-count-output="left" data-count-sentence="Left: %s">
// The output is read aloud only when little is left, and not at every key.
export function attach(textarea) {
  const output = document.getElementById(textarea.dataset.countOutput)
  if (!output) return
  const show = () => {
    const left = textarea.maxLength - textarea.value.length
    output.setAttribute("aria-live", left < 50 ? "polite" : "off")
    output.textContent = textarea.dataset.countSentence.replace("%s", left.toLocaleString(document.documentElement.lang))
  }
  output.hidden = false
  textarea.addEventListener("input", show)
  show()
}
