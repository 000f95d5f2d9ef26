"""``palabre push-key``: a key by which browsers know this house."""

import argparse

from palabre.cli.django_ready import set_up

NAME = "push-key"
HELP = "Print a new key for messages to browsers; put it into PALABRE_PUSH_KEY, and keep it: a new one ends them all."


def arguments(parser: argparse.ArgumentParser) -> None:
    """Takes no words of its own."""


def run(options: argparse.Namespace) -> int:
    """Print one line, for the settings. Writes nothing."""
    set_up()
    from palabre.commons.notices.pushing.sealed import new_key

    print(f"PALABRE_PUSH_KEY={new_key()}")
    return 0
