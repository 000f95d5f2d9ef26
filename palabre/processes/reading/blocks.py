"""What every format is turned into: an ordered list of blocks."""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    PARAGRAPH = "paragraph"
    HEADING = "heading"
    ITEM = "item"
    ROW = "row"


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph, title, list item or table row, in reading order, without e-mail addresses.

    ``level`` is 1–6 for a heading and the depth from 0 for an item. ``lead`` is the text in bold at the start.
    ``html`` holds only em, strong, a[href] and br, built by us; it is empty when the text carries no such mark.
    """

    kind: Kind
    text: str
    source: str  # as the document wrote it, marker included
    level: int = 0
    marker: str = ""  # "•", "-", "1.", "1.1"
    strand: int = 0  # items of one list share it
    html: str = ""
    lead: str = ""
    glued: bool = False  # only a line break, not an empty line, stood before it
    inside: bool = False  # a further paragraph of the item before it
    aside: bool = False  # menus, forms, footers: never part of the argument
    margin: bool = False  # a page header or footer: it may carry the date or the drafters
    cells: tuple[str, ...] = ()

    @property
    def bold(self) -> bool:
        return bool(self.text) and self.lead == self.text

    @property
    def numbered(self) -> bool:
        return any(character.isalnum() for character in self.marker)

    @property
    def said(self) -> str:
        """The text with its number, when it has one: a bullet says nothing, a number does."""
        return f"{self.marker} {self.text}".strip() if self.numbered else self.text
