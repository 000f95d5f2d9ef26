// Rich text on the draft page only. Each textarea stays in the form and keeps the words; without this file one
// writes in it directly. The marks offered are those the server keeps (commons/texts/html.py).
import {
  Blockquote, Bold, BulletList, Document, Dropcursor, Gapcursor, HardBreak, Heading, History, Italic, Link, ListItem,
  OrderedList, Paragraph, Text, createTextareaEditor,
} from "../django_prose_editor/editor.js";

const template = document.getElementById("rich-toolbar")
const acts = {
  bold: (run) => run.toggleBold(),
  italic: (run) => run.toggleItalic(),
  heading: (run) => run.toggleHeading({ level: 3 }),
  bulletList: (run) => run.toggleBulletList(),
  orderedList: (run) => run.toggleOrderedList(),
  blockquote: (run) => run.toggleBlockquote(),
  undo: (run) => run.undo(),
  redo: (run) => run.redo(),
}

// The editor adds a <style> unless it finds one marked as its own, and our policy refuses inline styles. An element
// of that name from no known language is found and styles nothing; what is needed stands in editor.css.
const own = document.createElementNS("urn:palabre", "style")
own.setAttribute("data-tiptap-style", "")
document.head.append(own)

for (const textarea of document.querySelectorAll("[data-rich-text]")) enrich(textarea)

function enrich(textarea) {
  const editor = createTextareaEditor(textarea, [
    Document, Paragraph, Text, HardBreak, History, Dropcursor, Gapcursor, Bold, Italic, BulletList, OrderedList, ListItem,
    Blockquote, Heading.configure({ levels: [2, 3] }), Link.configure({ openOnClick: false }),
  ])
  const label = document.getElementById(`${textarea.id}_label`)
  const surface = editor.view.dom
  surface.setAttribute("role", "textbox")
  surface.setAttribute("aria-multiline", "true")
  surface.setAttribute("aria-labelledby", label.id)
  label.addEventListener("click", (event) => { event.preventDefault(); editor.commands.focus() })

  const bar = template.content.firstElementChild.cloneNode(true)
  surface.before(bar)
  bar.addEventListener("click", (event) => {
    const act = event.target.closest("button")?.dataset.act
    if (act === "link") askForLink(editor, bar.dataset.linkQuestion)
    else if (act) acts[act](editor.chain().focus()).run()
  })
  const show = () => {
    for (const button of bar.querySelectorAll("button")) {
      const { act } = button.dataset
      if (act !== "undo" && act !== "redo") button.setAttribute("aria-pressed", String(editor.isActive(act)))
    }
  }
  editor.on("transaction", show)
  show()

  // A draft kept on this device is put back into the textarea: show it.
  textarea.addEventListener("input", () => {
    if (textarea.value && textarea.value !== editor.getHTML()) editor.commands.setContent(textarea.value, { emitUpdate: false })
  })
}

function askForLink(editor, question) {
  const now = editor.getAttributes("link").href ?? ""
  const address = window.prompt(question, now)
  if (address === null) return
  const run = editor.chain().focus().extendMarkRange("link")
  if (/^https?:\/\//.test(address)) run.setLink({ href: address }).run()
  else if (!address) run.unsetLink().run()
}
