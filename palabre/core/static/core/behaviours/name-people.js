// <textarea data-behaviour="name-people" data-people="/discussions/3/people/" data-people-label="People you can name"
//   data-people-some="…%s…" data-people-enough="…">
// After an @ and two letters it offers names below the text: arrows choose, Enter or Tab takes, Escape closes. The
// focus stays in the text. Whoever writes the whole name themselves needs none of this.
const BEGUN = /(?:^|[^\p{L}\p{N}@./:])@(\p{L}[^\n@]{1,59})$/u
const PAUSE = 250

export function attach(textarea) {
  const { people: address, peopleLabel, peopleSome, peopleEnough } = textarea.dataset
  if (!address || !textarea.form) return
  const list = Object.assign(document.createElement("ul"), { id: `${textarea.id}_people`, className: "people-found", hidden: true })
  list.setAttribute("role", "listbox")
  list.setAttribute("aria-label", peopleLabel)
  const said = Object.assign(document.createElement("p"), { className: "people-said small soft" })
  said.setAttribute("role", "status")
  textarea.after(list, said)
  textarea.setAttribute("aria-autocomplete", "list")
  textarea.setAttribute("aria-controls", list.id)
  let timer, asked = "", nobodyFor = null, enough = false, at = 0

  const begun = () => BEGUN.exec(textarea.value.slice(0, textarea.selectionStart))?.[1] ?? ""
  const options = () => [...list.children]
  const close = () => {
    list.hidden = true
    list.replaceChildren()
    textarea.removeAttribute("aria-activedescendant")
    if (!enough) said.textContent = ""
  }
  const choose = (place) => {
    at = (place + options().length) % options().length
    options().forEach((option, i) => option.setAttribute("aria-selected", String(i === at)))
    textarea.setAttribute("aria-activedescendant", options()[at].id)
  }
  const take = (option) => {
    const end = textarea.selectionStart
    textarea.setRangeText(`${option.dataset.name} `, end - begun().length, end, "end")
    nobodyFor = null
    close()
    textarea.focus()
    textarea.dispatchEvent(new Event("input", { bubbles: true }))
  }
  const show = (html) => {
    list.innerHTML = html // escaped by the server, as every page of ours
    const many = options().length
    if (!many) { nobodyFor = asked; return close() }
    list.hidden = false
    said.textContent = peopleSome.replace("%s", many)
    choose(0)
  }
  const ask = async () => {
    const words = asked = begun()
    if (words.trim().length < 2 || enough || (nobodyFor && words.startsWith(nobodyFor))) return close()
    const token = textarea.form.elements.csrfmiddlewaretoken?.value ?? ""
    const body = new URLSearchParams({ words, csrfmiddlewaretoken: token })
    const send = () => fetch(address, { method: "POST", body, credentials: "same-origin" }).catch(() => null)
    const answer = (await send()) ?? (await send()) // a line that was shut while idle is opened anew
    if (words !== begun()) return // typed on meanwhile
    if (answer?.status === 429) { enough = true; close(); said.textContent = peopleEnough }
    else if (answer?.ok) show(await answer.text())
    else close()
  }

  const wait = () => {
    clearTimeout(timer)
    if (!begun()) close()
    else timer = setTimeout(ask, PAUSE)
  }
  textarea.addEventListener("input", wait)
  textarea.addEventListener("keydown", (event) => {
    if (list.hidden || event.isComposing) return
    if (event.key === "ArrowDown") choose(at + 1)
    else if (event.key === "ArrowUp") choose(at - 1)
    else if (event.key === "Enter" || event.key === "Tab") take(options()[at])
    else if (event.key === "Escape") close()
    else return
    event.preventDefault()
  })
  list.addEventListener("mousedown", (event) => event.preventDefault()) // the focus stays in the text
  list.addEventListener("click", (event) => {
    const option = event.target.closest("[role=option]")
    if (option) take(option)
  })
  textarea.addEventListener("blur", close)
  if (document.activeElement === textarea) wait() // begun before this came
}
