"""The lines that say something about the document: its date, its drafters, its groups, who was there."""

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache

from palabre.processes.reading.blocks import Block, Kind
from palabre.processes.reading.dates import moments
from palabre.processes.reading.folding import fold
from palabre.processes.reading.names import capitalised, folded_label, look_like_names, names_in
from palabre.processes.reading.words import every

LONGEST_FIELD = 400
_LONGEST_LABEL = 60
_LONGEST_DATE_LINE = 160


class Means(StrEnum):
    TITLE = "title"
    DATE = "date"
    DRAFTERS = "drafters"
    GROUPS = "groups"
    SECRETARIES = "secretaries"
    FACILITATORS = "facilitators"
    PARTICIPANTS = "participants"
    EVENTS = "events"
    SIGNPOST = "signpost"


PEOPLE = (Means.DRAFTERS, Means.SECRETARIES, Means.FACILITATORS, Means.PARTICIPANTS)


@dataclass(frozen=True, slots=True)
class Field:
    """One thing a line says. ``open`` means that the label stands alone and the names follow."""

    means: Means
    names: tuple[str, ...] = ()
    on: date | None = None
    text: str = ""
    open: bool = False


def _any(*lists: str) -> str:
    return "|".join(re.escape(word).replace(r"\ ", r"\s") for word in every(*lists))


_LABELS = {
    Means.TITLE: every("title"),
    Means.DATE: every("dated"),
    Means.DRAFTERS: every("drafted"),
    Means.GROUPS: every("group", "groups"),
    Means.SECRETARIES: every("secretary"),
    Means.FACILITATORS: every("facilitator"),
    Means.PARTICIPANTS: every("participant"),
}
_SEVERAL = frozenset(every("groups"))
_SEGMENTS = re.compile(r"\s+[–—|]\s+|\s*[•·|]\s+|\n")
_DATED = re.compile(rf"\b(?:{_any('dated')})\b")
_DRAFTED_BY = re.compile(rf"\b(?:{_any('drafted_by')})\s*:?\s+")
_BY = "par|door|by|von"
_MAY_DRAFT = re.compile("|".join(sorted({re.escape(phrase.split()[0]) for phrase in every("drafted_by")})))
_UNTIL = re.compile(
    r"[.;!?\n](?:\s|$)|\s(?:le|op|am|on|au|en date)\s(?:\w+\s)?\d|\s[–—|]\s"
    r"|\s\(?\d{1,2}[/. ]|\s(?:pour|voor|for|dans|in|qui|die|sur|over)\s"
)
_ONE_GROUP = re.compile(
    rf"(?:{_any('group')})\s*(?:n[°o]\s*)?(?P<figure>\d{{1,2}}\s*[–—:-]\s*)?(?P<of>(?:{_any('of')})(?:\s|(?<=')))?(?=\S)"
)
_EVENT = re.compile(rf"\b(?:{_any('event', 'video')})\b")


def fields_of(block: Block) -> list[Field]:
    """What a line says about the document; nothing for a line that is part of its text."""
    if len(block.text) > LONGEST_FIELD or (
        block.kind == Kind.HEADING and ":" not in block.text and not _any_digit(block.text)
    ):
        return []
    return list(_fields(block.text if block.kind != Kind.ROW else _row_as_line(block)))


@lru_cache(maxsize=4096)
def _fields(text: str) -> tuple[Field, ...]:
    segments = [segment for segment in _SEGMENTS.split(text) if segment.strip()]
    found = [field for segment in segments if (field := _labelled(segment))]
    dated = _dated(text)
    if dated and not any(field.means == Means.DATE for field in found):
        found.append(dated)
    if (
        not any(field.means == Means.DRAFTERS for field in found)
        and len(text) <= 200
        and (drafters := drafters_in(text))
    ):
        found.append(Field(Means.DRAFTERS, tuple(drafters)))
    if not found and (group := _group_line(text)):
        found.append(group)
    return tuple(found)


def drafters_in(text: str) -> list[str]:
    """The names after "drafted by" in a sentence, also when a date stands between: "drafted on 3 June by"."""
    if not _MAY_DRAFT.search(fold(text)):
        return []
    for moment in reversed(moments(text)):
        if re.match(rf"\s(?:{_BY})\s", fold(text[moment.end :])):
            text = re.sub(r"\s(?:le|op|am|on)\s*$", "", text[: moment.start].rstrip()) + text[moment.end :]
    match = _DRAFTED_BY.search(fold(text))
    if not match:
        return []
    rest = text[match.end() : match.end() + 300]
    names = names_in(_UNTIL.split(rest, maxsplit=1)[0])
    return names if look_like_names(names) else []


def _labelled(segment: str) -> Field | None:
    label, colon, value = segment.partition(":")
    if not colon or len(label) > _LONGEST_LABEL:
        return None
    means, several = _meaning(label)
    if means is None:
        return None
    value = value.strip(" *_")
    if means in PEOPLE:
        return _people(means, value)
    if means == Means.GROUPS:
        names = names_in(value, conjunctions=several)
        return Field(means, tuple(names), open=not value) if capitalised(names, 12) or not value else None
    if means == Means.DATE:
        on = _date_in(value)
        return Field(means, on=on) if on and len(value) <= 60 else None
    return Field(means, text=value) if value else None


def _people(means: Means, value: str) -> Field | None:
    names = names_in(_cut_before_date(value))
    return Field(means, tuple(names), open=not value) if look_like_names(names) or not value else None


def _cut_before_date(value: str) -> str:
    return re.split(r"\s(?:le|op|am|on|au)\s(?:\w+\s)?\d", value, maxsplit=1)[0]


def _meaning(label: str) -> tuple[Means | None, bool]:
    """What a label announces, and whether it is in the plural."""
    folded = folded_label(label)
    several = folded in _SEVERAL or "(s)" in label
    for means, words in _LABELS.items():
        if folded in words or folded.removesuffix("s") in words:
            return means, several
    for means in (*PEOPLE, Means.GROUPS):
        # "Secretaries of the group", "Participants (online)": the first word decides.
        for word in _LABELS[means]:
            if folded.startswith((word + " ", word + "s ")) and len(folded.split()) <= 6:
                return means, several or folded.startswith(word + "s ")
    return None, False


def _dated(text: str) -> Field | None:
    if len(text) > _LONGEST_DATE_LINE or not _any_digit(text):
        return None
    found = [moment for moment in moments(text) if moment.on]
    folded = fold(text)
    if not found or _EVENT.search(folded):
        return None
    moment = found[0]
    before = folded[: moment.start]
    alone = len(re.sub(r"[\W\d_]+", "", folded[moment.end :])) == 0 and len(before.split()) <= 4 and len(before) < 40
    if _DATED.search(before) or (alone and not re.search(r"[.!?:]\s", before)):
        return Field(Means.DATE, on=moment.on)
    return None


def _group_line(text: str) -> Field | None:
    """ "Group of X" standing alone on its line."""
    if len(text) > 60 or text[-1] in ".!?,;:":
        return None
    match = _ONE_GROUP.match(fold(text))
    if not match:
        return None
    name = text[match.end() :].strip(' –—-:«»“”"')
    return Field(Means.GROUPS, (name,)) if name and capitalised([name], 4) else None


def _date_in(text: str) -> date | None:
    return next((moment.on for moment in moments(text) if moment.on), None)


def _row_as_line(block: Block) -> str:
    label, *values = block.cells
    return f"{label.rstrip(' :')} : {', '.join(value for value in values if value)}" if label and values else block.text


def _any_digit(text: str) -> bool:
    return any(character.isdigit() for character in text)
