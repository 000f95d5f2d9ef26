"""Our sanitised HTML as a tree of blocks, so that no writer of documents ever sees markup."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from bs4 import BeautifulSoup
from bs4.element import NavigableString, PageElement, Tag

_LISTS = {"ul": "bullets", "ol": "numbers"}
_HEADINGS = {"h2": 1, "h3": 2}
_BLOCKS = ["p", "blockquote", *_LISTS, *_HEADINGS]
DEEPEST = 8  # levels of lists and quotes that paper can show
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Run:
    """Some words in one manner."""

    text: str
    strong: bool = False
    emphasis: bool = False
    href: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of a text. ``kind`` is paragraph, heading, quote, bullets or numbers.

    Paragraphs and headings have ``runs``; quotes have ``blocks``; lists have ``items``, each made of blocks.
    ``level`` of a heading counts from 1 below the title the text stands under, and never skips.
    """

    kind: str
    runs: tuple[Run, ...] = ()
    level: int = 0
    blocks: tuple["Block", ...] = ()
    items: tuple[tuple["Block", ...], ...] = ()


def blocks_of(html: str) -> tuple[Block, ...]:
    """``html`` (as ``texts.html.clean_html`` leaves it) as blocks. Unknown elements give their words."""
    return tuple(_level_headings(_blocks(BeautifulSoup(html, "html.parser").children, 0)))


def _blocks(nodes: Iterable[PageElement], depth: int) -> Iterator[Block]:
    """Loose words between blocks become paragraphs of their own; so does whatever lies too deep."""
    loose: list[PageElement] = []
    for node in nodes:
        if depth < DEEPEST and isinstance(node, Tag) and (node.name in _BLOCKS or node.find(_BLOCKS)):
            yield from _paragraph(loose)
            loose = []
            yield from _block(node, depth + 1)
        else:
            loose.append(node)
    yield from _paragraph(loose)


def _block(node: Tag, depth: int) -> Iterator[Block]:
    if node.name in _LISTS:
        items = (tuple(_blocks(item.children, depth)) for item in node.find_all("li", recursive=False))
        if kept := tuple(item for item in items if item):
            yield Block(_LISTS[node.name], items=kept)
    elif node.name == "blockquote":
        if inside := tuple(_blocks(node.children, depth)):
            yield Block("quote", blocks=inside)
    elif node.name in _HEADINGS:
        if runs := _runs(node.children):
            yield Block("heading", runs=runs, level=_HEADINGS[node.name])
    elif node.name == "p":
        yield from _paragraph(node.children)
    else:
        yield from _blocks(node.children, depth)


def _paragraph(nodes: Iterable[PageElement]) -> Iterator[Block]:
    if runs := _runs(nodes):
        yield Block("paragraph", runs=runs)


def _runs(nodes: Iterable[PageElement]) -> tuple[Run, ...]:
    """Words with spaces folded, nothing blank at either end; a ``br`` is a line feed within a run."""
    runs: list[Run] = []
    for run in _words(nodes):
        if runs and replace(runs[-1], text="") == replace(run, text=""):
            runs[-1] = replace(run, text=runs[-1].text + run.text)
        else:
            runs.append(run)
    while runs and not runs[0].text.strip():
        runs.pop(0)
    while runs and not runs[-1].text.strip():
        runs.pop()
    if runs:
        runs[0] = replace(runs[0], text=runs[0].text.lstrip())
        runs[-1] = replace(runs[-1], text=runs[-1].text.rstrip())
    return tuple(replace(run, text=re.sub(" *\n *", "\n", run.text)) for run in runs)


def _words(nodes: Iterable[PageElement]) -> Iterator[Run]:
    """Every word below ``nodes`` in order. A stack of its own: members may nest deeper than Python recurses."""
    stack = [(iter(list(nodes)), Run(""))]
    while stack:
        siblings, manner = stack[-1]
        node = next(siblings, None)
        if node is None:
            stack.pop()
        elif isinstance(node, Tag) and node.name == "br":
            yield replace(manner, text="\n")
        elif isinstance(node, Tag):
            stack.append((iter(node.children), _manner(node, manner)))
        elif type(node) is NavigableString:  # HTML comments and the like are subclasses
            # The no-break spaces of French typography are kept: only what HTML itself folds is folded.
            yield replace(manner, text=re.sub(r"[ \t\r\n\f]+", " ", _CONTROLS.sub("", str(node))))


def _manner(node: Tag, manner: Run) -> Run:
    href = str(node.get("href") or "") if node.name == "a" else ""
    return Run(
        "",
        strong=manner.strong or node.name == "strong",
        emphasis=manner.emphasis or node.name == "em",
        href=href if href.startswith(("http://", "https://")) else manner.href,
    )


def _level_headings(blocks: Iterable[Block]) -> Iterator[Block]:
    """A heading of the second level without one of the first above it would leave a gap for screen readers."""
    above = 0
    for block in blocks:
        if block.kind == "heading":
            above = min(block.level, above + 1)
            yield Block("heading", runs=block.runs, level=above)
        else:
            yield block


def plain(block: Block) -> str:
    """The words of a block and of all inside it, on one line."""
    own = "".join(run.text for run in block.runs)
    inside = [*block.blocks, *(inner for item in block.items for inner in item)]
    return " ".join([own, *(plain(inner) for inner in inside)]).strip()
