"""What is asked, and by whom: the pages of one seeded place, sessions made in the database, turns of the trail."""

import secrets
from typing import Any

from django.db import connection, transaction


def pages() -> list[tuple[str, str]]:
    """Name and address of each page that is measured. The first two are the bare ones all others stand beside."""
    from django.urls import reverse

    from palabre.governance.models import Decision

    fifty = _fifty()
    decision = Decision.objects.filter(commitment__status="done").order_by("-pk")[0]
    return [
        ("bare", "/bare/"),
        ("bare, signed in", "/bare/signed-in/"),
        ("home", reverse("site:home")),
        ("process", fifty.process.get_absolute_url()),
        ("recommendation, 50 comments", fifty.get_absolute_url()),
        ("register", reverse("governance:commitments")),
        ("register, searched", reverse("governance:commitments") + "?text=contrats"),
        ("thread of a voice", reverse("processes:comment", args=[_word()])),
        ("my words", reverse("processes:words")),
        ("meeting", decision.meeting.get_absolute_url()),
    ]


def busiest() -> Any:
    """The thing with most to read: the recommendation whose own discussion has most comments."""
    from palabre.processes.models import Recommendation

    return Recommendation.objects.order_by("-discussion__comments_count", "pk").first()


def _fifty() -> Any:
    """The open recommendation whose discussions, its measures' included, have fifty comments."""
    from django.db.models import F, Sum

    from palabre.processes.models import Recommendation

    counted = Recommendation.objects.annotate(below=Sum("measures__discussion__comments_count"))
    there = counted.annotate(said=F("below") + F("discussion__comments_count")).filter(said=50, number=1)
    return there.order_by("-pk")[0]


def _word() -> int:
    """A comment that was taken in by a measure whose commitment is done: its thread goes all the way to the proof."""
    from palabre.commons.trail.models import Link
    from palabre.processes.models import Measure

    proved = Measure.objects.filter(point__decision__commitment__status="done").values("pk")
    taken = Link.objects.filter(kind=Link.Kind.TAKEN_UP, from_kind="conversations.comment", to_kind="processes.measure")
    return taken.filter(to_id__in=proved).order_by("-pk").values_list("from_id", flat=True)[0]


def sessions(count: int) -> list[dict[str, str]]:
    """Cookies of someone who takes part and of other members, signed in without a password."""
    from importlib import import_module

    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY

    from palabre.people.models import Member

    store = import_module(settings.SESSION_ENGINE).SessionStore
    others = Member.objects.filter(email__startswith="membre", is_active=True).order_by("-pk")[: count - 1]
    made = []
    for member in (_someone_who_takes_part(), *others):
        session = store()
        session[SESSION_KEY] = str(member.pk)
        session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
        session[HASH_SESSION_KEY] = member.get_session_auth_hash()
        session.save()
        made.append({settings.SESSION_COOKIE_NAME: session.session_key})
    return made


def _someone_who_takes_part() -> Any:
    """The first member with twelve comments, the same on a small place as on a large one; or else Awa."""
    from django.db.models import Count

    from palabre.people.models import Member

    spoken = Member.objects.filter(email__startswith="membre", comments__isnull=False).annotate(said=Count("comments"))
    return spoken.filter(said=12).order_by("pk").first() or Member.objects.get(email="awa@estran.example")


def turn() -> None:
    """Something happened that touches every page: an entry, with its words, as any act leaves one."""
    from palabre.commons.trail.models import Entry, EntryDetails
    from palabre.commons.trail.record import hash_of
    from palabre.people.models import Audience
    from palabre.processes.models import Process
    from palabre.processes.verbs.manuscripts import SEAT_ENDED

    salt, words = secrets.token_hex(16), {"actor_name": "", "label": "bench", "facts": {}}
    with transaction.atomic():
        entry = Entry.objects.create(
            verb=SEAT_ENDED.key,
            subject_kind="processes.process",
            subject_id=Process.objects.order_by("pk").values_list("pk", flat=True)[0],
            audience=Audience.wide(Audience.Reach.PUBLIC),
            details_sha256=hash_of(salt, **words),
        )
        EntryDetails.objects.create(entry=entry, salt=salt, **words)


def queries(address: str, cookies: dict[str, str]) -> tuple[int, int, int]:
    """Queries of the page cold and warm, and its bytes, asked in this process."""
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from palabre.commons.trail.kept_pages import store

    client = Client(headers={"host": "127.0.0.1", "x-forwarded-proto": "https"})
    for name, worth in cookies.items():
        client.cookies[name] = worth
    client.get(address)  # templates compiled
    store.clear()
    counted = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as captured:
            answer = client.get(address)
        assert answer.status_code == 200, (address, answer.status_code)
        counted.append(len(captured))
    return counted[0], counted[1], len(answer.content)
