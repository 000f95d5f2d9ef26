"""The meetings a document invites to."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from palabre.processes.reading.dates import Moment, infer, moments
from palabre.processes.reading.folding import fold
from palabre.processes.reading.sentences import sentences
from palabre.processes.reading.words import every

_LONGEST_TITLE = 160
_LONGEST_INVITATION = 5000
_SMALL = (
    "le|ce|cet|du|de|op|om|am|on|at|à|a|le jour|aura lieu|se tiendra|vindt plaats|is|est|this|dit|deze|den|der|van"
    "|tussen|entre|from|vom"
)


def _any(*names: str) -> str:
    return "|".join(re.escape(word).replace(r"\ ", r"\s").replace(r"\-", "[- ]") for word in every(*names))


_VIDEO = re.compile(rf"\b(?:{_any('video')})s?\b")
_ANY_EVENT = re.compile(rf"\b(?:{_any('video', 'event')})s?\b")
_TRAILING = re.compile(rf"(?:[\s,:;–—(-]|\b(?:{_SMALL})\s*$)+$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Event:
    """Something to come to. ``starts_at`` is local time, without a zone: the document does not say one.

    It is None when the year can be inferred from nothing, and at midnight only if the text says so; ``on`` alone
    is set where no time is written.
    """

    title: str
    starts_at: datetime | None
    on: date | None
    block: int

    def to_json(self) -> dict[str, str | None]:
        starts = (
            self.starts_at.isoformat(timespec="minutes") if self.starts_at else self.on.isoformat() if self.on else None
        )
        return {"title": self.title, "starts_at": starts}


def events_in(texts: Sequence[tuple[int, str]], reference: date | None) -> list[Event]:
    """The events in these numbered paragraphs, in order, each once."""
    found: dict[tuple[datetime | None, date | None], Event] = {}
    for place, (number, text) in enumerate(texts):
        around = [texts[other][1] for other in (place + 1, place - 1) if 0 <= other < len(texts)]
        # A neighbour with a date of its own speaks of something else.
        around = [other for other in around if not moments(other[:_LONGEST_INVITATION])]
        for moment in moments(text) if len(text) <= _LONGEST_INVITATION else ():
            if title := _title(text, moment, around):
                on = infer(moment, reference)
                starts = datetime.combine(on, moment.at) if on and moment.at else None
                found.setdefault((starts, on), Event(title, starts, on, number))
    return [event for event in found.values() if event.on or event.starts_at]


def _title(text: str, moment: Moment, around: Sequence[str]) -> str:
    """What the event is called, or nothing when the paragraph invites to none.

    A day with a time needs a word of meeting in its paragraph or beside it; a day alone, one that opens its own line.
    """
    folded = fold(text)
    here = _ANY_EVENT.search(folded)
    if moment.at is None:
        opens = (
            here is not None
            and here.start() < moment.start
            and len(text) <= 160
            and not re.search(r"[.!?]\s", text[: moment.start])
        )
        return _phrase(text, moment) if opens and ":" in text[: moment.start] else ""
    if video := _VIDEO.search(folded):
        phrase = _phrase(text, moment)
        return phrase if _VIDEO.search(fold(phrase)) else _from(text, video.start())
    for other in around:
        if video := _VIDEO.search(fold(other)[:2000]):
            return _from(other, video.start())
    return _phrase(text, moment) if here or any(_ANY_EVENT.search(fold(other)[:2000]) for other in around) else ""


def _phrase(text: str, moment: Moment) -> str:
    """The sentence of the date: up to the date where that names the event, else whole."""
    sentence, start = next(
        ((part, start) for part, start in sentences(text) if start <= moment.start < start + len(part)), (text, 0)
    )
    before = sentence[: max(0, moment.start - start)]
    match = _VIDEO.search(fold(before)) or _ANY_EVENT.search(fold(before))
    if match:
        cut = _TRAILING.sub("", before[match.start() :])
        whole = _TRAILING.sub("", before)
        return _capital(whole if len(whole) <= 60 and ":" not in whole[: match.start()] else cut)
    after = sentence[max(0, moment.end - start) :]
    match = _VIDEO.search(fold(after)) or _ANY_EVENT.search(fold(after))
    return _from(after, match.start()) if match else _shortened(sentence)


def _from(text: str, start: int) -> str:
    sentence = sentences(text[start : start + 2000])[0][0]
    return _capital(_shortened(sentence))


def _shortened(text: str) -> str:
    text = text.strip().rstrip(" .:;,")
    return text if len(text) <= _LONGEST_TITLE else text[:_LONGEST_TITLE].rsplit(" ", 1)[0] + "…"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
