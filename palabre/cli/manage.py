"""``palabre manage``: Django's own commands, for whoever knows them."""

import argparse

from palabre.cli.django_ready import set_up

NAME = "manage"
HELP = "Run one of Django's own commands, such as `palabre manage createsuperuser`."


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("words", nargs=argparse.REMAINDER, metavar="...", help="the command and its words")


def run(options: argparse.Namespace) -> int:
    set_up()
    from django.core.management import execute_from_command_line

    execute_from_command_line(["palabre manage", *options.words])
    return 0
