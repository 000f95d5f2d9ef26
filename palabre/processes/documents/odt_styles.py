"""The house's styles as OpenDocument writes them, put over those of odfdo's empty document."""

from odfdo import Document as NewDocument
from odfdo import Element, Paragraph, Span

from palabre.processes.documents.document import Document
from palabre.processes.documents.looks import COUNTRIES, INK, LOOKS, PAGE, SERIF, Look, accent_of, colour_of
from palabre.processes.documents.outline import TEXT

BULLETS, NUMBERS = "Palabre_20_bullets", "Palabre_20_numbers"
OUTER_LINK, INNER_LINK = "Internet_20_link", "Index_20_Link"
OF_RUNS = {(True, False): "Strong", (False, True): "Emphasis", (True, True): "Strong_20_Emphasis"}

# What LibreOffice calls the styles that Word calls otherwise.
_NAMES = {
    TEXT: "Text body",
    "Quote": "Quotations",
    "List Paragraph": "List",
    "TOC Heading": "Contents Heading",
    "TOC 1": "Contents 1",
    "TOC 2": "Contents 2",
}
_SIGNS = ("•", "–", "▪")
_FORMATS = ("1", "a", "i")
_UNDERLINED = 'style:text-underline-style="solid" style:text-underline-width="auto"'
_LEVELS = 10  # as many as the format has


def style_name(name: str) -> str:
    """The internal name: a space is written _20_."""
    return _NAMES.get(name, name).replace(" ", "_20_")


def dress(odt: NewDocument, document: Document, footer: str) -> None:
    """The page with its footer, the language and every style of the house."""
    accent = accent_of(document.accent)
    for name, look in LOOKS.items():
        odt.insert_style(_paragraph_style(name, look, colour_of(look, accent)))
    for (strong, emphasis), name in OF_RUNS.items():
        weight = 'fo:font-weight="bold" ' if strong else ""
        odt.insert_style(_text_style(name, weight + ('fo:font-style="italic"' if emphasis else "")))
    odt.insert_style(_text_style(OUTER_LINK, f'fo:color="{INK}" {_UNDERLINED}'))
    odt.insert_style(_text_style(INNER_LINK, f'fo:color="{INK}" style:text-underline-style="none"'))
    for level in odt.styles.get_elements("//text:outline-level-style"):
        level.set_attribute("style:num-format", "")  # our headings say their number in words
        for attribute in ("style:num-suffix", "text:display-levels", "loext:num-list-format"):
            if level.get_attribute(attribute) is not None:
                level.del_attribute(attribute)
    odt.insert_style(_list_style(BULLETS, numbers=False))
    odt.insert_style(_list_style(NUMBERS, numbers=True))
    _speak(odt, document.language)
    _page(odt, footer)


def _paragraph_style(name: str, look: Look, colour: str) -> str:
    shown = _NAMES.get(name, name)
    level = name.removeprefix("Heading ") if name.startswith("Heading ") else ""
    parent = "Heading" if level else "Standard" if name == TEXT else style_name(TEXT)
    outline = f' style:default-outline-level="{level}"' if level else ""
    bar = ' fo:border-left="0.75pt solid #a6a6a6" fo:padding-left="6pt"' if look.bar else ""
    rule = ' fo:border-bottom="0.75pt solid #a6a6a6" fo:padding-bottom="4pt"' if look.rule else ""
    keep = "always" if look.keep else "auto"
    weight = "bold" if look.bold else "normal"
    return (
        f'<style:style style:name="{style_name(name)}" style:display-name="{shown}" style:family="paragraph"'
        f' style:parent-style-name="{parent}"{outline}>'
        f'<style:paragraph-properties fo:margin-top="{look.before}pt" fo:margin-bottom="{look.after}pt"'
        f' fo:margin-left="{look.indent}pt" fo:line-height="{125 if look.size < 14 else 105}%"'
        f' fo:keep-with-next="{keep}" fo:orphans="2" fo:widows="2"{bar}{rule}/>'
        f'<style:text-properties fo:font-family="{SERIF}" style:font-family-generic="roman"'
        f' fo:font-size="{look.size}pt" fo:font-weight="{weight}" fo:font-style="normal" fo:color="{colour}"/>'
        "</style:style>"
    )


def _text_style(name: str, properties: str) -> str:
    shown = name.replace("_20_", " ")
    return (
        f'<style:style style:name="{name}" style:display-name="{shown}" style:family="text">'
        f"<style:text-properties {properties}/></style:style>"
    )


def _list_style(name: str, *, numbers: bool) -> str:
    levels = "".join(_list_level(depth, numbers=numbers) for depth in range(_LEVELS))
    shown = name.replace("_20_", " ")
    return f'<text:list-style style:name="{name}" style:display-name="{shown}">{levels}</text:list-style>'


def _list_level(depth: int, *, numbers: bool) -> str:
    kind = "number" if numbers else "bullet"
    sign = (
        f'style:num-format="{_FORMATS[depth % 3]}" style:num-suffix="."'
        if numbers
        else (f'text:bullet-char="{_SIGNS[depth % 3]}"')
    )
    indent = 18 * (depth + 1)
    return (
        f'<text:list-level-style-{kind} text:level="{depth + 1}" {sign}>'
        '<style:list-level-properties text:list-level-position-and-space-mode="label-alignment">'
        f'<style:list-level-label-alignment text:label-followed-by="listtab" fo:margin-left="{indent}pt"'
        f' fo:text-indent="-18pt" text:list-tab-stop-position="{indent}pt"/>'
        f"</style:list-level-properties></text:list-level-style-{kind}>"
    )


def _speak(odt: NewDocument, language: str) -> None:
    for properties in odt.styles.get_elements("//style:default-style/style:text-properties"):
        properties.set_attribute("fo:language", language)
        properties.set_attribute("fo:country", COUNTRIES.get(language, "none"))


def _page(odt: NewDocument, words: str) -> None:
    width = PAGE["width"] - PAGE["left"] - PAGE["right"]
    [layout] = odt.styles.get_elements("//style:page-layout/style:page-layout-properties")
    sizes = {"fo:page-width": PAGE["width"], "fo:page-height": PAGE["height"]}
    sizes |= {f"fo:margin-{side}": PAGE[side] for side in ("top", "bottom", "left", "right")}
    for attribute, size in sizes.items():
        layout.set_attribute(attribute, f"{size}mm")
    [footer] = odt.styles.get_elements("//style:style[@style:name='Footer']/style:paragraph-properties")
    footer.append(
        Element.from_tag(
            f'<style:tab-stops><style:tab-stop style:position="{width}mm" style:type="right"/></style:tab-stops>'
        )
    )
    line = Paragraph(style="Footer")
    for piece in (
        Span(f"{words}\t"),
        Element.from_tag('<text:page-number text:select-page="current">1</text:page-number>'),
        Span("/"),
        Element.from_tag("<text:page-count>1</text:page-count>"),
    ):
        line.append(piece)
    [master] = odt.styles.get_elements("//style:master-page[@style:name='Standard']")
    made = Element.from_tag("<style:footer/>")
    made.append(line)
    master.append(made)
