"""A document as Markdown (CommonMark): plain to read, and nothing a member wrote becomes markup."""

import re
from collections.abc import Iterable, Iterator

from palabre.commons.texts.printing.blocks import Block, Run
from palabre.processes.documents import wording
from palabre.processes.documents.document import Document, Note, Section

# Backslashed wherever they stand. At the head of a line a few more begin a list, a heading or a rule.
_MARKS = re.compile(r"([\\`*_\[\]<>&|~#!$])")
_HEAD = re.compile(r"^(\s*)(\d{1,9})([.)])|^(\s*)([-+=:])", re.MULTILINE)
_ADDRESS = str.maketrans({"<": "%3C", ">": "%3E", "\\": "%5C", " ": "%20", "\n": "", "\r": ""})


def markdown_of(document: Document) -> str:
    """The same text, facts and annex as the PDF. Ends with one line feed."""
    with wording.in_language_of(document):
        return "\n\n".join(_document(document)) + "\n"


def escaped(text: str) -> str:
    """``text`` so that CommonMark shows its very characters."""
    marked = _MARKS.sub(r"\\\1", text)
    return _HEAD.sub(lambda found: _escaped_head(*found.groups()), marked)


def _escaped_head(space: str | None, digits: str | None, point: str | None, other: str | None, mark: str | None) -> str:
    return f"{space}{digits}\\{point}" if digits else f"{other}\\{mark}"


def _document(document: Document) -> Iterator[str]:
    yield f"# {_line(document.title)}"
    if document.subtitle:
        yield _line(document.subtitle)
    about = [(document.cooperative, ""), *wording.facts(document)]
    yield "\n".join(f"- {_line(term)}: {_line(value)}" if value else f"- {_line(term)}" for term, value in about)
    for section in document.sections:
        yield from _section(section)
    yield f"## {_line(wording.annex())}"
    yield _line(wording.annex_says(document))
    for remarks in document.remarks:
        yield f"### {_line(wording.remarks_title(remarks))}"
        for note in remarks.notes:
            yield from _note(note)


def _section(section: Section) -> Iterator[str]:
    yield f"## {_numbered(section.number, wording.section_title(section))}"
    if section.number:
        yield f"*{_line(wording.asked_by(section))}*"
    yield from _blocks(section.blocks, under=2)
    for measure in section.measures:
        yield f"### {_numbered(measure.number, measure.title)}"
        if measure.group:
            yield f"*{_line(wording.measure_by(measure))}*"
        yield from _blocks(measure.blocks, under=3)


def _note(note: Note) -> Iterator[str]:
    yield f"**{_line(note.by)}**, {_line(wording.note_head(note))}"
    yield _quoted(_blocks(note.blocks, under=3))
    if note.reply is None:
        yield f"*{_line(wording.no_reply())}*"
    else:
        reason = "\\\n".join(_line(line) for line in note.reply.reason.splitlines() if line.strip())
        yield f"**{_line(wording.reply_head(note.reply))}**\\\n{reason}"


def _blocks(blocks: Iterable[Block], *, under: int) -> Iterator[str]:
    for block in blocks:
        if block.kind == "paragraph":
            yield _runs(block.runs)
        elif block.kind == "heading":
            yield f"{'#' * min(under + block.level, 6)} {_runs(block.runs).replace(chr(92) + chr(10), ' ')}"
        elif block.kind == "quote":
            yield _quoted(_blocks(block.blocks, under=under))
        else:
            yield "\n".join(_items(block, under))


def _items(block: Block, under: int) -> Iterator[str]:
    for place, item in enumerate(block.items, start=1):
        mark = f"{place}. " if block.kind == "numbers" else "- "
        inside = "\n\n".join(_blocks(item, under=under)).replace("\n", "\n" + " " * len(mark))
        yield mark + inside


def _quoted(blocks: Iterable[str]) -> str:
    return "\n".join(f"> {line}".rstrip() for line in "\n\n".join(blocks).split("\n"))


def _runs(runs: Iterable[Run]) -> str:
    return "".join(_run(run) for run in runs)


def _run(run: Run) -> str:
    """Marks cling to the words they mark: spaces at either end stay outside them, else they would be shown."""
    words = "\\\n".join(escaped(line) for line in run.text.split("\n"))
    mark = ("**" if run.strong else "") + ("*" if run.emphasis else "")
    bare = run.text.strip()
    if not bare:
        return words
    if mark and "\n" not in run.text:
        lead, tail = run.text[: len(run.text) - len(run.text.lstrip())], run.text[len(run.text.rstrip()) :]
        words = f"{lead}{mark}{escaped(bare)}{mark[::-1]}{tail}"
    return f"[{words}](<{run.href.translate(_ADDRESS)}>)" if run.href else words


def _numbered(number: str, title: str) -> str:
    return f"{number}\\. {_line(title)}" if number else _line(title)


def _line(text: str) -> str:
    return escaped(" ".join(text.split()))
