"""The correction page: the document in folds, one of them open with all that can be corrected in it."""

from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from palabre.commons.conversations.plain_marks import inline_marks
from palabre.processes.corrections import Place, Proposal, counts, fingerprint
from palabre.processes.corrections.cutting import cuts

Choice = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Voice:
    """A group that may have said it."""

    name: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph, a measure, or a recommendation's title: its words, and what can be done with them.

    ``title`` is empty for a paragraph, ``text`` for a recommendation's title (its paragraphs are passages too).
    """

    place: str
    kind: str  # "paragraph", "measure" or "recommendation"
    number: str
    title: str
    text: str
    paragraphs: tuple[str, ...]
    was: str
    can_merge: bool
    can_up: bool
    can_down: bool
    cuts: tuple[Choice, ...]
    destinations: tuple[Choice, ...]
    voices: tuple[Voice, ...] = ()
    said_by: str = ""

    @property
    def anchor(self) -> str:
        """Its id on the page; the recommendation itself is the fold’s."""
        return f"{self.place}-title" if self.kind == "recommendation" else self.place

    @property
    def unattributed(self) -> bool:
        return not any(voice.chosen for voice in self.voices)


@dataclass(frozen=True, slots=True)
class Fold:
    """One part of the document. ``passages`` only where it is open."""

    key: str
    number: str
    title: str
    sizes: str
    said_by: str
    is_open: bool
    passages: tuple[Passage, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class Sheet:
    """The whole page. ``open`` is the key of the open fold: ``about``, ``i``, ``r2`` or ``u``."""

    summary: str
    open: str
    folds: tuple[Fold, ...]
    unplaced: int


def sheet(proposal: Proposal, opened: str) -> Sheet:
    """The document with the fold ``opened`` (or, if there is none of that name, the first) open. No query."""
    recommendations = proposal["recommendations"]
    keys = ["i", *(f"r{number}" for number in range(1, len(recommendations) + 1)), "u"]
    opened = opened if opened in [*keys, "about"] else "about"
    folds = [_fold(proposal, key, opened) for key in keys]
    return Sheet(summary(proposal), opened, tuple(folds), len(proposal["unplaced"]))


def summary(proposal: Proposal) -> str:
    """“7 recommendations, 38 measures, 3 paragraphs not placed”."""
    found = counts(proposal)
    unplaced = ngettext("%d paragraph not placed", "%d paragraphs not placed", found["unplaced"]) % found["unplaced"]
    several = ngettext("%d recommendation", "%d recommendations", found["recommendations"]) % found["recommendations"]
    return ", ".join([several, _measures(found["measures"]), unplaced])


def _measures(count: int) -> str:
    return ngettext("%d measure", "%d measures", count) % count


def _paragraphs(count: int) -> str:
    return ngettext("%d paragraph", "%d paragraphs", count) % count


def _fold(proposal: Proposal, key: str, opened: str) -> Fold:
    if key in ("i", "u"):
        found = proposal["introduction" if key == "i" else "unplaced"]
        title = _("Introduction") if key == "i" else _("Not placed")
        passages = _passages(proposal, Place(key, 1), found) if key == opened else ()
        return Fold(key, "", title, _paragraphs(len(found)), "", key == opened, passages)
    number = int(key[1:])
    recommendation = proposal["recommendations"][number - 1]
    sizes = f"{_paragraphs(len(recommendation['text']))}, {_measures(len(recommendation['measures']))}"
    said_by = said_by_words(recommendation["groups"]) if proposal["groups"] else ""
    passages = _of_recommendation(proposal, number, recommendation) if key == opened else ()
    return Fold(key, str(number), recommendation["title"], sizes, said_by, key == opened, passages)


def said_by_words(groups: list[str]) -> str:
    return ", ".join(groups) or _("unattributed")


def _of_recommendation(proposal: Proposal, number: int, recommendation: dict[str, Any]) -> tuple[Passage, ...]:
    all_of_them = proposal["recommendations"]
    title = _passage(proposal, Place("r", number), recommendation, len(all_of_them))
    text = _passages(proposal, Place("t", 1, number), recommendation["text"])
    return (title, *text, *_passages(proposal, Place("m", 1, number), recommendation["measures"]))


def _passages(proposal: Proposal, first: Place, found: list[Any]) -> tuple[Passage, ...]:
    return tuple(_passage(proposal, first.at(number), piece, len(found)) for number, piece in enumerate(found, start=1))


def _passage(proposal: Proposal, place: Place, piece: Any, count: int) -> Passage:
    is_paragraph = isinstance(piece, str)
    paragraphs = [piece] if is_paragraph else piece["text"]
    return Passage(
        place=str(place),
        kind={"r": "recommendation", "m": "measure"}.get(place.kind, "paragraph"),
        number=f"{place.of}.{place.number}" if place.kind == "m" else "",
        title="" if is_paragraph else piece["title"],
        text="" if place.kind == "r" else "\n\n".join(paragraphs),
        paragraphs=() if place.kind == "r" else tuple(map(inline_marks, paragraphs)),
        was=fingerprint(piece),
        can_merge=place.number > 1 or place.kind == "t",
        can_up=place.number > 1 or (place.kind == "m" and place.of > 1),
        can_down=place.number < count or (place.kind == "m" and place.of < len(proposal["recommendations"])),
        cuts=tuple((at, _excerpt(words)) for at, words in cuts(piece)),
        destinations=tuple(_destinations(proposal, place)),
        voices=_voices(proposal, place, piece),
        said_by=_said_by(proposal, place, piece),
    )


def _said_by(proposal: Proposal, place: Place, piece: Any) -> str:
    if place.kind not in ("r", "m") or not proposal["groups"]:
        return ""
    return said_by_words(_groups(place, piece))


def _groups(place: Place, piece: Any) -> list[str]:
    return piece["groups"] if place.kind == "r" else [piece["group"]] if piece["group"] else []


def _voices(proposal: Proposal, place: Place, piece: Any) -> tuple[Voice, ...]:
    if place.kind not in ("r", "m"):
        return ()
    chosen = _groups(place, piece)
    return tuple(Voice(name, name in chosen) for name in proposal["groups"])


def _destinations(proposal: Proposal, place: Place) -> list[Choice]:
    """Where it can go, nearest first: its own recommendation, the others, the rest of the document."""
    found: list[Choice] = []
    if place.kind != "r":
        found.append(("new", _("a recommendation of its own")))
    if place.kind == "m":
        found.append(("rest", _("a recommendation of its own, with the measures after it")))
    for number in _nearest(place.of, len(proposal["recommendations"])):
        if place != Place("r", number):
            found += _in_recommendation(place, number)
    if place.kind != "i":
        found.append(("i", _("the introduction")))
    if place.kind != "u":
        found.append(("u", _("what is not placed")))
    if place.kind in ("i", "t", "u"):
        found += [("title", _("the title")), ("drafters", _("the drafters")), ("groups", _("the groups"))]
    return found


def _in_recommendation(place: Place, number: int) -> list[Choice]:
    choices = []
    if (place.kind, place.of) != ("m", number):
        choices.append((f"r{number}.m", _("recommendation %s, as a measure") % number))
    if (place.kind, place.of) != ("t", number):
        choices.append((f"r{number}.t", _("recommendation %s, as a paragraph") % number))
    return choices


def _nearest(own: int, count: int) -> list[int]:
    numbers = list(range(1, count + 1))
    return sorted(numbers, key=lambda number: (number != own, number)) if own else numbers


def _excerpt(words: str) -> str:
    return words if len(words) <= 60 else words[:60].rsplit(" ", 1)[0] + "…"
