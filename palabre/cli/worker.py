"""``palabre worker``: what happens by itself (notices, mails, overdue commitments), again and again."""

import argparse
import signal
import threading
from types import FrameType
from typing import TYPE_CHECKING

from palabre.cli.django_ready import set_up

if TYPE_CHECKING:
    from palabre.commons.trail.clocks import Watch

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
    from palabre.commons.trail.clocks import Watch

    watch = Watch()
    while not over.is_set():
        _walk(watch)
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


def _walk(watch: "Watch") -> None:
    """What is due, unless the time cannot be trusted: then nothing is done that a date decides, and it is said."""
    import logging

    from django.db import close_old_connections

    from palabre.commons.trail.rounds import walk_due
    from palabre.core.outage import outage_of

    try:
        close_old_connections()
        if sentence := watch.wrong():
            if watch.may_say():
                logging.getLogger("palabre.rounds").error("the rounds wait for the right time: %s", sentence)
            return
        walk_due()
    except Exception as fault:
        outage = outage_of(fault)
        if outage is None:
            raise
        facts = {"kind": outage.kind}  # the database restarts, the disk is full: it passes, or somebody is told by this
        logging.getLogger("palabre.rounds").error("the rounds wait for the database", extra={"facts": facts})
