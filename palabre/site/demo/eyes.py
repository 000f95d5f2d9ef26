"""What took two people in Estran: one duty that was confirmed, one that waits for Chloé."""

from datetime import timedelta

from palabre.commons.four_eyes.actions.acts import ask, confirm
from palabre.membership.actions.duties import ENTRUSTING_THE_WHOLE, facts_of_entrusting
from palabre.people.models import Duty, Member
from palabre.site.demo.calendar import ago, on


def two_by_two(cast: dict[str, Member]) -> None:
    """Hugo was entrusted with the register last autumn; Lotte's secretariat was asked for yesterday."""
    farid, chloe = cast["farid"], cast["chloe"]
    with on(ago(70), 9):
        facts = facts_of_entrusting(cast["hugo"], Duty.Kind.REGISTER, ago(-300))
        act = ask(ENTRUSTING_THE_WHOLE, by=farid, facts=facts)
    with on(ago(69), 18):
        confirm(act, by=chloe)
    with on(ago(1), 11):
        facts = facts_of_entrusting(cast["lotte"], Duty.Kind.SECRETARIAT, ago(1) + timedelta(days=540))
        ask(ENTRUSTING_THE_WHOLE, by=farid, facts=facts)
