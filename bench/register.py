"""`bin/bench register FOLDER`: import a file of members, twice, while somebody else writes; and write the table."""

import argparse
import json
import os
import resource
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from bench import machine, place, report

NAME = "register"
HELP = (
    "Import 100,000 members into an empty cooperative in FOLDER, twice, and write bench/results/register-<engine>.md."
)
BRANCHES = 40
WRITER = """
import json, sys, time
from bench import place
place.choose(*json.loads(sys.argv[1]))
from palabre.cli.django_ready import set_up
set_up()
from palabre.people.models import Branch
longest, count = 0.0, 0
while not sys.stdin.closed and time.time() < float(sys.argv[2]):
    begun = time.perf_counter()
    Branch.objects.filter(name="Branch 0").update(name="Branch 0")
    longest, count = max(longest, time.perf_counter() - begun), count + 1
    print(json.dumps([longest, count]), flush=True)
    time.sleep(0.02)
"""


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folder", help="an empty folder, for the database (or DATABASE_URL) and for the file")
    parser.add_argument("--rows", type=int, default=100_000, help="how many people are in the file (default 100,000)")


def run(options: argparse.Namespace) -> int:
    where = (options.folder, os.environ.get("DATABASE_URL", ""))
    place.choose(*where)
    place.migrated()
    entity, keeper = _cooperative()
    data = _file(options.rows)
    (Path(options.folder) / "members.csv").write_bytes(data)
    before = machine.description()
    first, again = (_imported(entity, keeper, data, where) for _time in range(2))
    found = {"rows": options.rows, "size": len(data), "machine": before, "engine": place.engine()}
    path = report.register({**found, "first": first, "again": again})
    print(path.read_text(encoding="utf-8"))
    return 0


def _cooperative() -> tuple[Any, Any]:
    from datetime import timedelta

    from palabre.core import clock
    from palabre.people.models import Branch, College, Cooperative, Duty, Entity, Member, Status

    Cooperative.objects.create(pk=1, name="Bench")
    entity = Entity.objects.create(name="Bench France", country="FR")
    for name in ("membres", "partenaires"):
        College.objects.create(entity=entity, name=name, weight_percent=50)
    Status.objects.create(entity=entity, name="entrepreneuriat salarié")
    Branch.objects.bulk_create(Branch(name=f"Branch {number}", entity=entity) for number in range(BRANCHES))
    keeper = Member.objects.create_user("keeper@example.org", name="Keeper")
    today = clock.today()
    Duty.objects.create(member=keeper, kind="register", from_on=today, until_on=today + timedelta(days=9))
    return entity, keeper


def _file(rows: int) -> bytes:
    lines = ["Matricule;Nom;Prénom;Courriel;Antenne;Collège;Statut;Parts;Depuis"]
    for number in range(rows):
        college = "membres" if number % 10 else "partenaires"
        lines.append(
            f"M{number:06};Nom{number};Prénom;member{number}@example.org;Branch {number % BRANCHES};{college};"
            f"entrepreneuriat salarié;{1 + number % 3};{1 + number % 28:02}/{1 + number % 12:02}/2019"
        )
    return "\n".join(lines).encode("windows-1252")


def _imported(entity: Any, keeper: Any, data: bytes, where: tuple[str, str]) -> dict[str, Any]:
    """Bring in, read, write; each with its seconds, and what an other writer waited longest for the while."""
    from palabre.core import clock
    from palabre.register.actions.imports import apply_import, bring_in_file, name_columns
    from palabre.register.models import RegisterImport
    from palabre.register.queries.imports import sums_of

    resting = _memory()
    words = {"name": "members.csv", "data": data, "full": True, "effective_on": clock.today()}
    seconds, waited, cpu = {}, {}, time.process_time()
    seconds["bring_in"], of = _timed(lambda: bring_in_file(entity, by=keeper, **words))
    name_columns(of, by=keeper, mapping=of.mapping)
    seconds["read"], waited["read"] = _beside_a_writer(where, lambda: _work(of))
    sums = {each.key: each.count for each in sums_of(of)}
    apply_import(RegisterImport.objects.get(pk=of.pk), by=keeper)
    seconds["write"], waited["write"] = _beside_a_writer(where, lambda: _work(of))
    of.refresh_from_db()
    return {
        "seconds": seconds, "waited": waited, "sums": sums, "state": of.state, "cpu": time.process_time() - cpu,
        "memory": _memory() - resting,
    }  # fmt: skip


def _work(of: Any) -> None:
    from palabre.register.actions.imports import work_on_imports

    while work_on_imports():
        pass


def _timed(work: Any) -> tuple[float, Any]:
    begun = time.perf_counter()
    found = work()
    return time.perf_counter() - begun, found


def _beside_a_writer(where: tuple[str, str], work: Any) -> tuple[float, float]:
    """Seconds the work took, and the longest that one small write of another process waited meanwhile."""
    command = [sys.executable, "-c", WRITER, json.dumps(where), str(time.time() + 600)]
    writer = subprocess.Popen(command, stdout=subprocess.PIPE, stdin=subprocess.PIPE, text=True)
    assert writer.stdout
    writer.stdout.readline()  # it has begun
    seconds, _ = _timed(work)
    time.sleep(0.2)
    writer.terminate()
    last = [line for line in writer.stdout.read().splitlines() if line.endswith("]")][-1:]
    return seconds, json.loads(last[0])[0] if last else 0.0


def _memory() -> float:
    """MB at most so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
