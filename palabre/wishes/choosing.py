"""What a member wishes, kept for them. Called by this chapter's pages; takes no policy, records nothing.

Nothing of it is in the trail: what someone wishes is their own, and proves nothing.
"""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from palabre.core import clock
from palabre.people.consents import Asked, note_consent
from palabre.people.models import Branch, Member
from palabre.wishes.models import Asking, Obstacle, Subject, Wish

PUT_OFF = timedelta(days=90)
MONTH = timedelta(days=30)
OBSTACLES = Asked(
    "wishes.obstacles", _("What keeps you from coming is counted, without your name."), "wishes:obstacles"
)


def wish_of(member: Member) -> Wish:
    """Their answers, or (unsaved) none."""
    return Wish.objects.filter(member=member).first() or Wish(member=member)


@transaction.atomic
def answer(member: Member, *, subjects: Iterable[Subject], branches: Iterable[Branch], **answers: Any) -> Wish:
    """Keep these answers instead of the last ones, with the day. ``answers``: ``reach``, ``formats``, and so on."""
    given = {**answers, "answered_at": clock.now(), "put_off_until": None}
    wish, _made = Wish.objects.update_or_create(member=member, defaults=given)
    wish.subjects.set(subjects)
    wish.branches.set(branches)
    return wish


def put_off(member: Member) -> None:
    """Ask again in three months; the questionnaire itself stays where it is."""
    Wish.objects.update_or_create(member=member, defaults={"put_off_until": clock.now() + PUT_OFF})


def is_asked(wish: Wish) -> bool:
    """Whether home says so: never answered, or longer ago than the cooperative chose, or before everyone was asked.

    One query. What was put off waits its three months, unless everyone was asked since it was put off.
    """
    now, asking = clock.now(), Asking.current()
    if wish.put_off_until and now < wish.put_off_until:
        return bool(asking.asked_at and asking.asked_at > wish.put_off_until - PUT_OFF and _older(wish, asking))
    old = wish.answered_at is None or (asking.months and wish.answered_at < now - asking.months * MONTH)
    return bool(old or _older(wish, asking))


def _older(wish: Wish, asking: Asking) -> bool:
    return bool(asking.asked_at and (wish.answered_at is None or wish.answered_at < asking.asked_at))


def stamp_of(member: Any) -> tuple[Any, ...]:
    """What changes whenever ``member`` answers or puts off: for pages kept in memory. One query."""
    return Wish.objects.filter(member=member).values_list("answered_at", "put_off_until").first() or ()


def obstacles_of(member: Any) -> list[str]:
    """What they said keeps them from coming; for their own page only."""
    return list(Obstacle.objects.filter(member=member).order_by("id").values_list("kind", flat=True))


@transaction.atomic
def say_obstacles(member: Member, kinds: Iterable[str]) -> None:
    """Keep these, forget all others. Totals hear of it at the next cut, and only when five people changed."""
    wanted = set(kinds)
    Obstacle.objects.filter(member=member).exclude(kind__in=wanted).delete()
    said = (Obstacle(member=member, kind=kind) for kind in sorted(wanted))
    Obstacle.objects.bulk_create(said, ignore_conflicts=True)
    note_consent(member, OBSTACLES.key, given=bool(wanted))
