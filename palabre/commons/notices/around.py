"""What is said beside notices, asked for many members at once: names of things, what is muted, what came since."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Self

from django.apps import apps
from django.db.models import Model, QuerySet

from palabre.commons.notices.models import Mute, Notice
from palabre.commons.notices.rights import Rights
from palabre.commons.trail.models import Entry
from palabre.commons.trail.verbs import About, Why, registry
from palabre.people.models import AddressedQuerySet, Member

Name = tuple[str, str]  # title, address
Told = Mapping[Member, Sequence[Notice]]


@dataclass(frozen=True, slots=True)
class Around:
    """``muted`` holds (member, kind, id); ``since``, by notice, how many like it came later from others."""

    muted: frozenset[tuple[int, str, int]]
    since: dict[int, int]
    names: dict[tuple[int, About], Name] = field(default_factory=dict)
    things: dict[About, Any] = field(default_factory=dict)
    rights: Rights | None = None
    drawn: dict[Any, Any] = field(default_factory=dict)  # what was said once for several of them

    @classmethod
    def of(cls, told: Told, rights: Rights | None = None) -> Self:
        """Two queries, and one for each kind of thing named otherwise than by its own entries.

        With ``rights`` (of all of them) things that have readers of their own are read once for everybody; other
        things, and all things without it, once for each member, through their ``visible_to``.
        """
        rows = Mute.objects.filter(member__in=[member.pk for member in told])
        muted = frozenset(rows.values_list("member", "about_kind", "about_id"))
        names: dict[tuple[int, About], Name] = {}
        things: dict[About, Any] = {}
        shared: set[About] = set()
        for member, notices in told.items():
            unnamed = _unnamed(notices)
            together = {about for about in unnamed if rights and _has_readers(about[0])}
            shared |= together
            found = names_for(unnamed - together, member)
            names |= {(member.pk, about): name for about, name in found.items()}
        for kind, ids in _by_kind(shared).items():
            for thing in _all(kind).filter(pk__in=ids):
                things[kind, thing.pk] = thing
        return cls(muted=muted, since=_since(told), names=names, things=things, rights=rights)

    def name_of(self, about: About, member: Member) -> Name | None:
        """What it is called and where it stands, as far as ``member`` may read it."""
        thing = self.things.get(about)
        if thing is not None and self.rights and self.rights.let_in(thing.audience_id, member.pk):
            return str(thing), thing.get_absolute_url()
        return self.names.get((member.pk, about))


def is_about(notice: Notice, about: About) -> bool:
    """Whether the notice's own entry was about that thing itself, and so carries its name."""
    return (notice.entry.subject_kind, notice.entry.subject_id) == about


def names_for(abouts: Iterable[About], viewer: Any) -> dict[About, Name]:
    """Titles and addresses, read through each model's own ``visible_to``: a title is not told to who may not read."""
    found = {}
    for kind, ids in _by_kind(abouts).items():
        things: Any = _all(kind)
        if hasattr(things, "visible_to"):
            for thing in things.visible_to(viewer).filter(pk__in=ids):
                found[kind, thing.pk] = (str(thing), thing.get_absolute_url())
    return found


def _unnamed(notices: Sequence[Notice]) -> set[About]:
    abouts = {(notice.about_kind, notice.about_id) for notice in notices}
    named = {(notice.entry.subject_kind, notice.entry.subject_id) for notice in notices}
    return abouts - named


def _by_kind(abouts: Iterable[About]) -> dict[str, list[int]]:
    by_kind: dict[str, list[int]] = defaultdict(list)
    for kind, pk in abouts:
        by_kind[kind].append(pk)
    return by_kind


def _all(kind: str) -> QuerySet[Model]:
    return apps.get_model(kind)._default_manager.all()


def _has_readers(kind: str) -> bool:
    """Whether whoever may read a thing of this kind is told by its audience alone."""
    return getattr(type(_all(kind)), "visible_to", None) is AddressedQuerySet.visible_to


def _since(told: Told) -> dict[int, int]:
    """How many like it others did since, by notice: for who follows and was told of the first (``deliver``).

    One query for each verb that is alike, of the entries since the oldest of these notices.
    """
    newest = {key: notice for member, notices in told.items() for key, notice in _last_alike(member, notices)}
    if not newest:
        return {}
    oldest = min(notice.entry_id for notice in newest.values())
    later: dict[tuple, list[tuple[int, int | None]]] = defaultdict(list)
    for verb in {key[1] for key in newest}:
        subjects = {key[3] for key in newest if key[1] == verb}
        entries = Entry.objects.filter(verb=verb, subject_id__in=subjects, pk__gt=oldest).order_by("pk")
        rows = entries.values_list("subject_kind", "subject_id", "audience", "pk", "actor")
        for kind, pk, audience, entry, actor in rows.iterator(chunk_size=5_000):
            later[verb, kind, pk, audience].append((entry, actor))
    return {notice.pk: count for key, notice in newest.items() if (count := _others_after(notice, key, later))}


def _last_alike(member: Member, notices: Sequence[Notice]) -> Iterable[tuple[tuple, Notice]]:
    newest: dict[tuple, Notice] = {}
    for notice in sorted(notices, key=lambda notice: notice.entry_id):
        entry = notice.entry
        if notice.why == Why.FOLLOWER and notice.read_at is None and registry[entry.verb].alike:
            newest[member.pk, entry.verb, entry.subject_kind, entry.subject_id] = notice
    return newest.items()


def _others_after(notice: Notice, key: tuple, later: dict[tuple, list[tuple[int, int | None]]]) -> int:
    member, verb, kind, pk = key
    rows = later[verb, kind, pk, notice.entry.audience_id]
    after = rows[bisect_right(rows, notice.entry_id, key=lambda row: row[0]) :]
    return sum(actor != member for _, actor in after)
