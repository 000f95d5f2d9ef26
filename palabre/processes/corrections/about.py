"""Correcting what the document says of itself: title, date, language, drafters, groups, sessions."""

from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from palabre.processes.corrections.shape import Proposal, one_line

Names = tuple[tuple[str, str], ...]  # (as it was, "" for a new one; as typed, "" to take it out)


@dataclass(frozen=True, slots=True)
class About:
    """The fields as typed. ``events`` are (place from 1, 0 for a new one; title; ISO instant or "")."""

    title: str
    date: str  # ISO, or ""
    language: str
    drafters: Names
    groups: Names
    events: tuple[tuple[int, str, str], ...]


def describe(proposal: Proposal, about: About) -> Proposal:
    """The proposal with these fields; the one given stays as it was.

    A renamed group keeps what is attributed to it; what was attributed to one taken out is unattributed. Names and
    sessions taken out go among what is not placed; an emptied title keeps the old one.
    """
    proposal = deepcopy(proposal)
    proposal["title"] = one_line(about.title) or proposal["title"]
    proposal["date"] = about.date or None
    proposal["language"] = about.language
    for key, names in (("drafters", about.drafters), ("groups", about.groups)):
        renamed = _renamed(proposal[key], names)
        proposal["unplaced"] += [old for old, new in renamed.items() if not new]
        added = [one_line(new) for old, new in names if not old and new.strip()]
        proposal[key] = list(dict.fromkeys([*filter(None, renamed.values()), *added]))
        if key == "groups":
            _attribute_again(proposal, renamed)
    _events(proposal, about)
    return proposal


def _renamed(known: list[str], names: Names) -> dict[str, str]:
    """Each known name → its new one, "" when it was taken out; a name the form did not show stays."""
    typed = {old: one_line(new) for old, new in names if old}
    return {old: typed.get(old, old) for old in known}


def _attribute_again(proposal: Proposal, renamed: dict[str, str]) -> None:
    for recommendation in proposal["recommendations"]:
        groups = [renamed.get(name, "") for name in recommendation["groups"]]
        recommendation["groups"] = list(dict.fromkeys(filter(None, groups)))
        for measure in recommendation["measures"]:
            measure["group"] = renamed.get(measure["group"] or "") or None


def _events(proposal: Proposal, about: About) -> None:
    typed: dict[int, tuple[str, str]] = {place: (one_line(title), at) for place, title, at in about.events if place}
    kept: list[dict[str, Any]] = []
    for place, event in enumerate(proposal["events"], start=1):
        title, starts_at = typed.get(place, (event["title"], event["starts_at"]))
        if title and starts_at:
            kept.append({**event, "title": title, "starts_at": starts_at})
        else:
            proposal["unplaced"].append(f"{event['title']} ({event['starts_at']})")
    added = [(one_line(title), at) for place, title, at in about.events if not place and title.strip() and at]
    proposal["events"] = kept + [{"title": title, "starts_at": at} for title, at in added]
