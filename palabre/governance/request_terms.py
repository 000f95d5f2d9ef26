"""Under which rules a member puts a point on a body's agenda. No number stands here: the rules give them all."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from palabre.core import clock
from palabre.core.components.dates import day_of
from palabre.governance.convening import is_added_late
from palabre.governance.models import AgendaRequest, Body, Meeting
from palabre.governance.ruled import rules_of
from palabre.rules.models import Rulebook

AUTHOR_ALONE = 1
LONGEST_TITLE, LONGEST, LONGEST_SPEECH, LONGEST_LATE = 160, 2000, 4000, 500
Faults = dict[str, str]  # field → sentence


@dataclass(frozen=True, slots=True)
class RequestTerms:
    """What the rules say of a member's points before one body, today. None: they say nothing.

    ``supporters`` counts the author; ``most_each``, the points one member may have open here; ``each_college``, how
    many of them have to belong to each college.
    """

    supporters: int
    days_before: int | None
    answer_days: int | None
    reserved_minutes: int | None
    open_days: int | None
    most_each: int | None
    each_college: int | None


KEYS = {
    "supporters": "point_supporters",
    "days_before": "point_days_before",
    "answer_days": "point_answer_days",
    "reserved_minutes": "point_reserved_minutes",
    "open_days": "point_open_days",
    "most_each": "point_most_each",
    "each_college": "point_supporters_each_college",
}


def terms_of(body: Body, rulebook: Rulebook | None = None) -> RequestTerms:
    """Under this version of the rules, or today's. Two queries at most."""
    held = rules_of(body, *KEYS.values(), rulebook=rulebook)
    said = {name: held[key].value if key in held else None for name, key in KEYS.items()}
    return RequestTerms(supporters=said.pop("supporters") or AUTHOR_ALONE, **said)


def terms_of_request(asked: AgendaRequest) -> RequestTerms:
    """Those it was proposed under. Without any rules then, none hold for it since."""
    if asked.rulebook is None:
        return RequestTerms(AUTHOR_ALONE, *[None] * (len(KEYS) - 1))
    return terms_of(asked.body, asked.rulebook)


def latest_day(meeting: Meeting, days_before: int | None) -> date:
    """The last day on which a point had to have its supporters, to have its place at ``meeting``."""
    return day_of(meeting.starts_at) - timedelta(days=days_before or 0)


def first_meeting(asked: AgendaRequest) -> Meeting | None:
    """The first meeting to come that the point was admissible in time for."""
    coming = Meeting.objects.filter(body=asked.body_id, starts_at__gt=clock.now()).order_by("starts_at", "id")
    assert asked.admissible_at is not None
    day = day_of(asked.admissible_at)
    return next((each for each in coming if day <= latest_day(each, asked.days_before)), None)


@dataclass(frozen=True, slots=True)
class Wording:
    """The words of a point. Forms and actions ask the same function what they lack."""

    title: str
    why: str
    what: str
    speaks: str = AgendaRequest.Speaks.ROOM
    speech: str = ""

    def faults(self) -> Faults:
        found: Faults = {}
        for name, words, most in (
            ("title", self.title, LONGEST_TITLE),
            ("why", self.why, LONGEST),
            ("what", self.what, LONGEST),
        ):
            if not words.strip():
                found[name] = _("Please write this in a few words.")
            elif len(words) > most:
                found[name] = _("Please keep it under %(limit)s characters.") % {"limit": most}
        return found | speaking_faults(self.speaks, self.speech)


def speaking_faults(speaks: str, speech: str) -> Faults:
    """Whoever has a text read out writes it."""
    if speaks not in AgendaRequest.Speaks.values:
        return {"speaks": _("Please choose how you wish to speak.")}
    if len(speech) > LONGEST_SPEECH:
        return {"speech": _("Please keep it under %(limit)s characters.") % {"limit": LONGEST_SPEECH}}
    if speaks == AgendaRequest.Speaks.READ and not speech.strip():
        return {"speech": _("Please write the text that is to be read out.")}
    return {}


@dataclass(frozen=True, slots=True)
class Answering:
    """What is answered to a point: on the agenda of a meeting, merged, deferred to a later meeting, or refused.

    ``late_because``: why it comes on an agenda that was published, after the day on which the rules want it.
    """

    fate: str
    meeting: Meeting | None = None
    into: AgendaRequest | None = None
    reason: str = ""
    late_because: str = ""

    FATES = (
        AgendaRequest.State.SCHEDULED,
        AgendaRequest.State.DEFERRED,
        AgendaRequest.State.MERGED,
        AgendaRequest.State.REFUSED,
    )

    def faults(self, asked: AgendaRequest) -> Faults:
        """What is missing or impossible; empty when it can be answered so.

        Whatever comes later than the first meeting the point has a right to is a deferral, and says why.
        """
        state = AgendaRequest.State
        if self.fate not in self.FATES:
            return {"fate": _("Please choose what is answered.")}
        found: Faults = {}
        if self.fate in (state.SCHEDULED, state.DEFERRED):
            found |= self._meeting_faults(asked)
        if self.fate == state.MERGED and (self.into is None or not may_take_in(self.into, asked)):
            found["into"] = _("Please choose another point of this body that has found its supporters.")
        if len(self.reason) > LONGEST:
            found["reason"] = _("Please keep the reason under %(limit)s characters.") % {"limit": LONGEST}
        elif self.fate != state.SCHEDULED and not self.reason.strip():
            found["reason"] = _("Please write the reason: it is owed to those who asked.")
        return found

    def _meeting_faults(self, asked: AgendaRequest) -> Faults:
        if self.meeting is None or self.meeting.body_id != asked.body_id or self.meeting.has_begun:
            return {"meeting": _("Please choose a meeting still to come.")}
        first = first_meeting(asked)
        later = first is not None and self.meeting.starts_at > first.starts_at
        if later and self.fate == AgendaRequest.State.SCHEDULED:
            return {"fate": _("A sooner meeting can take this point: at this one it is deferred, with a reason.")}
        if not later and self.fate == AgendaRequest.State.DEFERRED:
            return {"meeting": _("At this meeting the point is not deferred: it is on its agenda.")}
        return self._late_faults(self.meeting)

    def _late_faults(self, meeting: Meeting) -> Faults:
        if is_added_late(meeting) and not self.late_because.strip():
            asked = _("The agenda of this meeting is published and its day has passed: please say why it comes late.")
            return {"late_because": asked}
        if len(self.late_because) > LONGEST_LATE:
            return {"late_because": _("Please keep it under %(limit)s characters.") % {"limit": LONGEST_LATE}}
        return {}


def has_taken_in(asked: AgendaRequest) -> bool:
    """Whether another point was merged with it: it then stays, or those voices would be lost on the way."""
    return AgendaRequest.objects.filter(merge_into=asked, state=AgendaRequest.State.MERGED).exists()


def may_take_in(into: AgendaRequest, asked: AgendaRequest) -> bool:
    """Whether ``asked`` may be merged with ``into``: of the same body, with its supporters, and not decided yet."""
    if into.pk == asked.pk or into.body_id != asked.body_id or has_taken_in(asked):
        return False
    if into.state == AgendaRequest.State.ADMISSIBLE:
        return into.merge_into_id is None
    return into.item is not None and into.item.closed_at is None
