"""`bin/bench signins FOLDER`: everybody in a hall signs in from one address, by password; a guesser is stopped."""

import argparse
import asyncio
import gzip
import os
import re
import statistics
import time
from typing import Any
from urllib.parse import urlencode

from bench import client, machine, place, report
from bench.served import Served, serving, used

NAME = "signins"
HELP = "Sign 500 members in from one address, on a cooperative made in FOLDER; write bench/results/signins-<engine>.md."
DOOR = "/accounts/login/"
PASSWORD = "une parole et sa preuve"
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
REFERER = "Referer: https://127.0.0.1/\r\nOrigin: https://127.0.0.1\r\n"
GUESSES = 12


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folder", help="an empty folder, for the database (or an empty one that DATABASE_URL names)")
    parser.add_argument("--members", type=int, default=500, help="how many sign in (default 500)")
    parser.add_argument("--clients", type=int, default=16, help="how many at once (default 16)")


def run(options: argparse.Namespace) -> int:
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # our client waits for sockets and for nothing else
    place.choose(options.folder, os.environ.get("DATABASE_URL", ""), mode="live")
    place.migrated()
    _people(options.members)
    before = machine.description()
    with serving() as served:
        found = asyncio.run(_signed_in(served, options))
    told = {**found, "machine": before, "engine": place.engine(), "clients": options.clients}
    path = report.signins(told)
    print(path.read_text(encoding="utf-8"))
    return 0


def _people(count: int) -> None:
    """Accounts with a confirmed address and one password, hashed as an installation hashes."""
    from allauth.account.models import EmailAddress
    from django.contrib.auth.hashers import make_password

    from palabre.people.models import Cooperative, Member

    Cooperative.objects.create(pk=1, name="Bench")
    hashed = make_password(PASSWORD)
    people = Member.objects.bulk_create(
        Member(email=_email(number), name=f"Member {number}", password=hashed) for number in range(count)
    )
    EmailAddress.objects.bulk_create(
        EmailAddress(user=person, email=person.email, verified=True, primary=True) for person in people
    )


def _email(number: int) -> str:
    return f"member{number}@example.org"


async def _signed_in(served: Served, options: argparse.Namespace) -> dict[str, Any]:
    """Each opens the page of sign-in, then sends it; then somebody tries passwords on the first account."""
    left = iter(range(options.members))
    before, begun = _cpu(served), time.perf_counter()

    async def door() -> list[tuple[int, float]]:
        found = []
        for number in left:
            found.append(await _try(served, _email(number), PASSWORD))
        return found

    answers = [each for found in await asyncio.gather(*(door() for _ in range(options.clients))) for each in found]
    seconds, cpu = time.perf_counter() - begun, used(before, _cpu(served))
    guesses = [(await _try(served, _email(0), f"guess number {n}"))[0] for n in range(GUESSES)]
    taken = [took for status, took in answers if status == 302]
    return {
        "members": options.members,
        "in": len(taken),
        "seconds": seconds,
        "cpu_ms": cpu / len(answers) * 1000,
        "median": statistics.median(taken) * 1000,
        "p99": statistics.quantiles(taken, n=100)[-1] * 1000,
        "guesses": guesses,
        "another": (await _try(served, _email(1), PASSWORD))[0],
    }


def _cpu(served: Served) -> dict[int, float]:
    return {pid: machine.whole_cpu_of(pid) for pid in served.cpu()}


async def _try(served: Served, email: str, password: str) -> tuple[int, float]:
    """302 and a session for whoever is let in; with the seconds that the sending took."""
    visitor = client.Connection(served.port)
    _status, told, content = await visitor.ask(DOOR)
    text = (gzip.decompress(content) if told.get("content-encoding") == "gzip" else content).decode()
    found = TOKEN.search(text)
    words = {"csrfmiddlewaretoken": found[1] if found else "", "login": email, "password": password}
    begun = time.perf_counter()
    status, told, _content = await visitor.ask(DOOR, urlencode(words).encode(), REFERER)
    took = time.perf_counter() - begun
    visitor.close()
    return (status if status != 302 or told.get("location") == "/" else 0), took
