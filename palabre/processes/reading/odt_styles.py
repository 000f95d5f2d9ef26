"""What the styles of an OpenDocument text mean for a reader: bold, italic, hidden, a list of numbers or of bullets."""

from dataclasses import dataclass, replace

from lxml import etree

_NAMES = "{urn:oasis:names:tc:opendocument:xmlns:%s:1.0}"
OFFICE, TEXT, STYLE, TABLE = (_NAMES % name for name in ("office", "text", "style", "table"))
DRAW = _NAMES % "drawing"
XLINK = "{http://www.w3.org/1999/xlink}"
_FO = _NAMES % "xsl-fo-compatible"

_BOLD = frozenset(("bold", "bolder", "600", "700", "800", "900"))
_LONGEST_FAMILY = 20  # styles that a style may stand on; more is a circle


@dataclass(frozen=True, slots=True)
class Manner:
    strong: bool = False
    em: bool = False
    hidden: bool = False


class Styles:
    """The styles of both parts of a document; those of the content, which are automatic, win over the others."""

    def __init__(self, outside: etree._Element | None, content: etree._Element) -> None:
        self.found: dict[tuple[str, str], etree._Element] = {}
        self.lists: dict[str, dict[int, tuple[bool, int]]] = {}
        self.known: dict[tuple[str, str], list[etree._Element]] = {}
        for root in (outside, content):
            for part in ("styles", "automatic-styles") if root is not None else ():
                for style in root.iterfind(f"{OFFICE}{part}/*"):  # type: ignore[union-attr]
                    self._keep(style)

    def _keep(self, style: etree._Element) -> None:
        name = style.get(f"{STYLE}name", "")
        if style.tag == f"{STYLE}style":
            self.found[style.get(f"{STYLE}family", ""), name] = style
        elif style.tag == f"{TEXT}list-style":
            self.lists[name] = dict(_level(level) for level in style)

    def names(self, family: str, name: str) -> set[str]:
        """The names people know of a style and of those it stands on."""
        line = self._line(family, name)
        return {style.get(f"{STYLE}display-name") or style.get(f"{STYLE}name", "") for style in line} | {name}

    def of(self, family: str, name: str, around: Manner) -> Manner:
        """``around``, as the style changes it."""
        manner = around
        for style in reversed(self._line(family, name)):
            properties = style.find(f"{STYLE}text-properties")
            if properties is not None:
                manner = _changed(manner, properties)
        return manner

    def ordered(self, name: str, level: int) -> bool:
        return self._list_level(name, level)[0]

    def start(self, name: str, level: int) -> int:
        return self._list_level(name, level)[1]

    def _list_level(self, name: str, level: int) -> tuple[bool, int]:
        levels = self.lists.get(name, {})
        return levels.get(level) or levels.get(max(levels, default=0)) or (False, 1)

    def _line(self, family: str, name: str) -> list[etree._Element]:
        """A style and those it stands on, itself first."""
        key = (family, name)
        if key not in self.known:
            line: list[etree._Element] = []
            while (style := self.found.get((family, name))) is not None and len(line) < _LONGEST_FAMILY:
                line.append(style)
                name = style.get(f"{STYLE}parent-style-name", "")
            self.known[key] = line
        return self.known[key]


def _level(level: etree._Element) -> tuple[int, tuple[bool, int]]:
    number, start = level.get(f"{TEXT}level", "1"), level.get(f"{TEXT}start-value", "1")
    numbered = level.tag == f"{TEXT}list-level-style-number" and bool(level.get(f"{STYLE}num-format"))
    return _small(number), (numbered, _small(start))


def _small(number: str) -> int:
    return int(number) if number.isdigit() and len(number) < 4 else 1


def _changed(manner: Manner, properties: etree._Element) -> Manner:
    weight, slant = properties.get(f"{_FO}font-weight"), properties.get(f"{_FO}font-style")
    shown = properties.get(f"{TEXT}display")
    if weight is not None:
        manner = replace(manner, strong=weight in _BOLD)
    if slant is not None:
        manner = replace(manner, em=slant in ("italic", "oblique"))
    return replace(manner, hidden=shown == "none") if shown is not None else manner
