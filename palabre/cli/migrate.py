"""``palabre migrate``: make or update the tables."""

import argparse

from palabre.cli.django_ready import set_up

NAME = "migrate"
HELP = "Make or update the tables of the database, and put back what keeps the record."


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--plan", action="store_true", help="only say what would be done")


def run(options: argparse.Namespace) -> int:
    set_up()
    from django.conf import settings
    from django.core.management import call_command

    settings.DATA.mkdir(parents=True, exist_ok=True)
    call_command("migrate", plan=options.plan, interactive=False)
    return 0
