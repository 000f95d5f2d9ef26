"""``palabre end-second-step``: for someone who lost their phone, their keys and their recovery codes."""

import argparse

from palabre.cli.django_ready import set_up
from palabre.cli.stopping import Stop

NAME = "end-second-step"
HELP = (
    "End the passkeys, app and recovery codes of an account, once you know who asks. The public log says one was ended."
)


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("email", metavar="EMAIL", help="the address the person signs in with")


def run(options: argparse.Namespace) -> int:
    set_up()
    from palabre.core.verdict import Refused
    from palabre.membership.actions.second_step import end_second_step
    from palabre.people.models import Member

    member = Member.objects.filter(email__iexact=options.email).first()
    if member is None:
        raise Stop("Nobody signs in with this address.")
    try:
        number = end_second_step(member, by=None)
    except Refused as refused:
        raise Stop(str(refused.verdict.reason)) from None
    print(f"Ended: {number}. The password or a code by mail is enough now; the person was told by mail.")
    return 0
