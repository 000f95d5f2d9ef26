"""What a member was told, grouped by what it is about; and who may be told."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import QuerySet
from django.utils.dates import WEEKDAYS
from django.utils.translation import get_language, ngettext, pgettext
from django.utils.translation import gettext as _

from palabre.commons.notices.around import Around, is_about, names_for
from palabre.commons.notices.budget import MONTH
from palabre.commons.notices.models import Mute, Notice, Rhythm, Sent
from palabre.commons.trail.verbs import About, Why, registry, sentence_of
from palabre.core import clock
from palabre.people.models import Member

MOST_HELD = 100  # shown together; every notice stands on the page of notices


@dataclass(frozen=True, slots=True)
class Line:
    """One notice: what happened, where to read it, and why this person is told."""

    sentence: str
    path: str
    why: str
    at: datetime
    unread: bool


@dataclass(frozen=True, slots=True)
class Group:
    """Everything told about one thing, newest first."""

    kind: str
    pk: int
    title: str
    path: str
    muted: bool
    lines: list[Line] = field(default_factory=list)

    @property
    def unread(self) -> bool:
        return any(line.unread for line in self.lines)


def in_words(rhythm: Rhythm) -> str:
    """ "Once a week at most, on Monday at 7:00", in the active language."""
    zone = f" ({rhythm.zone})" if rhythm.zone else ""
    facts = {"hour": hour_in_words(rhythm.hour) + zone, "day": WEEKDAYS[rhythm.weekday]}
    match rhythm.pace:
        case Rhythm.Pace.DAILY:
            return _("once a day at most, at %(hour)s") % facts
        case Rhythm.Pace.WEEKLY:
            return _("once a week at most, on %(day)s at %(hour)s") % facts
    return str(rhythm.get_pace_display())


def hour_in_words(hour: int) -> str:
    """7:00, or 7 h where one writes it so."""
    # Translators: an hour of the day; French writes "7 h" with a no-break space.
    return pgettext("an hour", "%(hour)s:00") % {"hour": hour}


@dataclass(frozen=True, slots=True)
class Budget:
    """What someone's limit did lately: mails sent in the last 31 days, notices held back, when these are due again."""

    sent: int
    held: list[Group]
    held_until: datetime | None


def budget_of(member: Member, rhythm: Rhythm) -> Budget:
    """Five queries at most."""
    now = clock.now()
    held = told_to(member).filter(mailed_at=None, read_at=None, legal=False).exclude(held_at=None)
    return Budget(
        sent=Sent.objects.filter(member=member, at__gt=now - MONTH).count(),
        held=groups_of(held[:MOST_HELD], member),
        held_until=rhythm.held_until if rhythm.held_until and rhythm.held_until > now else None,
    )


@dataclass(frozen=True, slots=True)
class Muted:
    """Something one hears no more about, by the name one may read."""

    kind: str
    pk: int
    title: str
    path: str


def muted_by(member: Member) -> list[Muted]:
    """The newest first; without those whose name is not for this reader any more. A query for each kind of thing."""
    abouts = list(Mute.objects.filter(member=member).order_by("-pk").values_list("about_kind", "about_id"))
    names = names_for(abouts, member)
    return [Muted(*about, *names[about]) for about in abouts if about in names]


def told_to(member: Member) -> QuerySet[Notice]:
    """What ``member`` was told and may still read, newest first, with its entries' words."""
    return Notice.objects.of(member).select_related("entry__details").order_by("-id")


def groups_of(notices: Iterable[Notice], member: Member, around: Around | None = None) -> list[Group]:
    """Notices of ``told_to`` grouped by what they are about, in the order of their newest line.

    ``around`` is what was asked beforehand for many members at once; without it, one query for the mutes, one for what
    came since, and one for each kind of thing named otherwise than by its own entries.
    """
    notices = sorted(notices, key=lambda notice: -notice.pk)
    around = around or Around.of({member: notices})
    by_about: dict[About, list[Notice]] = defaultdict(list)
    for notice in notices:
        by_about[notice.about_kind, notice.about_id].append(notice)
    language = get_language()
    return [_group(about, told, member, around, language) for about, told in by_about.items()]


def name_of(about: About, member: Member) -> str:
    """What this thing is called, as far as ``member`` may read it; empty otherwise."""
    return names_for([about], member).get(about, ("", ""))[0]


def _group(about: About, told: list[Notice], member: Member, around: Around, language: str) -> Group:
    lines = [_line(notice, around, language) for notice in told]
    own = next((notice for notice in told if is_about(notice, about)), told[0])
    named = around.name_of(about, member)
    title, path = named or (own.entry.details.label or "…", lines[told.index(own)].path)
    muted = (member.pk, *about) in around.muted
    return Group(kind=about[0], pk=about[1], title=title, path=path, muted=muted, lines=lines)


def _line(notice: Notice, around: Around, language: str) -> Line:
    """Said once for all who are told the same in one language."""
    entry, since = notice.entry, around.since.get(notice.pk, 0)
    key = (entry.pk, since, language)
    if key not in around.drawn:
        around.drawn[key] = _sentence(notice, since), registry[entry.verb].address(entry)
    sentence, path = around.drawn[key]
    why = str(Why(notice.why).label)
    return Line(sentence=sentence, path=path, why=why, at=entry.at, unread=notice.read_at is None)


def _sentence(notice: Notice, since: int) -> str:
    sentence = sentence_of(notice.entry)
    if not since:
        return sentence
    words = ngettext("%(sentence)s, and %(count)s more since", "%(sentence)s, and %(count)s more since", since)
    return words % {"sentence": sentence, "count": since}
