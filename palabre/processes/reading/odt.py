"""OpenDocument text: walked element by element into HTML of our own making, then read as HTML.

What a reader of the document sees is read: insertions under review count, deletions do not; hidden words and remarks
in the margin are left where they are. Page headers and footers, notes and tables of contents are read aside.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from html import escape

from lxml import etree

from palabre.processes.reading.blocks import Block
from palabre.processes.reading.html import read_html
from palabre.processes.reading.odt_styles import DRAW, OFFICE, STYLE, TABLE, TEXT, XLINK, Manner, Styles
from palabre.processes.reading.styles import FACT, OURS
from palabre.processes.reading.unreadable import BROKEN, ENCRYPTED, OTHER_OFFICE, Unreadable

_UNREAD = {
    f"{TEXT}tracked-changes",  # what was deleted; what was inserted stands in the text
    f"{TEXT}table-of-content-source",
    f"{TEXT}note-citation",
    f"{OFFICE}annotation",
    f"{OFFICE}forms",
    *(f"{TEXT}{name}-index-source" for name in ("illustration", "table", "object", "user", "alphabetical")),
    f"{TEXT}bibliography-source",
}
_ASIDE = {
    f"{TEXT}{name}"
    for name in (
        "table-of-content", "illustration-index", "table-index", "object-index", "user-index", "alphabetical-index",
        "bibliography",
    )
}  # fmt: skip
_HTML = {
    f"{TEXT}list-item": "li",
    f"{TEXT}list-header": "div",
    f"{TABLE}table": "table",
    f"{TABLE}table-row": "tr",
    f"{DRAW}text-box": "div",
}
_MOST_SPACES = 100


def read_odt(parts: dict[str, bytes]) -> list[Block]:
    """The blocks of an OpenDocument text, from the XML parts of its zip. Raises ``Unreadable``."""
    if b"encryption-data" in parts.get("META-INF/manifest.xml", b""):
        raise Unreadable(ENCRYPTED)
    content = _parsed(parts.get("content.xml", b""))
    outside = _parsed(parts["styles.xml"]) if parts.get("styles.xml") else None
    body = content.find(f"{OFFICE}body/{OFFICE}text")
    if body is None:
        raise Unreadable(OTHER_OFFICE if content.find(f"{OFFICE}body") is not None else BROKEN)
    walk = _Walk(Styles(outside, content))
    walk.through(body)
    pages = outside.iterfind(f"{OFFICE}master-styles/{STYLE}master-page/*") if outside is not None else ()
    return read_html("".join([*walk.html, *walk.notes, *_margins(pages, walk.styles)]))


def _parsed(xml: bytes) -> etree._Element:
    """An element tree without entities, addresses or a depth that nobody writes. Raises ``Unreadable``."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True)
    try:
        return etree.fromstring(xml, parser)
    except etree.XMLSyntaxError as error:
        raise Unreadable(BROKEN) from error


def _margins(pages: Iterable[etree._Element], styles: Styles) -> list[str]:
    """Headers and footers of the pages, each once: first, left and right pages mostly repeat them."""
    found: dict[str, None] = {}
    for margin in pages:
        if etree.QName(margin).localname.startswith(("header", "footer")):
            walk = _Walk(styles)
            walk.through(margin)
            found[f"<footer>{''.join([*walk.html, *walk.notes])}</footer>"] = None
    return list(found)


@dataclass(slots=True)
class _List:
    style: str
    level: int


class _Walk:
    """One walk through a tree, without recursion: the depth of a document is its writer's choice."""

    def __init__(self, styles: Styles) -> None:
        self.styles = styles
        self.html: list[str] = []
        self.notes: list[str] = []
        self.manners = [Manner()]
        self.paragraphs = 0  # how many are open: only within one is white space a word's neighbour
        self.lists: list[_List] = []
        self.links: list[str] = []
        self.ends: list[str] = []
        self.counts: dict[tuple[str, int], int] = {}
        self.heads = 0
        self.outer: list[list[str]] = []  # the text around the note that is being read

    def through(self, root: etree._Element) -> None:
        walk = etree.iterwalk(root, events=("start", "end"))
        for event, element in walk:
            if event == "start" and self._unread(element):
                walk.skip_subtree()
                self.ends.append("")
                self.manners.append(self.manners[-1])
            elif event == "start":
                self._start(element)
                self._say(element.text)
            else:
                self._end(element)
                if element is not root:
                    self._say(element.tail)

    def _unread(self, element: etree._Element) -> bool:
        return element.tag in _UNREAD or (
            element.tag == f"{TEXT}section" and element.get(f"{TEXT}display") in ("none", "condition")
        )

    def _start(self, element: etree._Element) -> None:
        manner = self.manners[-1]
        opened, closed = "", ""
        match element.tag:
            case tag if tag in (f"{TEXT}p", f"{TEXT}h"):
                manner = self.styles.of("paragraph", element.get(f"{TEXT}style-name", ""), Manner())
                opened, closed = self._paragraph(element)
                self.paragraphs += 1
            case tag if tag in (f"{TEXT}span", f"{TEXT}a"):
                manner = self.styles.of("text", element.get(f"{TEXT}style-name", ""), manner)
                if tag == f"{TEXT}a":
                    self.links.append(element.get(f"{XLINK}href", ""))
            case tag if tag in (f"{TEXT}list", f"{TEXT}numbered-paragraph"):
                opened, closed = self._list(element)
            case tag if tag == f"{TEXT}note":
                self.outer.append(self.html)
                self.html = self.notes
                opened, closed = "<aside>", "</aside>"
            case tag if tag in _ASIDE:
                opened, closed = "<nav>", "</nav>"
            case tag if tag == f"{TABLE}table-cell":
                name = "th" if self.heads else "td"
                opened, closed = f"<{name}>", f"</{name}>"
            case tag if tag in _HTML:
                opened, closed = f"<{_HTML[tag]}>", f"</{_HTML[tag]}>"
            case tag if tag == f"{TABLE}table-header-rows":
                self.heads += 1
            case _:
                self._sign(element)
        self.manners.append(manner)
        self.ends.append(closed)
        self.html.append(opened)
        if element.tag == f"{TEXT}list-item" and self.lists:
            self._count()

    def _end(self, element: etree._Element) -> None:
        self.html.append(self.ends.pop())
        self.manners.pop()
        match element.tag:
            case tag if tag in (f"{TEXT}p", f"{TEXT}h"):
                self.paragraphs -= 1
            case tag if tag == f"{TEXT}a":
                self.links.pop()
            case tag if tag in (f"{TEXT}list", f"{TEXT}numbered-paragraph"):
                self.lists.pop()
            case tag if tag == f"{TEXT}note":
                self.html = self.outer.pop()
            case tag if tag == f"{TABLE}table-header-rows":
                self.heads -= 1

    def _paragraph(self, element: etree._Element) -> tuple[str, str]:
        names = self.styles.names("paragraph", element.get(f"{TEXT}style-name", ""))
        if any(name.startswith(OURS) for name in names):
            return f"<aside{' data-margin=1' if FACT in names else ''}><p>", "</p></aside>"
        level = element.get(f"{TEXT}outline-level", "1") if element.tag == f"{TEXT}h" else ""
        if not level and "Title" not in names:
            return "<p>", "</p>"
        depth = min(int(level), 6) if level.isdigit() and len(level) < 3 and int(level) else 1
        return f"<h{depth}>", f"</h{depth}>"

    def _list(self, element: etree._Element) -> tuple[str, str]:
        """A list takes the style it names, else that of the list around it."""
        around = self.lists[-1] if self.lists else _List("", 0)
        opened = _List(element.get(f"{TEXT}style-name") or around.style, around.level + 1)
        if element.tag == f"{TEXT}numbered-paragraph" and (element.get(f"{TEXT}level") or "").isdigit():
            opened.level = int(element.get(f"{TEXT}level", "1"))
        self.lists.append(opened)
        key = (opened.style, opened.level)
        goes_on = element.get(f"{TEXT}continue-numbering") == "true" or element.get(f"{TEXT}continue-list")
        if not goes_on and element.tag == f"{TEXT}list":
            self.counts[key] = self.styles.start(*key) - 1
        name = "ol" if self.styles.ordered(*key) else "ul"
        start = f' start="{self.counts.get(key, 0) + 1}"' if name == "ol" else ""
        if element.tag == f"{TEXT}list":
            return f"<{name}{start}>", f"</{name}>"
        self._count()
        return f"<{name}{start}><li>", f"</li></{name}>"

    def _count(self) -> None:
        key = (self.lists[-1].style, self.lists[-1].level)
        self.counts[key] = self.counts.get(key, 0) + 1

    def _sign(self, element: etree._Element) -> None:
        """Elements that stand for a sign."""
        if element.tag == f"{TEXT}s":
            count = element.get(f"{TEXT}c", "1")
            self._say(" " * min(int(count) if count.isdigit() and len(count) < 4 else 1, _MOST_SPACES))
        elif element.tag == f"{TEXT}tab":
            self._say(" ")
        elif element.tag == f"{TEXT}line-break" and self.paragraphs and not self.manners[-1].hidden:
            self.html.append("<br>")

    def _say(self, text: str | None) -> None:
        manner = self.manners[-1]
        if not text or not self.paragraphs or manner.hidden:
            return
        said = escape(text)
        said = f"<em>{said}</em>" if manner.em else said
        said = f"<strong>{said}</strong>" if manner.strong else said
        self.html.append(f'<a href="{escape(self.links[-1])}">{said}</a>' if self.links and self.links[-1] else said)
