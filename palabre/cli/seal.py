"""``palabre seal``: seal what is new in the record now, without waiting for the worker."""

import argparse

from palabre.cli.django_ready import set_up

NAME = "seal"
HELP = "Seal what is new in the record now, and print the newest seal: keep that line somewhere else."


def arguments(parser: argparse.ArgumentParser) -> None:
    """Takes no words of its own."""


def run(options: argparse.Namespace) -> int:
    """Print how many seals were made and, last, the newest one on a line of its own, which may be piped elsewhere."""
    set_up()
    from palabre.commons.trail.sealing import seal_new
    from palabre.commons.trail.seals import line_of, newest_seals

    made = seal_new(None)
    print(f"{made} new seals." if made else "Nothing is new.")
    newest = newest_seals().first()
    if newest:
        print(line_of(newest.number, newest.at, newest.sha256))
    return 0
