"""Can the cooperative's colour be read? WCAG contrast, computed as the browser will show it.

``PAPER``, ``LEAF``, ``WASH`` and ``derived_dark`` repeat ``static/core/tokens.css``: change them together.
"""

import re
from dataclasses import dataclass
from math import atan2, cos, hypot, sin

Rgb = tuple[float, float, float]
Oklch = tuple[float, float, float]
"""Lightness 0–1, chroma, hue in radians."""

READABLE = 4.5
"""WCAG 2.2 AA for text of ordinary size."""

_DEGREE = 0.017453292519943295
PAPER: dict[str, Oklch] = {"light": (0.976, 0.011, 85 * _DEGREE), "dark": (0.205, 0.012, 65 * _DEGREE)}
LEAF: dict[str, Oklch] = {"light": (0.992, 0.006, 85 * _DEGREE), "dark": (0.24, 0.013, 65 * _DEGREE)}
WASH = 0.09
DARK_ACCENT = (0.72, 0.11)


@dataclass(frozen=True, slots=True)
class Readability:
    """Truthy when the colour can be read everywhere; ``ratio`` is its worst contrast, and where."""

    ratio: float
    where: str

    def __bool__(self) -> bool:
        return self.ratio >= READABLE


def is_colour(text: str) -> bool:
    """Whether ``text`` is a colour as we keep it: ``#a8482b``."""
    return re.fullmatch(r"#[0-9a-fA-F]{6}", text) is not None


def readable_accent(accent: str) -> Readability:
    """How well a text in this colour reads on our papers, by day and by night.

    Args:
        accent: ``#rrggbb``.
    Raises:
        ValueError: not such a colour.
    """
    if not is_colour(accent):
        raise ValueError(f"{accent!r} is not a colour like #a8482b")
    own = from_hex(accent)
    shown = {"light": own, "dark": derived_dark(own)}
    found = []
    for mode, colour in shown.items():
        papers = {"paper": to_rgb(PAPER[mode]), "leaf": to_rgb(LEAF[mode]), "wash": _mixed(colour, to_rgb(PAPER[mode]))}
        found += [Readability(contrast(colour, paper), f"{mode} {name}") for name, paper in papers.items()]
    return min(found, key=lambda each: each.ratio)


def contrast(one: Rgb, other: Rgb) -> float:
    """WCAG contrast of two sRGB colours (0–1), from 1 (the same) to 21 (black on white)."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def derived_dark(accent: Rgb) -> Rgb:
    """What the accent becomes at night: ``oklch(from accent 72% min(c, 0.11) h)``."""
    _, chroma, hue = to_oklch(accent)
    return to_rgb((DARK_ACCENT[0], min(chroma, DARK_ACCENT[1]), hue))


def to_oklch(colour: Rgb) -> Oklch:
    """sRGB to OKLCH (Björn Ottosson's matrices, as in CSS Color 4)."""
    r, g, b = (_linear(part) for part in colour)
    l_ = (0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b) ** (1 / 3)
    m_ = (0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b) ** (1 / 3)
    s_ = (0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b) ** (1 / 3)
    lightness = 0.2104542553 * l_ + 0.7936177850 * m_ - 0.0040720468 * s_
    a = 1.9779984951 * l_ - 2.4285922050 * m_ + 0.4505937099 * s_
    b = 0.0259040371 * l_ + 0.7827717662 * m_ - 0.8086757660 * s_
    return lightness, hypot(a, b), atan2(b, a)


def to_rgb(colour: Oklch) -> Rgb:
    """OKLCH to sRGB; what a screen cannot show is cut off, as browsers do."""
    lightness, chroma, hue = colour
    a, b = chroma * cos(hue), chroma * sin(hue)
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        _encoded(4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short),
        _encoded(-1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short),
        _encoded(-0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short),
    )


def _mixed(accent: Rgb, paper: Rgb) -> Rgb:
    """``color-mix(in oklab, accent 9%, paper)``: behind the next step."""
    (l1, c1, h1), (l2, c2, h2) = to_oklch(accent), to_oklch(paper)
    lightness = WASH * l1 + (1 - WASH) * l2
    a = WASH * c1 * cos(h1) + (1 - WASH) * c2 * cos(h2)
    b = WASH * c1 * sin(h1) + (1 - WASH) * c2 * sin(h2)
    return to_rgb((lightness, hypot(a, b), atan2(b, a)))


def to_hex(colour: Rgb) -> str:
    return "#" + "".join(f"{round(part * 255):02x}" for part in colour)


def from_hex(text: str) -> Rgb:
    red, green, blue = (int(text[start : start + 2], 16) / 255 for start in (1, 3, 5))
    return red, green, blue


def _luminance(colour: Rgb) -> float:
    red, green, blue = (_linear(part) for part in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4


def _encoded(part: float) -> float:
    clipped = min(max(part, 0.0), 1.0)
    return clipped * 12.92 if clipped <= 0.0031308 else 1.055 * clipped ** (1 / 2.4) - 0.055
