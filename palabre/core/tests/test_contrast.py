"""The cooperative's colour must be readable before it is taken."""

import re
from math import radians
from pathlib import Path

import pytest

from palabre.core import contrast

TOKENS = (Path(contrast.__file__).parent / "static/core/tokens.css").read_text()


def test_black_on_white_is_21_and_a_colour_on_itself_1():
    assert round(contrast.contrast((0, 0, 0), (1, 1, 1)), 2) == 21
    assert contrast.contrast((0.2, 0.4, 0.6), (0.2, 0.4, 0.6)) == 1


def test_a_known_pair_of_the_wcag_tables():
    # #767676 is the lightest grey that passes AA on white: 4.54.
    grey = (0x76 / 255,) * 3
    assert round(contrast.contrast(grey, (1, 1, 1)), 2) == 4.54


@pytest.mark.parametrize("colour", [(0.66, 0.28, 0.17), (0.1, 0.4, 0.9), (1, 1, 1), (0, 0, 0)])
def test_oklch_goes_there_and_back(colour):
    assert contrast.to_rgb(contrast.to_oklch(colour)) == pytest.approx(colour, abs=1e-4)


@pytest.mark.parametrize("accent", ["#a8482b", "#1f6f54", "#0055a4", "#7a1f5c", "#000000"])
def test_a_deep_colour_is_readable_by_day_and_by_night(accent):
    verdict = contrast.readable_accent(accent)
    assert verdict
    assert verdict.ratio >= contrast.READABLE


@pytest.mark.parametrize("accent", ["#ffffff", "#ffcc00", "#8ecae6", "#c98a6b"])
def test_a_pale_colour_is_not_and_it_says_where(accent):
    verdict = contrast.readable_accent(accent)
    assert not verdict
    assert verdict.where.startswith("light")


@pytest.mark.parametrize("text", ["red", "#abc", "#12345g", "", "#a8482b;}"])
def test_what_is_no_colour_is_refused(text):
    assert not contrast.is_colour(text)
    with pytest.raises(ValueError, match="is not a colour"):
        contrast.readable_accent(text)


def test_night_keeps_the_hue():
    own = contrast.to_oklch((0xA8 / 255, 0x48 / 255, 0x2B / 255))
    night = contrast.to_oklch(contrast.derived_dark((0xA8 / 255, 0x48 / 255, 0x2B / 255)))
    assert night[0] == pytest.approx(0.72, abs=0.005)
    assert night[2] == pytest.approx(own[2], abs=0.05)


@pytest.mark.parametrize(("name", "papers"), [("paper", contrast.PAPER), ("leaf", contrast.LEAF)])
def test_the_stylesheet_has_the_same_papers(name, papers):
    found = re.search(rf"--{name}: light-dark\(oklch\(([^)]*)\), oklch\(([^)]*)\)\)", TOKENS)
    for written, computed in zip(found.groups(), (papers["light"], papers["dark"]), strict=True):
        lightness, chroma, hue = written.split()
        assert (float(lightness.strip("%")) / 100, float(chroma), radians(float(hue))) == pytest.approx(computed)


def test_the_stylesheet_derives_night_and_wash_in_the_same_way():
    lightness, most = contrast.DARK_ACCENT
    assert f"oklch(from var(--cooperative-accent) {lightness:.0%} min(c, {most}) h)" in TOKENS
    assert f"color-mix(in oklab, var(--accent) {contrast.WASH:.0%}, var(--paper))" in TOKENS
