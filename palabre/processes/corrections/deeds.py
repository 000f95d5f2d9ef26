"""What a proof-reader does to one piece of the document: rewrite, join, cut, move, attribute."""

from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from palabre.processes.corrections.cutting import as_measure, as_measures, as_recommendation, cut, gone
from palabre.processes.corrections.places import Place, find, recommendation, siblings
from palabre.processes.corrections.shape import Proposal, chunks, lines, one_line
from palabre.processes.reading.names import names_in

Done = tuple[Proposal, Place]
_ABOUT = ("title", "drafters", "groups")


class Nothing(ValueError):
    """The deed makes no sense there (the first paragraph joined with the one before it); nothing changed."""


@dataclass(frozen=True, slots=True)
class Correction:
    """One deed, with the words as they stand in the form.

    ``title`` and ``text`` are None where the form has no such field; ``groups`` None leaves attribution as it is.
    ``at`` is where to cut (see ``cutting.cuts``), ``to`` where to move: ``i``, ``u``, ``r2.t``, ``r2.m``,
    ``new`` (a recommendation of its own), ``rest`` (with the measures after it), ``title``, ``drafters``, ``groups``.
    """

    place: Place
    deed: str
    title: str | None = None
    text: str | None = None
    groups: tuple[str, ...] | None = None
    also_measures: bool = False
    at: str = ""
    to: str = ""


def correct(proposal: Proposal, correction: Correction) -> Done:
    """The proposal after the deed, and where the words stand now. The one given stays as it was.

    What was typed is taken first, so that a click on "join" keeps what was corrected before it.
    Raises ``NoSuchPlace`` or ``Nothing``.
    """
    proposal = deepcopy(proposal)
    _attribute(proposal, correction)
    place, stands = _rewrite(proposal, correction)
    if correction.deed == "save" or not stands:
        return proposal, place
    if correction.deed not in _DEEDS:
        raise Nothing(correction.deed)
    return _DEEDS[correction.deed](proposal, place, correction)


# --- rewriting ---------------------------------------------------------------------------------------------------


def _attribute(proposal: Proposal, correction: Correction) -> None:
    """Who said it: no group means unattributed."""
    if correction.groups is None or correction.place.kind not in ("r", "m"):
        return
    piece, chosen = find(proposal, correction.place), [name for name in proposal["groups"] if name in correction.groups]
    if correction.place.kind == "m":
        piece["group"] = chosen[0] if len(chosen) == 1 else None
        return
    piece["groups"] = chosen
    if correction.also_measures and len(chosen) <= 1:
        for measure in piece["measures"]:
            measure["group"] = chosen[0] if chosen else None


def _rewrite(proposal: Proposal, correction: Correction) -> tuple[Place, bool]:
    """Take the words as typed; give the place, and whether anything still stands there.

    An empty line makes two pieces of one. What was removed whole goes among what is not placed, never away.
    """
    place, around = correction.place, siblings(proposal, correction.place)
    old = find(proposal, place)
    own = [old] if isinstance(old, str) else [old["title"], *old["text"]]
    typed_title, typed_text = _typed(old, correction)
    new = [*typed_title, *typed_text]
    if not new:
        proposal["unplaced"].extend(lines(old))
        del around[place.number - 1]
        return Place("u", len(proposal["unplaced"]) - len(lines(old)) + 1), False
    proposal["unplaced"].extend(gone(own, new))
    around[place.number - 1 : place.number] = _pieces(old, typed_title, typed_text)
    return place, True


def _typed(old: Any, correction: Correction) -> tuple[list[str], list[str]]:
    """The words of the title's field and of the text's; what has no field stays as it was."""
    if isinstance(old, str):
        return [], [old] if correction.text is None else chunks(correction.text)
    titles = [old["title"]] if correction.title is None else chunks(correction.title)
    return titles, old["text"] if correction.text is None else chunks(correction.text)


def _pieces(old: Any, titles: list[str], text: list[str]) -> list[Any]:
    """What stands in place of ``old``: more than one where an empty line was typed."""
    if isinstance(old, str):
        return [*titles, *text]
    if not titles:
        return [{**old, **{key: value for key, value in as_measure(text).items() if key != "group"}}]
    first, *others = [one_line(title) for title in titles]
    if "measures" in old:
        return [{**old, "title": first, "text": [*others, *text]}]
    if not others:
        return [{**old, "title": first, "text": text}]
    last = {**old, "title": others[-1], "text": text}
    return [{**old, "title": title, "text": []} for title in (first, *others[:-1])] + [last]


# --- joining and cutting -----------------------------------------------------------------------------------------


def _merge(proposal: Proposal, place: Place, correction: Correction) -> Done:
    """Join with what stands before; the first paragraph of a recommendation's text continues its title."""
    around, this = siblings(proposal, place), find(proposal, place)
    if place.number == 1:
        if place.kind != "t":
            raise Nothing("merge")
        title = recommendation(proposal, place.of)
        title["title"] = one_line(f"{title['title']} {around.pop(0)}")
        return proposal, Place("r", place.of)
    before = around[place.number - 2]
    del around[place.number - 1]
    if isinstance(this, str):
        around[place.number - 2] = f"{before} {this}"
    else:
        _join(before, this)
    return proposal, place.at(place.number - 1)


def _join(before: dict[str, Any], this: dict[str, Any]) -> None:
    """Words that begin in lower case continue the sentence before them; others begin a paragraph."""
    title, text = this["title"], this["text"]
    if title[:1].islower() and before["text"]:
        before["text"][-1] += f" {title}"
    elif title[:1].islower():
        before["title"] += f" {title}"
    else:
        before["text"].append(title)
    before["text"].extend(text)
    if "measures" in before:
        before["measures"].extend(this["measures"])
        both = before["groups"] and this["groups"]
        before["groups"] = list(dict.fromkeys([*before["groups"], *this["groups"]])) if both else []
    elif before["group"] != this["group"]:
        before["group"] = None  # two voices in one measure: we do not choose one


def _split(proposal: Proposal, place: Place, correction: Correction) -> Done:
    this = find(proposal, place)
    own = [this] if isinstance(this, str) else [this["title"], *this["text"]]
    try:
        first, second = cut(own, correction.at)
    except ValueError as wrong:
        raise Nothing("split") from wrong
    around = siblings(proposal, place)
    if isinstance(this, str):
        around[place.number - 1 : place.number] = [*first, *second]
    elif place.kind == "m":
        halves = [{**this, "title": one_line(first[0]), "text": first[1:]}, as_measure(second, this["group"])]
        around[place.number - 1 : place.number] = halves
    else:
        second_half = {**as_recommendation(as_measure(second)), "groups": this["groups"], "measures": this["measures"]}
        around[place.number - 1] = {**this, "title": one_line(first[0]), "text": first[1:], "measures": []}
        around.insert(place.number, second_half)
    return proposal, place.at(place.number + 1)


# --- moving ------------------------------------------------------------------------------------------------------


def _up(proposal: Proposal, place: Place, correction: Correction) -> Done:
    around = siblings(proposal, place)
    if place.number > 1:
        around.insert(place.number - 2, around.pop(place.number - 1))
        return proposal, place.at(place.number - 1)
    if place.kind != "m" or place.of == 1:
        raise Nothing("up")
    above = recommendation(proposal, place.of - 1)["measures"]
    above.append(around.pop(0))
    return proposal, Place("m", len(above), place.of - 1)


def _down(proposal: Proposal, place: Place, correction: Correction) -> Done:
    around = siblings(proposal, place)
    if place.number < len(around):
        around.insert(place.number, around.pop(place.number - 1))
        return proposal, place.at(place.number + 1)
    if place.kind != "m" or place.of == len(proposal["recommendations"]):
        raise Nothing("down")
    recommendation(proposal, place.of + 1)["measures"].insert(0, around.pop())
    return proposal, Place("m", 1, place.of + 1)


def _move(proposal: Proposal, place: Place, correction: Correction) -> Done:
    """To another part of the document, as what stands there: a paragraph becomes a measure, and back."""
    to, piece, around = correction.to, find(proposal, place), siblings(proposal, place)
    target = _target(proposal, to)
    if target is piece:
        raise Nothing("move")
    del around[place.number - 1]
    if to in ("i", "u"):
        return proposal, _append(siblings(proposal, Place(to, 1)), lines(piece), Place(to, 1))
    if to in ("new", "rest"):
        return _new(proposal, place, as_recommendation(piece), with_rest=to == "rest")
    if to in _ABOUT:
        _say_about(proposal, to, lines(piece))
        return proposal, place
    number = next(number for number, each in enumerate(proposal["recommendations"], 1) if each is target)
    if to.endswith(".t"):
        return proposal, _append(target["text"], lines(piece), Place("t", 1, number))
    return proposal, _append(target["measures"], as_measures(piece), Place("m", 1, number))


def _target(proposal: Proposal, to: str) -> Any:
    """The recommendation moved to; None for the other parts. Raises ``Nothing`` for a place that is none."""
    if to in ("i", "u", "new", "rest", *_ABOUT):
        return None
    number, _dot, kind = to.removeprefix("r").partition(".")
    if kind not in ("t", "m") or not number.isdigit():
        raise Nothing("move")
    return recommendation(proposal, int(number))


def _append(into: list[Any], pieces: list[Any], place: Place) -> Place:
    into.extend(pieces)
    return place.at(len(into) - len(pieces) + 1)


def _new(proposal: Proposal, place: Place, made: dict[str, Any], *, with_rest: bool) -> Done:
    """A recommendation of its own: after the one it stood in, first if it came from the introduction, else last."""
    recommendations = proposal["recommendations"]
    if place.kind == "r":
        raise Nothing("move")
    number = {"i": 0, "u": len(recommendations)}.get(place.kind, place.of)
    if with_rest and place.kind == "m":
        measures = recommendation(proposal, place.of)["measures"]
        made = {**made, "measures": measures[place.number - 1 :]}
        del measures[place.number - 1 :]
    recommendations.insert(number, made)
    return proposal, Place("r", number + 1)


def _say_about(proposal: Proposal, to: str, own: list[str]) -> None:
    """These words name the document, its drafters or its groups. The lines stay among the marks, as they were."""
    if to == "title":
        proposal["unplaced"].extend([proposal["title"]] if proposal["title"] else [])
        proposal["title"] = one_line(own[0])
        proposal["unplaced"].extend(own[1:])
        return
    for line in own:
        names = names_in(line) or [one_line(line)]
        proposal[to].extend(name for name in names if name not in proposal[to])
        proposal["marks"].setdefault(to, []).append(line)


_DEEDS: dict[str, Callable[[Proposal, Place, Correction], Done]] = {
    "merge": _merge,
    "split": _split,
    "up": _up,
    "down": _down,
    "move": _move,
}
