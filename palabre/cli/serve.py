"""``palabre serve``: the pages, for real. Refuses to start when something would make it unsafe or wrong."""

import argparse
import os
import sys

from palabre.cli.django_ready import set_up
from palabre.cli.server import free_or_stop, granian
from palabre.cli.static_files import gather
from palabre.cli.stopping import Stop
from palabre.cli.translations import compile_all

NAME = "serve"
HELP = "Serve the pages. Refuses to start without secret, hosts, up-to-date tables and the triggers of the record."


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default 127.0.0.1)")
    parser.add_argument("--port", type=int, default=8000, help="port to listen on (default 8000)")
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1, help="processes (default: one a core)")


def run(options: argparse.Namespace) -> int:
    compile_all()
    set_up()
    from django.db import connections

    from palabre.cli import readiness

    if findings := list(readiness.unready()):
        raise Stop("not started.\n" + "\n".join(f"- {finding.sentence}" for finding in findings))
    free_or_stop(options.host, options.port, "palabre serve --port")
    gather()
    connections.close_all()
    command = granian(options.host, options.port, workers=options.workers)
    sys.stdout.flush()
    os.execv(command[0], command)  # noqa: S606 -- granian takes our place, and the signals with it
