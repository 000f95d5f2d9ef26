"""Lists of a DOCX: each numbered list counts for itself, at any depth."""

from docx.oxml.xmlchemy import BaseOxmlElement

from palabre.processes.documents.docx_parts import child

_BULLETS, _NUMBERS = 9001, 9002  # beside the definitions of the template
_SIGNS = ("•", "–", "▪")
_FORMATS = ("decimal", "lowerLetter", "lowerRoman")
_LEVELS = 9
_STEP = 360  # twentieths of a point


class Numbering:
    """The definitions of lists of one file. ``element`` is its ``w:numbering``."""

    def __init__(self, element: BaseOxmlElement) -> None:
        self.element = element
        self.next = 1 + max(int(number) for number in element.xpath("w:num/@w:numId"))
        self._define(_BULLETS, "bullets")
        self._define(_NUMBERS, "numbers")
        self.bullets = self._use(_BULLETS)

    def start(self, kind: str, depth: int) -> int:
        """The ``numId`` for the items of a list that begins here."""
        return self.bullets if kind == "bullets" else self._use(_NUMBERS, restart=depth)

    def _use(self, definition: int, restart: int | None = None) -> int:
        number, self.next = self.next, self.next + 1
        used = child(self.element, "w:num", **{"w:numId": str(number)})
        child(used, "w:abstractNumId", **{"w:val": str(definition)})
        if restart is not None:
            level = child(used, "w:lvlOverride", **{"w:ilvl": str(restart)})
            child(level, "w:startOverride", **{"w:val": "1"})
        return number

    def _define(self, definition: int, kind: str) -> None:
        defined = child(self.element, "w:abstractNum", **{"w:abstractNumId": str(definition)})
        child(defined, "w:multiLevelType", **{"w:val": "multilevel"})
        for depth in range(_LEVELS):
            bullets = kind == "bullets"
            level = child(defined, "w:lvl", **{"w:ilvl": str(depth)})
            child(level, "w:start", **{"w:val": "1"})
            child(level, "w:numFmt", **{"w:val": "bullet" if bullets else _FORMATS[depth % 3]})
            child(level, "w:lvlText", **{"w:val": _SIGNS[depth % 3] if bullets else f"%{depth + 1}."})
            child(level, "w:lvlJc", **{"w:val": "left"})
            indent = {"w:left": str(_STEP * (depth + 1)), "w:hanging": str(_STEP)}
            child(child(level, "w:pPr"), "w:ind", **indent)
        # Definitions come before their uses, or Word calls the file damaged.
        self.element.insert_element_before(defined, "w:num")
