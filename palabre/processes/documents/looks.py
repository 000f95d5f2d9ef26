"""How the house's styles look in a word processor. Styles only, never a paragraph's own formatting: change one
style, and the whole document follows.
"""

from dataclasses import dataclass

from palabre.core.contrast import is_colour
from palabre.processes.documents import outline

SERIF = "Georgia"
CLAY = "#a8482b"
SOFT = "#595959"
INK = "#1d1d1b"
PAGE = {"width": 210, "height": 297, "top": 26, "bottom": 26, "left": 32, "right": 28}  # mm


@dataclass(frozen=True, slots=True)
class Look:
    """Sizes in points. ``accent`` takes the cooperative's colour; ``bar`` draws a line at the side, ``rule`` below."""

    size: float = 11
    bold: bool = False
    colour: str = INK
    before: float = 0
    after: float = 8
    indent: float = 0
    keep: bool = False  # with what follows
    accent: bool = False
    bar: bool = False
    rule: bool = False
    base: str = outline.TEXT


LOOKS: dict[str, Look] = {
    outline.TEXT: Look(base=""),
    outline.COOPERATIVE: Look(size=11.5, after=30, rule=True),
    outline.TITLE: Look(size=26, bold=True, after=12, keep=True),
    outline.SUBTITLE: Look(size=12, colour=SOFT, after=18),
    outline.FACT: Look(size=9.5, after=3),
    "TOC Heading": Look(size=13, bold=True, before=26, after=8, keep=True),
    "TOC 1": Look(size=10.5, bold=True, before=6, after=2),
    "TOC 2": Look(size=10, after=2, indent=14),
    "Heading 1": Look(size=18, bold=True, before=30, after=8, keep=True, accent=True),
    "Heading 2": Look(size=13, bold=True, before=20, after=6, keep=True),
    "Heading 3": Look(size=11.5, bold=True, before=14, after=5, keep=True),
    "Heading 4": Look(size=11, bold=True, before=12, after=4, keep=True),
    "Heading 5": Look(size=11, bold=True, colour=SOFT, before=12, after=4, keep=True),
    "Heading 6": Look(size=11, bold=True, colour=SOFT, before=12, after=4, keep=True),
    outline.ASKED_BY: Look(size=9.5, colour=SOFT, keep=True),
    "Quote": Look(indent=14, bar=True),
    "List Paragraph": Look(after=4),
    outline.COMMENTER: Look(size=10, before=14, after=3, keep=True),
    outline.COMMENT: Look(size=10.5, after=5),
    outline.ANSWER: Look(size=10, before=4, after=8, indent=14, bar=True),
    "Footer": Look(size=8.5, colour=SOFT, after=0),
}


def accent_of(colour: str) -> str:
    return colour if is_colour(colour) else CLAY


def colour_of(look: Look, accent: str) -> str:
    return accent if look.accent else look.colour


# Word and LibreOffice check spelling by country; a document says its language only.
COUNTRIES = {"fr": "FR", "nl": "BE", "en": "GB", "de": "BE"}
