// <span hidden data-behaviour="draft-done" data-draft-done="comment-12">: the server has accepted it.
import { forget } from "./drafts.js"

export function attach(element) { forget(element.dataset.draftDone) }
