"""A document as OpenDocument text, for LibreOffice and others: the same outline, styles and words as the DOCX.

odfdo gives the container and the elements; every word goes in as text, so nothing a member wrote is read as XML.
"""

import io
from collections.abc import Iterable

from odfdo import Document as NewDocument
from odfdo import Element, Header, Link, List, ListItem, Paragraph, Span

from palabre.commons.texts.printing.blocks import Block, Run
from palabre.processes.documents.document import Document
from palabre.processes.documents.odt_styles import BULLETS, INNER_LINK, NUMBERS, OF_RUNS, OUTER_LINK, dress, style_name
from palabre.processes.documents.outline import (
    DEEPEST_HEADING,
    Outline,
    Piece,
    heading,
    outline_of,
    printable,
    runs_said,
)
from palabre.processes.documents.zipped import repacked

_ANCHOR = "contents-{}"
_LEFT_OUT = ("Thumbnails/", "Configurations2/", "manifest.rdf")  # of odfdo's empty document: its picture, its tool bars


def odt_of(document: Document) -> bytes:
    """The same text, facts and annex as the PDF; the same bytes for the same document."""
    outline = outline_of(document)
    odt = NewDocument("text")
    dress(odt, document, outline.footer)
    _describe(odt, document)
    for path in odt.manifest.get_paths():
        if str(path).startswith(_LEFT_OUT):
            odt.manifest.del_full_path(str(path))
    body = odt.body
    body.clear()
    for place, piece in enumerate(outline.pieces):
        if outline.contents and piece.level == 1 and not any(before.level for before in outline.pieces[:place]):
            body.append(_contents(outline))
        for element in _elements(piece, place):
            body.append(element)
    file = io.BytesIO()
    odt.save(file)
    return repacked(file.getvalue(), without=_LEFT_OUT)


def _describe(odt: NewDocument, document: Document) -> None:
    about = odt.meta
    about.title = printable(document.title)
    about.subject = printable(document.subtitle)
    about.description = document.sha256
    about.creator = about.initial_creator = printable(", ".join(document.authors))
    about.creation_date = about.date = document.at
    about.language = document.language
    about.editing_cycles = 1
    about.generator = "Palabre"


def _elements(piece: Piece, place: int) -> Iterable[Element]:
    if piece.blocks:
        return _blocks(piece.blocks, piece.style, piece.level)
    if not piece.level:
        return [_filled(Paragraph(style=style_name(piece.style)), piece.runs)]
    title = _filled(Header(piece.level, style=style_name(piece.style)), piece.runs)
    if piece.contents:
        title.insert(Element.from_tag(f'<text:bookmark text:name="{_ANCHOR.format(place)}"/>'), position=0)
    return [title]


def _blocks(blocks: Iterable[Block], style: str, under: int) -> Iterable[Element]:
    for block in blocks:
        if block.kind == "paragraph":
            yield _filled(Paragraph(style=style_name(style)), block.runs)
        elif block.kind == "heading":
            level = min(under + block.level, DEEPEST_HEADING)
            yield _filled(Header(level, style=style_name(heading(level))), block.runs)
        elif block.kind == "quote":
            yield from _blocks(block.blocks, "Quote", under)
        else:
            yield _list(block, under)


def _list(block: Block, under: int) -> Element:
    made = List(style=BULLETS if block.kind == "bullets" else NUMBERS)
    for item in block.items:
        kept = ListItem()
        for element in _blocks(item, "List Paragraph", under):
            kept.append(element)
        made.append(kept)
    return made


def _filled(element: Element, runs: tuple[Run, ...]) -> Element:
    for run in runs_said(runs):
        style = OF_RUNS.get((run.strong, run.emphasis))
        # A span always: words beside each other would lose the space between them.
        said = Span(run.text, style=style)
        if run.href:
            link = Link(run.href, style=OUTER_LINK, visited_style=OUTER_LINK)
            link.append(said)
            element.append(link)
        else:
            element.append(said)
    return element


def _contents(outline: Outline) -> Element:
    """A table of contents that is already filled, without page numbers: nobody has to update it to read it."""
    source = Element.from_tag('<text:table-of-content-source text:outline-level="2"/>')
    body = Element.from_tag("<text:index-body/>")
    for level in (1, 2):
        style = style_name(f"TOC {level}")
        source.append(
            Element.from_tag(
                f'<text:table-of-content-entry-template text:outline-level="{level}" text:style-name="{style}">'
                "<text:index-entry-link-start/><text:index-entry-text/><text:index-entry-link-end/>"
                "</text:table-of-content-entry-template>"
            )
        )
    title = Element.from_tag('<text:index-title text:name="Contents_Head"/>')
    title.append(_filled(Paragraph(style=style_name("TOC Heading")), (Run(outline.contents),)))
    body.append(title)
    for place, piece in enumerate(outline.pieces):
        if piece.contents:
            entry = Paragraph(style=style_name(f"TOC {piece.level}"))
            link = Link(f"#{_ANCHOR.format(place)}", style=INNER_LINK, visited_style=INNER_LINK)
            entry.append(_filled(link, piece.runs))
            body.append(entry)
    made = Element.from_tag('<text:table-of-content text:name="Contents" text:protected="false"/>')
    made.append(source)
    made.append(body)
    return made
