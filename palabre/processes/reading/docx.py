"""DOCX: mammoth gives HTML; what it leaves out (page headers and footers, odd boxes) is read beside it."""

from collections import Counter

import mammoth
from lxml import etree

from palabre.processes.reading.addresses import cut_addresses
from palabre.processes.reading.archive import repacked
from palabre.processes.reading.blocks import Block, Kind
from palabre.processes.reading.collecting import Collector, plain_line
from palabre.processes.reading.folding import words_of
from palabre.processes.reading.html import read_html
from palabre.processes.reading.inline import Run, text_of
from palabre.processes.reading.styles import FACT, OURS
from palabre.processes.reading.unreadable import BROKEN, Unreadable

_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STYLES = f"""
p[style-name='{FACT}'] => aside[data-margin='1'] > p:fresh
p[style-name^='{OURS}'] => aside > p:fresh
p[style-name^='TOC '] => nav > p:fresh
p[style-name='Title'] => h1:fresh
p[style-name='Titre'] => h1:fresh
p[style-name='Titel'] => h1:fresh
p[style-name='Heading 7'] => h6:fresh
p[style-name='Heading 8'] => h6:fresh
p[style-name='Heading 9'] => h6:fresh
p[style-name^='List Bullet'] => ul > li:fresh
p[style-name^='List Number'] => ol > li:fresh
"""


def read_docx(parts: dict[str, bytes]) -> list[Block]:
    """The blocks of a DOCX file, from the XML parts of its zip. Raises ``Unreadable`` when it is damaged."""
    if "word/document.xml" not in parts and not any(name.endswith("document.xml") for name in parts):
        raise Unreadable(BROKEN)
    try:
        html = mammoth.convert_to_html(
            repacked(parts), style_map=_STYLES, convert_image=mammoth.images.img_element(lambda image: {"src": ""})
        ).value
    except (Exception, RecursionError) as error:  # mammoth's errors on damaged files are of no particular kind
        raise Unreadable(BROKEN) from error
    blocks = read_html(html)
    return [*blocks, *_left_out(parts, blocks), *_margins(parts)]


def _left_out(parts: dict[str, bytes], blocks: list[Block]) -> list[Block]:
    """Paragraphs of the document whose words are not all in what was read, such as those in unusual boxes."""
    read = Counter(word for block in blocks for word in words_of(block.source))
    collector = Collector()
    for name in sorted(parts):
        if name.endswith("document.xml"):
            for paragraph in _paragraphs(parts[name]):
                words = Counter(words_of(cut_addresses(paragraph)))
                if words - read:
                    collector.add(Kind.PARAGRAPH, plain_line(paragraph), aside=True)
                else:
                    read -= words
    return collector.blocks


def _margins(parts: dict[str, bytes]) -> list[Block]:
    collector = Collector()
    seen: set[str] = set()
    for name in sorted(parts):
        if name.startswith(("word/header", "word/footer")) and name.endswith(".xml"):
            for paragraph in _paragraphs(parts[name]):
                if paragraph not in seen:
                    collector.add(Kind.PARAGRAPH, plain_line(paragraph), aside=True, margin=True)
                seen.add(paragraph)
    return collector.blocks


def _paragraphs(xml: bytes) -> list[str]:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, recover=True)
    root = etree.fromstring(xml, parser)
    found = []
    for paragraph in root.iter(f"{_WORD}p") if root is not None else ():
        runs = [Run(_said(node)) for node in paragraph.iter(f"{_WORD}t", f"{_WORD}tab", f"{_WORD}br", f"{_WORD}cr")]
        found.append(text_of(runs).strip())
    return [text for text in found if text]


def _said(node: etree._Element) -> str:
    return node.text or "" if node.tag == f"{_WORD}t" else " "
