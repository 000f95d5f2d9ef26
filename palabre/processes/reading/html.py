"""HTML: read event by event, so that neither depth nor size nor a missing end tag can hurt."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from lxml import etree

from palabre.processes.reading.blocks import Block, Kind
from palabre.processes.reading.collecting import DEEPEST, Collector
from palabre.processes.reading.inline import Line, Run, safe_href, split_lines, text_of, tidy

_UNSEEN = frozenset("script style template head svg math object iframe audio video canvas datalist".split())
_ASIDE = frozenset("nav aside footer form button select dialog menu noscript".split())
_TITLES = {f"h{level}": level for level in range(1, 7)}
_BREAKING = (
    frozenset(
        "html body p div section article main header blockquote pre address figure figcaption dl dt dd"
        " fieldset legend details summary center hr ul ol li table thead tbody tfoot tr td th caption label"
        " option textarea".split()
    )
    | _TITLES.keys()
    | _ASIDE
)
_VOID = frozenset("br hr img input meta link wbr col area base embed source track param".split())
_BOLD_STYLE = re.compile(r"font-weight\s*:\s*(?:bold|bolder|[6-9]00)", re.IGNORECASE)
_ITALIC_STYLE = re.compile(r"font-style\s*:\s*italic", re.IGNORECASE)
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_LIST_TAGS = ("ul", "ol")


def read_html(text: str) -> list[Block]:
    """The blocks of an HTML page or fragment, in the order in which they are read."""
    page = _Page()
    parser = etree.HTMLParser(target=page, huge_tree=True, no_network=True)
    parser.feed(re.sub(r"^\s*<\?xml[^>]*\?>", "", text))
    parser.close()
    return page.collector.blocks


@dataclass
class _List:
    ordered: bool
    strand: int
    next: int = 1
    started: bool = False  # whether the open item has said something


@dataclass
class _Table:
    cells: list[list[tuple[Line, bool]]] = field(default_factory=list)
    plain: bool = True  # no cell holds more than one paragraph, so rows can be read as rows


class _Page:
    """The target of the parser: told of every tag and text, it keeps blocks."""

    def __init__(self) -> None:
        self.collector = Collector()
        self.runs: Line = []
        self.open: list[tuple[str, Mapping[str, str]]] = []
        self.counts: dict[str, int] = {}
        self.lists: list[_List] = []
        self.rows: list[_Table] = []
        self.headings: list[int] = []
        self.strands = 0

    # What lxml calls.
    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        tag = str(tag).lower()
        if tag == "br":
            self._say("\n")
        if tag in _VOID and tag != "hr":
            return
        names = self._meanings(tag, dict(attributes))
        self.open.append((tag, {**dict(attributes), "": " ".join(names)}))
        if tag in _BREAKING:
            self.flush()
        for name in names:
            self.counts[name] = self.counts.get(name, 0) + 1
        self._open_structure(tag, dict(attributes))

    def end(self, tag: str) -> None:
        tag = str(tag).lower()
        if (tag in _VOID and tag != "hr") or not any(opened == tag for opened, _ in self.open[-1:]):
            return
        if tag in _BREAKING:
            self.flush()
        self._close_structure(tag)
        for name in self.open.pop()[1][""].split():
            self.counts[name] -= 1

    def data(self, text: str) -> None:
        if self._inside("unseen"):
            return
        self._say(text if self._inside("pre") else re.sub(r"[ \t\n\r\f]+", " ", text))

    def comment(self, text: str) -> None: ...

    def pi(self, target: str, data: str | None = None) -> None: ...

    def close(self) -> None:
        self.flush()

    # What is behind.
    def _inside(self, name: str) -> bool:
        return self.counts.get(name, 0) > 0

    def _meanings(self, tag: str, attributes: Mapping[str, str]) -> list[str]:
        style = attributes.get("style", "")
        found = {
            "unseen": tag in _UNSEEN or "hidden" in attributes or bool(_HIDDEN_STYLE.search(style)),
            "aside": tag in _ASIDE or attributes.get("role") in {"navigation", "search", "complementary", "banner"},
            "margin": tag == "footer" or "data-margin" in attributes,
            "strong": tag in {"b", "strong", "th"} or bool(_BOLD_STYLE.search(style)),
            "em": tag in {"i", "em", "cite"} or bool(_ITALIC_STYLE.search(style)),
            "pre": tag in {"pre", "textarea"},
            "heading": tag in _TITLES,
        }
        return [name for name, holds in found.items() if holds]

    def _say(self, text: str) -> None:
        if not text:
            return
        link = next((attributes.get("href", "") for tag, attributes in reversed(self.open[-6:]) if tag == "a"), "")
        strong = self._inside("strong") and not self._inside("heading")
        self.runs.append(Run(text, strong, self._inside("em"), safe_href(link or "")))

    def _open_structure(self, tag: str, attributes: Mapping[str, str]) -> None:
        if tag in _TITLES:
            self.headings.append(_TITLES[tag])
        elif tag in _LIST_TAGS:
            self.strands += 1
            start = attributes.get("start", "1")
            self.lists.append(_List(tag == "ol", self.strands, int(start) if start.isdigit() and len(start) < 5 else 1))
        elif tag == "li" and self.lists:
            self.lists[-1].started = False
        elif tag == "tr":
            self.rows.append(_Table())
        elif tag in {"td", "th"} and self.rows:
            self.rows[-1].cells.append([])

    def _close_structure(self, tag: str) -> None:
        if tag in _TITLES:
            self.headings.pop()
        elif tag in _LIST_TAGS and self.lists:
            self.lists.pop()
        elif tag == "li" and self.lists:
            self.lists[-1].next += 1
        elif tag == "tr" and self.rows:
            self._close_row(self.rows.pop())

    def _close_row(self, row: _Table) -> None:
        texts = [tidy(" ".join(text_of(line) for line, _ in cell)) for cell in row.cells]
        filled = sum(bool(text) for text in texts)
        if row.plain and filled > 1:
            heading = all(strong for cell in row.cells for _, strong in cell)
            self.collector.row(
                texts, lead=" | ".join(filter(None, texts)) if heading else "", aside=self._inside("aside")
            )
            return
        for cell in row.cells:
            for line, _ in cell:
                self.collector.paragraph(line, aside=self._inside("aside"), margin=self._inside("margin"))

    def flush(self) -> None:
        """Keep what was said since the last block."""
        runs, self.runs = self.runs, []
        if not text_of(runs).strip():
            return
        heading = self.headings[-1] if self.headings else 0
        if self.rows and self.rows[-1].cells:
            self._keep_in_cell(runs, heading)
        elif heading:
            self.collector.typed.interrupt()
            joined = [Run(run.text.replace("\n", " "), run.strong, run.em, run.href) for run in runs]
            self.collector.add(Kind.HEADING, joined, level=heading, aside=self._inside("aside"))
        elif self.lists and not self._inside("aside"):
            self._keep_item(runs)
        else:
            self._keep_lines(runs)

    def _keep_in_cell(self, runs: Line, heading: int) -> None:
        row = self.rows[-1]
        row.cells[-1].append((runs, all(run.strong for run in runs if run.text.strip())))
        row.plain = row.plain and not heading and not self.lists and len(row.cells[-1]) == 1

    def _keep_item(self, runs: Line) -> None:
        current = self.lists[-1]
        lines = [line for line in split_lines(runs) if line]
        if not current.started:
            marker = f"{current.next}." if current.ordered else "•"
            depth = min(len(self.lists), DEEPEST) - 1
            self.collector.add(Kind.ITEM, lines[0], marker=marker, level=depth, strand=current.strand)
            current.started = True
            lines = lines[1:]
        for line in lines:
            self.collector.add_inside(line, typed=True)

    def _keep_lines(self, runs: Line) -> None:
        glued = False
        for line in split_lines(runs):
            if line:
                self.collector.paragraph(line, glued=glued, aside=self._inside("aside"), margin=self._inside("margin"))
            glued = bool(line)
