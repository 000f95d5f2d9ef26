"""The cooperative's look as it would be, before it is kept: for a preview by day and by night."""

import base64
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from palabre.core.contrast import READABLE, derived_dark, from_hex, is_colour, readable_accent, to_hex
from palabre.people.models import Cooperative

# The papers and inks of ``static/core/tokens.css``, as a drawing needs them.
PAPERS = {"light": ("#faf7ef", "#2a211c"), "dark": ("#1c1712", "#ece5dc")}


@dataclass(frozen=True, slots=True)
class Side:
    """One half of the preview, day or night: colours as ``#rrggbb``."""

    key: str
    paper: str
    ink: str
    accent: str


@dataclass(frozen=True, slots=True)
class Look:
    """``ratio``: the worst contrast of a text in this colour. ``logo``: an address that carries the picture itself."""

    name: str
    motto: str
    accent: str
    ratio: float
    is_readable: bool
    logo: str
    sides: tuple[Side, ...]


def look_of(typed: Mapping[str, Any], cooperative: Cooperative, picture: bytes | None) -> Look:
    """As typed; where a colour was not typed as one, the one there is."""
    wanted = str(typed.get("accent", ""))
    accent = wanted if is_colour(wanted) else cooperative.accent
    found = readable_accent(accent)
    shown = {"light": accent, "dark": to_hex(derived_dark(from_hex(accent)))}
    logo = picture or (None if typed.get("without_logo") else cooperative.logo)
    return Look(
        name=str(typed.get("name") or cooperative.name)[:80],
        motto=str(typed.get("motto", ""))[:160],
        accent=accent,
        ratio=round(found.ratio, 1),
        is_readable=found.ratio >= READABLE,
        logo=f"data:image/png;base64,{base64.b64encode(bytes(logo)).decode()}" if logo else "",
        sides=tuple(Side(key, *PAPERS[key], colour) for key, colour in shown.items()),
    )
