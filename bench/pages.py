"""`bin/bench pages SMALL LARGE`: what each page costs, beside a bare Django page, on two places filled by `seed`."""

import argparse
import asyncio
import json
import statistics
import subprocess
import sys
from dataclasses import asdict, dataclass
from typing import Any

from bench import client, looking, machine, place, report
from bench.served import Served, serving, used

NAME = "pages"
HELP = "Measure the pages on two seeded folders, the small and the large, and write bench/results/pages-<engine>.md."
ROUNDS = 3
CLIENTS = (1, 8, 16)


@dataclass
class Figures:
    """One page for one reader. Milliseconds of CPU a request over all processes; latencies of a warm page."""

    name: str
    viewer: str
    queries_cold: int
    queries_warm: int
    bytes: int
    warm: float  # the reader has it again
    first: float  # somebody has had it, this reader has not
    cold: float  # something happened since: nobody has had it as it is now
    latency: dict[str, list[float]]  # clients -> median and 95th percentile, milliseconds


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folders", nargs="+", help="folders that `bin/bench seed --data` filled, the smallest first")
    parser.add_argument("--times", type=int, default=60, help="askings of a warm page a round (default 60)")
    parser.add_argument("--rounds", type=int, default=ROUNDS, help=f"each figure is the middle one (default {ROUNDS})")
    parser.add_argument("--raw", action="store_true", help="print the figures of one folder as JSON; write nothing")


def run(options: argparse.Namespace) -> int:
    if options.raw:
        print(json.dumps(measured(options.folders[0], options.times, options.rounds)))
        return 0
    told = []
    for folder in options.folders:
        command = [sys.executable, "-m", "bench", NAME, folder, "--raw"]
        command += ["--times", str(options.times), "--rounds", str(options.rounds)]
        told.append(json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout))
    path = report.pages(told)
    print(path.read_text(encoding="utf-8"))
    return 0


def measured(folder: str, times: int, rounds: int) -> dict[str, Any]:
    """Start the server on what is in the folder and ask everything."""
    facts = place.ready(folder)
    with serving():
        pass  # the static files are gathered and named once, at the first start ever
    cookies = looking.sessions(max(CLIENTS) + times)
    before = machine.description()
    with serving() as served:
        figures = asyncio.run(_all(served, cookies, times, rounds))
        weight = served.memory()
        return {
            **facts,
            "engine": place.engine(),
            "machine": before,
            "first_page": served.first_page,
            "workers_bytes": weight[0],
            "above_bytes": weight[1],
            "figures": [asdict(each) for each in figures],
        }


async def _all(served: Served, cookies: list[dict[str, str]], times: int, rounds: int) -> list[Figures]:
    asked = [(name, path, viewer) for name, path in looking.pages() for viewer in ("nobody", "member")]
    asked = [each for each in asked if _may(each[0], each[2])]
    costs: dict[tuple[str, str], list[tuple[float, float, float]]] = {}
    for _ in range(rounds):
        for name, path, viewer in asked:
            costs.setdefault((name, viewer), []).append(await _costs(served, path, viewer, cookies, times))
    found = []
    for name, path, viewer in asked:
        counted = looking.queries(path, cookies[0] if viewer == "member" else {})
        warm, first, cold = (statistics.median(each) for each in zip(*costs[name, viewer], strict=True))
        latency = await _latency(served, path, cookies, times) if viewer == "member" else {}
        found.append(Figures(name, viewer, *counted, warm, first, cold, latency))
        print(f"{name}, {viewer}: {warm:.2f} {first:.2f} {cold:.2f} ms", file=sys.stderr, flush=True)
    return found


def _may(name: str, viewer: str) -> bool:
    """One's own words and what is behind the login are for those who are signed in; the bare one for both."""
    return viewer == "member" or name not in ("bare, signed in", "my words")


async def _costs(
    served: Served, path: str, viewer: str, cookies: list[dict[str, str]], times: int
) -> tuple[float, float, float]:
    """Milliseconds of CPU a request: warm, first of a reader, cold."""
    mine = cookies[0] if viewer == "member" else {}
    reader = client.Connection(served.port, mine)
    for _ in range(3):
        await client.timed(reader, path)
    warm = await _cost(served, [(reader, False)] * times, path)
    others = [(client.Connection(served.port, each if mine else {}), False) for each in cookies[1 : 1 + times // 3]]
    for other, _ in others:
        other.share(reader)  # the same connection, so that the same process answers
    looking.turn()
    await client.timed(reader, path)
    first = await _cost(served, others, path)
    cold = await _cost(served, [(reader, True)] * max(8, times // 6), path)
    reader.close()
    return warm, first, cold


async def _cost(served: Served, askings: list[tuple[client.Connection, bool]], path: str) -> float:
    total = 0.0
    before = served.cpu()
    for reader, after_a_turn in askings:
        if after_a_turn:
            looking.turn()
        await client.timed(reader, path)
    total = used(before, served.cpu())
    return total / len(askings) * 1000


async def _latency(served: Served, path: str, cookies: list[dict[str, str]], times: int) -> dict[str, list[float]]:
    found = {}
    for count in CLIENTS:
        readers = [client.Connection(served.port, each) for each in cookies[:count]]
        await client.together(readers, 2 * count, lambda reader: client.timed(reader, path))
        taken = await client.together(readers, max(2 * times, 6 * count), lambda reader: client.timed(reader, path))
        found[str(count)] = [statistics.median(taken) * 1000, statistics.quantiles(taken, n=20)[-1] * 1000]
        for reader in readers:
            reader.close()
    return found
