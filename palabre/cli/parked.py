"""``palabre parked``: entries that a reader of the trail could not read, to be tried again or let go."""

import argparse

from palabre.cli.django_ready import set_up
from palabre.cli.stopping import Stop

NAME = "parked"
HELP = "Show what a reader of the trail could not read in five attempts; try it again, or let it go."


def arguments(parser: argparse.ArgumentParser) -> None:
    does = parser.add_mutually_exclusive_group()
    does.add_argument("--retry", nargs="*", type=int, metavar="NUMBER", help="read these again; all, unless named")
    does.add_argument("--drop", nargs="+", type=int, metavar="NUMBER", help="nobody will be told of these")


def run(options: argparse.Namespace) -> int:
    """Print one line for each parked entry, or what was done with them. Names and words are not printed."""
    set_up()
    from palabre.commons.trail.pending import let_go, parked, try_again

    numbers = options.retry or options.drop or []
    if unknown := set(numbers) - set(parked().values_list("pk", flat=True)):
        raise Stop(f"nothing is parked under {', '.join(map(str, sorted(unknown)))}. Look: palabre parked")
    if options.retry is not None:
        print(f"{try_again(numbers)} will be read again by the worker.")
    elif options.drop:
        print(f"{let_go(numbers)} let go. Nobody will be told of them; the entries themselves stay.")
    else:
        for each in parked():
            since = f"{each.parked_at:%Y-%m-%d %H:%M} UTC"
            about = f"entry {each.entry_id}, {each.entry.verb}, reader {each.reader}"
            print(f"{each.pk}: {about}, {each.attempts} attempts, {each.failure}, since {since}")
        print(f"{parked().count()} parked." if parked().exists() else "Nothing is parked.")
    return 0
