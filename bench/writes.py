"""`bin/bench writes FOLDER`: what a comment costs while 2,000 members follow the discussion and the worker runs."""

import argparse
import asyncio
import gzip
import html
import re
import statistics
import time
from typing import Any
from urllib.parse import urlencode

from bench import client, looking, machine, place, report
from bench.served import Served, serving, used

NAME = "writes"
HELP = "Write comments over HTTP on a seeded folder, and write bench/results/writes-<engine>.md."
EACH = 5  # comments a member: well under what one may write in ten minutes
HIDDEN = re.compile(r"<input[^>]*type=\"hidden\"[^>]*>")
NAMED = re.compile(r"\b(name|value)=\"([^\"]*)\"")


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folder", help="a folder that `bin/bench seed --data` filled")
    parser.add_argument("--comments", type=int, default=400, help="how many are written (default 400)")
    parser.add_argument("--clients", type=int, default=8, help="how many write at once (default 8)")
    parser.add_argument("--followers", type=int, default=2000, help="who follows the discussion (default 2000)")


def run(options: argparse.Namespace) -> int:
    facts = place.ready(options.folder)
    thing, followers = _followed(options.followers)
    cookies = looking.sessions(-(-options.comments // EACH) + 1)[1:]
    before = machine.description()
    with serving(worker=True) as served:
        found = asyncio.run(_written(served, thing, cookies, options))
    told = {**facts, **found, "machine": before, "engine": place.engine(), "followers": followers}
    path = report.writes(told, clients=options.clients)
    print(path.read_text(encoding="utf-8"))
    return 0


def _followed(count: int) -> tuple[Any, int]:
    """A recommendation in review whose discussion ``count`` members follow, each mailed within the day."""
    from palabre.commons.conversations.models import Follow
    from palabre.commons.notices.models import Rhythm
    from palabre.core import clock
    from palabre.people.models import Member
    from palabre.processes.models import Recommendation

    open_ones = Recommendation.objects.filter(discussion__closed_at__gt=clock.now()).select_related("discussion")
    thing = open_ones.order_by("-pk")[0]
    members = list(Member.objects.filter(is_active=True).order_by("pk").values_list("pk", flat=True)[:count])
    follows = (Follow(discussion=thing.discussion, member_id=pk) for pk in members)
    Follow.objects.bulk_create(follows, ignore_conflicts=True, batch_size=400)
    now = clock.now()
    # Once a day at most: their mail of today has gone out, so that what is measured is the telling, not the post.
    rhythms = (
        Rhythm(member_id=pk, last_mailed_at=now)
        for pk in Follow.objects.values_list("member", flat=True).filter(discussion=thing.discussion)
    )
    Rhythm.objects.bulk_create(rhythms, ignore_conflicts=True, batch_size=300)
    Rhythm.objects.filter(member__follows__discussion=thing.discussion).update(last_mailed_at=now)
    return thing, Follow.objects.filter(discussion=thing.discussion).count()


async def _written(
    served: Served, thing: Any, cookies: list[dict[str, str]], options: argparse.Namespace
) -> dict[str, Any]:
    """Open every form first, then send them all, then wait until everyone was told."""
    page, address = thing.get_absolute_url(), f"{thing.get_absolute_url()}comments/"
    forms = []
    for each in cookies:
        writer = client.Connection(served.port, each)
        forms += [(each, await _form(writer, page, address), writer.cookies) for _ in range(EACH)]
        writer.close()
    forms = forms[: options.comments]
    before, begun = served.cpu(), time.perf_counter()
    answers = await _send(served, forms, address, options.clients)
    taken = [took for status, took in answers if status == 303]
    seconds = time.perf_counter() - begun
    told_after = _everyone_told(begun)
    parts = {name: used(before, after) / len(forms) * 1000 for name, after in served.cpu_by_part().items()}
    return {
        "written": len(forms),
        "otherwise": [status for status, _took in answers if status != 303],
        "a_second": len(forms) / seconds,
        "parts": parts,
        "told_after": told_after,
        "median": statistics.median(taken) * 1000,
        "p99": statistics.quantiles(taken, n=100)[-1] * 1000,
    }


async def _form(writer: client.Connection, page: str, address: str) -> dict[str, str]:
    """The hidden fields of the form that is sent to ``address``, as the page gives them."""
    status, told, content = await writer.ask(page)
    text = (gzip.decompress(content) if told.get("content-encoding") == "gzip" else content).decode()
    found = re.search(rf"<form[^>]*action=\"{re.escape(address)}\".*?</form>", text, re.S)
    if status != 200 or not found:
        raise RuntimeError(f"{page} answers {status}, without a form for comments")
    fields = [dict(NAMED.findall(field)) for field in HIDDEN.findall(found[0])]
    return {field["name"]: html.unescape(field.get("value", "")) for field in fields if "name" in field}


async def _send(served: Served, forms: list, address: str, clients: int) -> list[tuple[int, float]]:
    """Status and seconds of each; anything but 303 is a comment that was not answered as it should be."""
    left = iter(enumerate(forms))

    async def writer() -> list[float]:
        mine, taken = client.Connection(served.port), []
        for number, (_each, fields, cookies) in left:
            mine.cookies = dict(cookies)
            words = {
                **fields,
                "text": f"Une remarque, la {number}e : il manque une date, et quelqu’un qui s’en charge.",
            }
            begun = time.perf_counter()
            referer = "Referer: https://127.0.0.1/\r\nOrigin: https://127.0.0.1\r\n"
            status, _told, _content = await mine.ask(address, urlencode(words).encode(), referer)
            taken.append((status, time.perf_counter() - begun))
        mine.close()
        return taken

    found = await asyncio.gather(*(writer() for _ in range(clients)))
    return [answer for each in found for answer in each]


def _everyone_told(begun: float) -> float:
    """Wait until nothing is left for the readers of the trail; seconds since ``begun``."""
    from palabre.commons.trail.models import Pending

    until = time.monotonic() + 600
    while Pending.objects.filter(parked_at=None).exists():
        if time.monotonic() > until:
            raise RuntimeError("the worker has not told everyone after ten minutes")
        time.sleep(0.25)
    return time.perf_counter() - begun
