"""A document as DOCX: real headings, lists, links and contents, so that Word's outline and a screen reader find them.

Everything goes in through lxml as text: nothing a member wrote is ever read as XML.
"""

import io
from collections.abc import Iterable
from datetime import UTC

from docx import Document as NewDocument
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.text.paragraph import Paragraph

from palabre.commons.texts.printing.blocks import Block, Run
from palabre.processes.documents.document import Document
from palabre.processes.documents.docx_lists import Numbering
from palabre.processes.documents.docx_parts import child, field_end, field_start, styled
from palabre.processes.documents.outline import Outline, Piece, heading, outline_of, runs_said
from palabre.processes.documents.zipped import repacked

_ANCHOR = "_Toc{}"


def docx_of(document: Document) -> bytes:
    """The same text, facts and annex as the PDF; the same bytes for the same document."""
    outline = outline_of(document)
    writer = _Writer(document)
    for place, piece in enumerate(outline.pieces):
        if outline.contents and piece.level == 1 and not any(before.level for before in outline.pieces[:place]):
            writer.contents(outline)
        writer.piece(piece, place)
    writer.footer(outline.footer)
    file = io.BytesIO()
    writer.docx.save(file)
    return repacked(file.getvalue())


class _Writer:
    """One file in the making."""

    def __init__(self, document: Document) -> None:
        self.docx = NewDocument()
        styled(self.docx, document)
        # python-docx looks a style up anew for each paragraph, which took three quarters of the time.
        self.styles = {style.name: style.style_id for style in self.docx.styles}
        self.numbering = Numbering(self.docx.part.numbering_part.element)
        self._describe(document)

    def _describe(self, document: Document) -> None:
        about = self.docx.core_properties
        about.title = runs_said((Run(document.title),))[0].text[:255]
        about.author = "".join(run.text for run in runs_said((Run(", ".join(document.authors)),)))[:255]
        about.subject = "".join(run.text for run in runs_said((Run(document.subtitle),)))[:255]
        about.language = document.language
        about.version = str(document.version)
        about.comments, about.last_modified_by = document.sha256, about.author
        about.created = about.modified = document.at.astimezone(UTC).replace(tzinfo=None)

    def piece(self, piece: Piece, place: int) -> None:
        if piece.blocks:
            self.blocks(piece.blocks, piece.style, piece.level)
            return
        paragraph = self.paragraph(piece.style)
        if piece.contents:
            anchor = {"w:id": str(place), "w:name": _ANCHOR.format(place)}
            child(paragraph._p, "w:bookmarkStart", **anchor)
        self.runs(paragraph, piece.runs)
        if piece.contents:
            child(paragraph._p, "w:bookmarkEnd", **{"w:id": str(place)})

    def paragraph(self, style: str) -> Paragraph:
        made = self.docx.add_paragraph()
        made._p.style = self.styles[style]
        return made

    def blocks(self, blocks: Iterable[Block], style: str, under: int) -> None:
        for block in blocks:
            if block.kind == "paragraph":
                self.runs(self.paragraph(style), block.runs)
            elif block.kind == "heading":
                self.runs(self.paragraph(heading(under + block.level)), block.runs)
            elif block.kind == "quote":
                self.blocks(block.blocks, "Quote", under)
            else:
                self.list(block, under, depth=0)

    def list(self, block: Block, under: int, depth: int) -> None:
        number = self.numbering.start(block.kind, depth)
        for item in block.items:
            started = False
            for inner in item:
                if inner.kind in ("bullets", "numbers"):
                    self.list(inner, under, depth + 1)
                elif inner.kind == "paragraph" and not started:
                    self.runs(self._item(number, depth), _lead(item))
                elif inner.kind != "paragraph":
                    self.blocks([inner], "List Paragraph", under)
                started = True

    def _item(self, number: int, depth: int) -> Paragraph:
        paragraph = self.paragraph("List Paragraph")
        properties = child(paragraph._p.get_or_add_pPr(), "w:numPr")
        child(properties, "w:ilvl", **{"w:val": str(depth)})
        child(properties, "w:numId", **{"w:val": str(number)})
        return paragraph

    def runs(self, paragraph: Paragraph, runs: tuple[Run, ...]) -> None:
        for run in runs_said(runs):
            said = paragraph.add_run(run.text)
            said.bold, said.italic = run.strong or None, run.emphasis or None
            if run.href:
                said._r.style = self.styles["Hyperlink"]
                target = self.docx.part.relate_to(run.href, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
                child(paragraph._p, "w:hyperlink", **{"r:id": target, "w:history": "1"}).append(said._r)

    def contents(self, outline: Outline) -> None:
        """A field that is already filled, without page numbers: nobody has to update it to read it."""
        self.paragraph("TOC Heading").add_run(outline.contents)
        named = [(place, piece) for place, piece in enumerate(outline.pieces) if piece.contents]
        for order, (place, piece) in enumerate(named):
            paragraph = self.paragraph(f"TOC {piece.level}")
            if order == 0:
                field_start(paragraph, r'TOC \o "1-2" \h \z \n')
            link = child(paragraph._p, "w:hyperlink", **{"w:anchor": _ANCHOR.format(place), "w:history": "1"})
            link.append(paragraph.add_run(piece.runs[0].text)._r)
            if order == len(named) - 1:
                field_end(paragraph)

    def footer(self, words: str) -> None:
        paragraph = self.docx.sections[0].footer.paragraphs[0]
        paragraph.add_run(f"{words}\t")
        for instruction, between in (("PAGE", "/"), ("NUMPAGES", "")):
            field_start(paragraph, instruction)
            paragraph.add_run("1")
            field_end(paragraph)
            if between:
                paragraph.add_run(between)


def _lead(item: tuple[Block, ...]) -> tuple[Run, ...]:
    """The paragraphs of an item as one, a line each: another paragraph would end the list for most readers."""
    runs: list[Run] = []
    for block in item:
        if block.kind == "paragraph":
            runs += [*([Run("\n")] if runs else []), *block.runs]
    return tuple(runs)
