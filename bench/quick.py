"""How long pages take, in one process without a network, beside a bare Django page measured in the same run.

`bin/bench quick [--members 300] [--times 60]` (the word may be left out): makes a demo cooperative in a throw-away
folder (SQLite, or the server that DATABASE_URL names), asks each page in turns, and prints the median. The ratio is
what to watch: milliseconds change with the machine, "so many times a bare page" hardly does.
"""

import argparse
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator

VIEWERS = ("", "awa")  # signed out, and an ordinary member of the demo's cast


NAME = "quick"
HELP = "How long pages take, in one process without a network, beside a bare Django page measured in the same run."


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--members", type=int, default=300, help="how large the demo cooperative is (default 300)")
    parser.add_argument("--times", type=int, default=60, help="how often each page is asked (default 60)")


def run(options: argparse.Namespace) -> int:
    with tempfile.TemporaryDirectory(prefix="palabre-bench-") as folder:
        os.environ.update(PALABRE_MODE="demo", PALABRE_DATA=folder, PALABRE_LOG_LEVEL="ERROR")
        _prepare(options.members)
        print(f"{'page':34}{'viewer':10}{'queries':>8}{'kB':>7}{'median ms':>11}{'p95 ms':>9}{'× bare':>8}")
        base = 0.0
        for name, viewer, queries, size, times in _measured(options.times):
            middle, slow = statistics.median(times), statistics.quantiles(times, n=20)[-1]
            base = base or middle
            row = f"{name:34}{viewer or 'nobody':10}{queries:>8}{size / 1000:>7.1f}{middle:>11.2f}{slow:>9.2f}"
            print(f"{row}{middle / base:>8.1f}", flush=True)
    return 0


def _prepare(members: int) -> None:
    from palabre.cli.django_ready import set_up
    from palabre.cli.translations import compile_all

    compile_all()
    set_up()
    from django.conf import settings
    from django.core.management import call_command

    from palabre.site import demo

    settings.ROOT_URLCONF = "bench.addresses"
    call_command("migrate", verbosity=0, interactive=False)
    call_command("collectstatic", verbosity=0, interactive=False)
    begun = time.perf_counter()
    demo.seed(members=members)
    took = time.perf_counter() - begun
    print(f"{members} members, made in {took:.1f} s, on {_engine()}, Python {sys.version.split()[0]}")


def _engine() -> str:
    from django.db import connection

    return f"{connection.vendor} {'.'.join(map(str, connection.get_database_version()))}"


def _pages() -> list[tuple[str, str]]:
    from django.urls import reverse

    from palabre.processes.models import Process, Recommendation

    process = Process.objects.order_by("pk").first()
    recommendation = Recommendation.objects.order_by("-discussion__comments_count", "pk").first()
    return [
        ("a bare page", "/bare/"),
        ("home", reverse("site:home")),
        ("processes", reverse("processes:processes")),
        ("a process", process.get_absolute_url()),
        ("a recommendation", recommendation.get_absolute_url()),
        ("the register", reverse("governance:commitments")),
    ]


def _measured(times: int) -> Iterator[tuple[str, str, int, int, list[float]]]:
    """Each page for each viewer: name, viewer, queries, bytes, milliseconds of each asking."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from palabre.people.models import Member

    for name, address in _pages():
        for viewer in VIEWERS:
            client = Client(headers={"host": "127.0.0.1"})
            if viewer:
                client.force_login(Member.objects.get(email=f"{viewer}@estran.example"))
            for _ in range(3):  # templates compiled, caches warm
                client.get(address)
            with CaptureQueriesContext(connection) as captured:
                answer = client.get(address)
            assert answer.status_code == 200, (name, answer.status_code)
            yield name, viewer, len(captured), len(answer.content), [_once(client, address) for _ in range(times)]


def _once(client, address: str) -> float:  # noqa: ANN001 -- django.test.Client, imported late
    begun = time.perf_counter()
    client.get(address)
    return (time.perf_counter() - begun) * 1000
