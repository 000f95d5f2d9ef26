"""What is held of a person: each chapter says of its own what, why, until when, and how it goes.

Filled from ``AppConfig.ready``. ``privacy`` shows it, gives it out, lets it run out and erases it, and need not know
what a chapter keeps. A field that points to a member, or in which a person may write, belongs to a holding
(``tests/test_holdings.py``).
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import IO, Any

from django.apps import apps
from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from palabre.core import clock
from palabre.people.models import Member

Words = str | Promise
GONE = _("Someone who left")


@dataclass(frozen=True, slots=True)
class Attached:
    """A file that belongs to a row: where it goes in what is given out, its size in bytes, and how it is opened.

    ``shown``: a picture that we wrote ourselves, which a page may show.
    """

    row: int
    name: str
    size: int
    open: Callable[[], IO[bytes]]
    shown: bool = False


@dataclass(frozen=True, slots=True)
class Source:
    """Rows of one model: those whose field ``of`` is the member. ``columns`` are given out; ``also`` is held too.

    ``as_read`` makes of a row what a person reads, where what is kept has marks in it. ``files``: what belongs to these
    rows as files, one after the other.
    """

    model: str
    of: str
    columns: tuple[str, ...]
    also: tuple[str, ...] = ()
    as_read: Callable[[dict[str, Any]], dict[str, Any]] | None = None
    files: Callable[[Member], Iterator[Attached]] | None = None

    def rows(self, member: Member) -> models.QuerySet:
        return apps.get_model(self.model)._base_manager.filter(**{self.of: member.pk}).order_by("pk")

    def covers(self) -> set[str]:
        """``app.Model.field`` of each field that this says something about."""
        own = {self.of, *self.columns, *self.also}
        return {f"{self.model}.{name}" for name in own}


@dataclass(frozen=True, slots=True)
class Manner:
    """How an erasure is done: whether ``words`` said in discussions are "kept" or "withdrawn", and when."""

    words: str
    at: datetime

    @property
    def withdraws(self) -> bool:
        return self.words == "withdrawn"


@dataclass(frozen=True, slots=True)
class Holding:
    """One kind of data, as a person would name it.

    ``why`` it is held and ``until`` when, in plain words. ``erase`` takes it away or takes the person out of it, in the
    transaction of the erasure; it never touches what is only ever added to. ``stays`` says what is left, and why;
    empty where nothing is. ``forget`` lets run out what is older than ``until`` says; it gives how many.
    """

    key: str
    title: Words
    why: Words
    until: Words
    sources: tuple[Source, ...] = ()
    erase: Callable[[Member, Manner], object] | None = None
    stays: Words = ""
    forget: Callable[[], int] | None = None


Obstacle = Callable[[Member], str]
registry: dict[str, Holding] = {}
obstacles: list[Obstacle] = []


def register(*holdings: Holding) -> None:
    """Make holdings known, in the order in which they are shown. Raises ``ValueError`` for a key declared twice."""
    for holding in holdings:
        if holding.key in registry:
            raise ValueError(f"holding {holding.key!r} is declared twice")
        registry[holding.key] = holding


def stands_in_the_way(obstacle: Obstacle) -> None:
    """Let a chapter say why someone cannot be erased yet: a sentence, or nothing."""
    obstacles.append(obstacle)


def in_the_way(member: Member) -> str:
    """The first sentence that keeps ``member`` from being erased; empty where nothing does."""
    return next((sentence for obstacle in obstacles if (sentence := obstacle(member))), "")


def given(source: Source, member: Member) -> Iterator[tuple[int, dict[str, Any]]]:
    """Each row as it is given out: its number, and column -> value."""
    for pk, *row in source.rows(member).values_list("pk", *source.columns).iterator(chunk_size=500):
        said = dict(zip(source.columns, row, strict=True))
        yield pk, source.as_read(said) if source.as_read else said


NAMES: dict[str, Words] = {
    "at": _("when"),
    "verb": _("what was done"),
    "subject_kind": _("kind of thing"),
    "subject_id": _("its number"),
    "about_kind": _("about"),
    "about_id": _("its number"),
    "actor_name": _("your name there"),
    "facts": _("details"),
    "read_at": _("read"),
    "why": _("why you were told"),
    "joined_at": _("account made"),
    "written_at": _("written"),
    "saved_at": _("saved"),
    "opened_at": _("opened"),
    "from_at": _("from"),
    "until_at": _("until"),
    "used_on": _("last used"),
    "deed": _("what was asked for"),
    "last_login": _("last signed in"),
    "entry__verb": _("what happened"),
    "recorded_at": _("written"),
    "replaced_at": _("replaced"),
    "withdrawn_at": _("no longer counts since"),
}


def label_of(source: Source, column: str) -> str:
    """What a column is called in the package."""
    if column in NAMES:
        return str(NAMES[column])
    field: Any = apps.get_model(source.model)._meta.get_field(column.partition("__")[0])
    return str(field.verbose_name)


def end_today(rows: models.QuerySet) -> int:
    """A building block for dated rows: those still open end today, at once; what began today or later never was.

    The last day is included, so what ends now had its last day yesterday.
    """
    last = clock.today() - timedelta(days=1)
    rows.filter(from_on__gt=last).delete()
    return rows.filter(models.Q(until_on=None) | models.Q(until_on__gt=last)).update(until_on=last)
