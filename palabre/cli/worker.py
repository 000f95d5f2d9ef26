"""``palabre worker``: what happens by itself (notices, mails, overdue commitments), again and again."""

import argparse
import signal
import threading
from types import FrameType

from palabre.cli.django_ready import set_up

NAME = "worker"
HELP = "Do what happens by itself: tell people, send mail, notice what is overdue. Several may run."
REST = 1.0  # seconds between two looks at what is due


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--once", action="store_true", help="do what is due now, then stop (for cron)")


def run(options: argparse.Namespace) -> int:
    set_up()
    if options.once:
        from palabre.commons.trail.rounds import walk_due

        for name, count in walk_due().items():
            print(f"{name}: {count}")
        return 0
    over = _until_told_to_stop()
    while not over.is_set():
        _walk()
        over.wait(REST)
    return 0


def _until_told_to_stop() -> threading.Event:
    """Set by SIGTERM or Ctrl-C. The round under way is finished first."""
    over = threading.Event()

    def stop(number: int, frame: FrameType | None) -> None:
        over.set()

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    return over


def _walk() -> None:
    import logging

    from django.db import close_old_connections

    from palabre.commons.trail.rounds import walk_due
    from palabre.core.outage import outage_of

    try:
        close_old_connections()
        walk_due()
    except Exception as fault:
        outage = outage_of(fault)
        if outage is None:
            raise
        facts = {"kind": outage.kind}  # the database restarts, the disk is full: it passes, or somebody is told by this
        logging.getLogger("palabre.rounds").error("the rounds wait for the database", extra={"facts": facts})
