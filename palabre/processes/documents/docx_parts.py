"""What python-docx leaves to write by hand: styles in full, fields, and elements by name."""

from typing import Any

from docx.document import Document as Docx
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.text.paragraph import Paragraph

from palabre.processes.documents.document import Document
from palabre.processes.documents.looks import COUNTRIES, LOOKS, PAGE, SERIF, Look, accent_of, colour_of


def child(parent: BaseOxmlElement, name: str, **attributes: str) -> BaseOxmlElement:
    """A new last child of ``parent``; names with their prefix, “w:ilvl”."""
    made = OxmlElement(name)
    for attribute, value in attributes.items():
        made.set(qn(attribute), value)
    parent.append(made)
    return made


def field_start(paragraph: Paragraph, instruction: str) -> None:
    """What follows, until ``field_end``, is the field's result as it stands now."""
    child(paragraph.add_run()._r, "w:fldChar", **{"w:fldCharType": "begin"})
    code = child(paragraph.add_run()._r, "w:instrText", **{"xml:space": "preserve"})
    code.text = f" {instruction} "
    child(paragraph.add_run()._r, "w:fldChar", **{"w:fldCharType": "separate"})


def field_end(paragraph: Paragraph) -> None:
    child(paragraph.add_run()._r, "w:fldChar", **{"w:fldCharType": "end"})


def styled(docx: Docx, document: Document) -> None:
    """The page, the language and every style of the house."""
    accent = accent_of(document.accent)
    [language] = docx.styles.element.xpath("w:docDefaults/w:rPrDefault/w:rPr/w:lang")
    country = COUNTRIES.get(document.language)
    language.set(qn("w:val"), f"{document.language}-{country}" if country else document.language)
    section = docx.sections[0]
    section.page_width, section.page_height = Mm(PAGE["width"]), Mm(PAGE["height"])
    section.top_margin, section.bottom_margin = Mm(PAGE["top"]), Mm(PAGE["bottom"])
    section.left_margin, section.right_margin = Mm(PAGE["left"]), Mm(PAGE["right"])
    for name, look in LOOKS.items():
        _dress(_style(docx, name, look), look, colour_of(look, accent)[1:])
    tabs = docx.styles["Footer"].paragraph_format.tab_stops
    tabs.add_tab_stop(Mm(PAGE["width"] - PAGE["left"] - PAGE["right"]), WD_TAB_ALIGNMENT.RIGHT)
    link = docx.styles.add_style("Hyperlink", WD_STYLE_TYPE.CHARACTER, builtin=True)
    link.font.underline = True


def _style(docx: Docx, name: str, look: Look) -> Any:
    if name not in docx.styles:
        made = docx.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH, builtin=name.startswith("TOC"))
        made.base_style = docx.styles[look.base]
        made.quick_style = True
    return docx.styles[name]


def _dress(style: ParagraphStyle, look: Look, colour: str) -> None:
    """Nothing of the template's own manner is left: its theme would win over our fonts and colours."""
    for part in ("w:pPr/w:pBdr", "w:pPr/w:tabs", "w:pPr/w:contextualSpacing", "w:rPr"):
        for old in style.element.xpath(part):
            old.getparent().remove(old)
    style.font.name, style.font.size = SERIF, Pt(look.size)
    style.font.bold, style.font.color.rgb = look.bold, RGBColor.from_string(colour.upper())
    spaces = style.paragraph_format
    spaces.space_before, spaces.space_after = Pt(look.before), Pt(look.after)
    spaces.line_spacing, spaces.left_indent = 1.25 if look.size < 14 else 1.05, Pt(look.indent)
    spaces.keep_with_next, spaces.widow_control = look.keep, True
    if look.bar or look.rule:
        _line(style.element.get_or_add_pPr(), "w:left" if look.bar else "w:bottom")


def _line(properties: BaseOxmlElement, side: str) -> None:
    border = OxmlElement("w:pBdr")
    attributes = {"w:val": "single", "w:sz": "8", "w:space": "8", "w:color": "A6A6A6"}
    child(border, side, **attributes)
    properties.insert_element_before(border, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:contextualSpacing", "w:jc")
