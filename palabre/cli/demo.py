"""``palabre demo``: a whole cooperative to walk around in, on this machine only."""

import argparse
import os
import shutil
from pathlib import Path

from palabre.cli.django_ready import set_up
from palabre.cli.server import free_or_stop
from palabre.cli.static_files import gather
from palabre.cli.stopping import Stop, for_disk
from palabre.cli.together import Together
from palabre.cli.translations import compile_all

NAME = "demo"
HELP = "Make a demo cooperative (kept until you remove its folder), serve it on this machine, and print its sign-ins."
HOST = "127.0.0.1"
ROOM_NEEDED = 150 * 1024 * 1024  # bytes: the database, compressed static files, uploads


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--port", type=int, default=8000, help="port to serve on (default 8000)")
    parser.add_argument(
        "--data", type=Path, default=Path(".demo"), metavar="DIR", help="where it lives (default .demo)"
    )
    parser.add_argument("--members", type=int, default=300, metavar="N", help="how many members (default 300)")


def run(options: argparse.Namespace) -> int:
    if options.members < 1:
        raise Stop("--members: a cooperative has at least one member.")
    free_or_stop(HOST, options.port, "--port")
    data = _folder(options.data)
    os.environ.update(PALABRE_MODE="demo", PALABRE_DATA=str(data), PALABRE_URL=f"http://{HOST}:{options.port}")
    os.environ.setdefault("PALABRE_LOG_LEVEL", "WARNING")
    try:
        compile_all()
        set_up()
        _prepare(options.members)
    except OSError as fault:
        raise for_disk(fault, data) from None
    return Together(HOST, options.port).run(once_up=lambda: _welcome(options.port, data))


def _folder(wished: Path) -> Path:
    """The data folder, made if need be. Raises ``Stop`` when it cannot be written to or the disk is full."""
    place = wished.expanduser().resolve()
    try:
        place.mkdir(parents=True, exist_ok=True)
        trial = place / ".trial"
        trial.write_bytes(b"written")
        trial.unlink()
    except OSError as fault:
        raise for_disk(fault, place) from None
    free = shutil.disk_usage(place).free
    if free < ROOM_NEEDED:
        raise Stop(
            f"the disk that holds {place} has {free // 2**20} MB left and the demo needs {ROOM_NEEDED // 2**20} MB. "
            "Free some room, or choose another folder with --data DIR."
        )
    return place


def _prepare(members: int) -> None:
    """Tables, static files, and the cooperative unless it is already there."""
    from django.core.management import call_command
    from django.db import connections

    from palabre.people.models import Cooperative

    call_command("migrate", verbosity=0, interactive=False)
    gather()
    if Cooperative.objects.filter(pk=1).exists():
        _say("The demo cooperative is as you left it.")
    else:
        from palabre.site import demo

        _say(f"Making a demo cooperative with {members} members; this takes a little while …")
        demo.seed(members=members)
    connections.close_all()


def _welcome(port: int, data: Path) -> None:
    from palabre.people.sign_in import KNOWN_PASSWORD
    from palabre.site.demo import cast_sign_ins

    people = [("name", "who", "e-mail address"), *cast_sign_ins()]
    wide = [max(len(str(row[column])) for row in people) for column in (0, 1)]
    _say(f"\nPalabre is at http://{HOST}:{port}/\n\nSign in as one of these, all with the password {KNOWN_PASSWORD}\n")
    for name, who, email in people:
        _say(f"  {name!s:{wide[0]}}  {who!s:{wide[1]}}  {email}")
    _say(f"\nIt lives in {data}; remove that folder to begin again. Ctrl-C stops it.")


def _say(words: str) -> None:
    print(words, flush=True)
