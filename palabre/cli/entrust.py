"""``palabre entrust``: a new cooperative's first secretariat, and a second when only one is left."""

import argparse
from datetime import date, timedelta

from palabre.cli.django_ready import set_up
from palabre.cli.stopping import Stop

NAME = "entrust"
HELP = "Entrust an account with a duty over the whole, while fewer than two people hold one. The public log says so."


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("email", metavar="EMAIL", help="the address the person signs in with")
    parser.add_argument("--duty", choices=["secretariat", "register"], default="secretariat", help="which duty")
    parser.add_argument("--until", metavar="DAY", help="its last day, such as 2027-12-31 (default: in a year)")


def run(options: argparse.Namespace) -> int:
    set_up()
    from palabre.core import clock
    from palabre.core.verdict import Refused
    from palabre.membership.actions.duties import entrust_first
    from palabre.people.models import Member

    until_on = _day(options.until) or clock.today() + timedelta(days=365)
    member = Member.objects.filter(email__iexact=options.email, is_active=True).first()
    if member is None:
        raise Stop("Nobody signs in with this address. The person makes an account first, on the site.")
    try:
        duty = entrust_first(member, by=None, kind=options.duty, until_on=until_on)
    except Refused as refused:
        raise Stop(str(refused.verdict.reason)) from None
    print(f"Entrusted over the whole cooperative, until {duty.until_on.isoformat()}. The public log says so.")
    return 0


def _day(words: str | None) -> date | None:
    try:
        return date.fromisoformat(words) if words else None
    except ValueError:
        raise Stop(f"--until {words}: a day is written like 2027-12-31.") from None
