"""What a member was told, grouped by what it is about; and who may be told."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.apps import apps
from django.db.models import Count, Q, QuerySet
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from palabre.commons.notices.budget import MONTH
from palabre.commons.notices.models import Mute, Notice, Rhythm, Sent
from palabre.commons.trail.models import Entry
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
    names = _names(abouts, member)
    return [Muted(*about, *names[about]) for about in abouts if about in names]


def unread_count(member: Member) -> int:
    """How many notices ``member`` has not read. One query."""
    return Notice.objects.filter(member=member, read_at=None).count()


def told_to(member: Member) -> QuerySet[Notice]:
    """What ``member`` was told and may still read, newest first, with its entries' words."""
    return Notice.objects.of(member).select_related("entry__details").order_by("-id")


def groups_of(notices: Iterable[Notice], member: Member) -> list[Group]:
    """Notices of ``told_to`` grouped by what they are about, in the order of their newest line.

    One query for the mutes, one for what came since, and one for each kind of thing named otherwise than by its own
    entries.
    """
    notices = list(notices)
    by_about: dict[About, list[Notice]] = defaultdict(list)
    for notice in notices:
        by_about[notice.about_kind, notice.about_id].append(notice)
    muted = set(Mute.objects.filter(member=member).values_list("about_kind", "about_id"))
    unnamed = [about for about, told in by_about.items() if not any(_is_about(notice, about) for notice in told)]
    names = _names(unnamed, member)
    since = _since(notices, member)
    return [_group(about, told, names, muted, since) for about, told in by_about.items()]


def name_of(about: About, member: Member) -> str:
    """What this thing is called, as far as ``member`` may read it; empty otherwise."""
    return _names([about], member).get(about, ("", ""))[0]


def _group(
    about: About,
    told: list[Notice],
    names: dict[About, tuple[str, str]],
    muted: set[About],
    since: dict[int, int],
) -> Group:
    lines = [_line(notice, since.get(notice.pk, 0)) for notice in told]
    own = next((notice for notice in told if _is_about(notice, about)), told[0])
    title, path = names.get(about) or (own.entry.details.label or "…", lines[told.index(own)].path)
    return Group(kind=about[0], pk=about[1], title=title, path=path, muted=about in muted, lines=lines)


def _is_about(notice: Notice, about: About) -> bool:
    return (notice.entry.subject_kind, notice.entry.subject_id) == about


def _since(notices: Iterable[Notice], member: Member) -> dict[int, int]:
    """How many like it others did since, by notice: for who follows and was told of the first (``deliver``)."""
    newest: dict[tuple[str, str, int], Notice] = {}
    for notice in sorted(notices, key=lambda notice: notice.entry_id):
        entry = notice.entry
        if notice.why == Why.FOLLOWER and notice.read_at is None and registry[entry.verb].alike:
            newest[entry.verb, entry.subject_kind, entry.subject_id] = notice
    if not newest:
        return {}
    later = Q()
    for (verb, kind, pk), notice in newest.items():
        entry = notice.entry
        later |= Q(verb=verb, subject_kind=kind, subject_id=pk, audience=entry.audience_id, pk__gt=entry.pk)
    counted = Entry.objects.filter(later).exclude(actor=member).order_by()
    rows = counted.values_list("verb", "subject_kind", "subject_id").annotate(there=Count("pk"))
    return {newest[verb, kind, pk].pk: there for verb, kind, pk, there in rows}


def _line(notice: Notice, since: int) -> Line:
    sentence = sentence_of(notice.entry)
    if since:
        words = ngettext("%(sentence)s, and %(count)s more since", "%(sentence)s, and %(count)s more since", since)
        sentence = words % {"sentence": sentence, "count": since}
    return Line(
        sentence=sentence,
        path=registry[notice.entry.verb].address(notice.entry),
        why=str(Why(notice.why).label),
        at=notice.entry.at,
        unread=notice.read_at is None,
    )


def _names(abouts: Iterable[About], viewer: Any) -> dict[About, tuple[str, str]]:
    """Titles and addresses, read through each model's own ``visible_to``: a title is not told to who may not read."""
    by_kind: dict[str, list[int]] = defaultdict(list)
    for kind, pk in abouts:
        by_kind[kind].append(pk)
    found = {}
    for kind, ids in by_kind.items():
        things = apps.get_model(kind)._default_manager.all()
        if hasattr(things, "visible_to"):
            for thing in things.visible_to(viewer).filter(pk__in=ids):
                found[kind, thing.pk] = (str(thing), thing.get_absolute_url())
    return found
