"""`bin/bench governance FOLDER`: bodies, meetings and decisions of a large cooperative, page by page; write the table.

The demo cooperative first, alone; then 150 bodies, 3,000 mandates, 2,000 meetings with their minutes and 20,000
decisions poured beside it. Each page is asked in this process, in turns with a bare one: queries and processor time.
"""

import argparse
import os
import statistics
import time
from collections.abc import Iterator
from typing import Any

from bench import councils, machine, place, report

NAME = "governance"
HELP = (
    "Ask the pages of 150 bodies, 2,000 meetings and 20,000 decisions, and write bench/results/governance-<engine>.md."
)
BODIES, MANDATES, MEETINGS, DECISIONS = 150, 3_000, 2_000, 20_000
SOUGHT = "compte rendu assemblée générale"
VIEWER = "awa@estran.example"
Found = dict[str, Any]


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folder", help="an empty folder for the database (or DATABASE_URL, an empty one)")
    parser.add_argument("--times", type=int, default=40, help="how often each page is asked (default 40)")


def run(options: argparse.Namespace) -> int:
    place.choose(options.folder, os.environ.get("DATABASE_URL", ""), mode="demo")
    place.migrated()
    from django.conf import settings
    from django.core.management import call_command

    from palabre.site import demo

    settings.ROOT_URLCONF = "bench.addresses"
    call_command("collectstatic", verbosity=0, interactive=False)
    before = machine.description()
    demo.seed(members=300)
    pages = _pages()
    small = _queries_of(pages)
    begun = time.perf_counter()
    councils.pour(BODIES, MANDATES, MEETINGS, DECISIONS)
    poured = time.perf_counter() - begun
    again = _queries_of(pages)
    large = list(_measured(options.times))
    found = {"engine": place.engine(), "machine": before, "poured": poured, "small": small, "again": again}
    found["large"] = large
    path = report.governance(found | {"sought": _sought()})
    print(path.read_text(encoding="utf-8"))
    return 0


def _pages() -> list[tuple[str, str]]:
    from django.urls import reverse

    from palabre.governance.models import Decision

    decision = Decision.objects.filter(point__item__body__kind="board").select_related("meeting__body").latest("pk")
    meeting, body = decision.meeting, decision.meeting.body
    return [
        ("a bare page", "/bare/signed-in/"),
        ("bodies", reverse("governance:bodies")),
        ("the map", reverse("governance:map")),
        ("a body", body.get_absolute_url()),
        ("a body's mandates", reverse("governance:body_mandates", args=[body.pk])),
        ("a body's month", reverse("governance:month", args=[body.pk])),
        ("a meeting", meeting.get_absolute_url()),
        ("a decision", decision.get_absolute_url()),
        ("decisions", reverse("governance:decisions")),
        ("minutes, searched", f"{reverse('governance:all_minutes')}?words={SOUGHT.replace(' ', '+')}"),
        ("who decides", f"{reverse('governance:who_decides')}?words=budget"),
        ("who sits where", reverse("directory:seated")),
        ("members' points", reverse("governance:agenda_requests")),
        ("rules", reverse("rules:rules")),
    ]


def _queries_of(pages: list[tuple[str, str]]) -> list[int]:
    """How many queries each page takes, made anew. The same pages are asked before and after the pouring."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from palabre.commons.trail import kept_pages

    client, found = _clients(1)[0], []
    for _name, address in pages:
        client.get(address)
        kept_pages.store.clear()
        with CaptureQueriesContext(connection) as captured:
            client.get(address)
        found.append(len(captured))
    return found


def _measured(times: int) -> Iterator[Found]:
    """Each page: name, kilobytes, milliseconds of processor at the median. The bare one comes first."""
    from palabre.commons.trail import kept_pages

    first, *others = _clients(1 + times)
    for name, address in _pages():
        for _ in range(3):  # templates compiled
            answer = first.get(address)
        assert answer.status_code == 200, (name, answer.status_code)
        warm = [_once(first, address) for _ in range(times)]
        others[0].get(address)  # first is alone with their page if they ever sat somewhere
        next_ones = [_once(other, address) for other in others[1:]]
        cold = [_once(first, address, kept_pages.store.clear) for _ in range(times)]
        yield {
            "name": name, "kB": len(answer.content) / 1000, "warm": statistics.median(warm),
            "next": statistics.median(next_ones), "cold": statistics.median(cold),
        }  # fmt: skip


def _clients(count: int) -> list[Any]:
    """Signed in: the one whose pages are asked, then members who never sat anywhere and belong to the same."""
    from django.db.models import Count
    from django.test import Client

    from palabre.people.models import Belonging, Member

    ordinary = Belonging.objects.filter(member__mandates=None, member__duties=None, member__is_active=True)
    same = ("entity", "branch", "college", "status")
    most = ordinary.values(*same).annotate(there=Count("pk")).order_by("-there").values(*same)[0]
    ids = ordinary.filter(**most).order_by("member").values_list("member", flat=True).distinct()[: count - 1]
    found = []
    for member in [Member.objects.get(email=VIEWER), *Member.objects.filter(pk__in=list(ids))]:
        found.append(Client(headers={"host": "127.0.0.1"}))
        found[-1].force_login(member)
        found[-1].get("/")  # what a first request leaves
    return found


def _once(client: Any, address: str, before: Any = None) -> float:
    if before:
        before()
    begun = time.process_time()
    client.get(address)
    return (time.process_time() - begun) * 1000


def _sought() -> list[str]:
    """The first lines found under SOUGHT and the year of the newest assembly's minutes."""
    from palabre.governance.models import Minutes
    from palabre.governance.queries.minutes import Asked, minutes_asked
    from palabre.people.models import Member

    newest = Minutes.objects.filter(meeting__body__kind="assembly").order_by("-meeting__starts_at").first()
    assert newest is not None
    year = newest.meeting.starts_at.year - 1
    asked = Asked(words=f"{SOUGHT} {year}")
    return [str(year), *[each.title for each in minutes_asked(Member.objects.get(email=VIEWER), asked)[:3]]]
