"""What this chapter holds of a person."""

from django.utils.translation import gettext_lazy as _

from palabre.governance.models import Mandate
from palabre.people.held import UNDER_A_NUMBER
from palabre.people.holdings import Holding, Manner, Source, end_today
from palabre.people.models import Member


def _end_mandates(member: Member, manner: Manner) -> None:
    end_today(Mandate.objects.filter(holder=member))


ALL = [
    Holding(
        key="governance.mandates",
        title=_("Your mandates"),
        why=_("They say in which body you sat, and when: whoever decided must be known."),
        until=_("For good: decisions rest on them."),
        sources=(Source("governance.Mandate", "holder", ("body__name", "role", "from_on", "until_on")),),
        erase=_end_mandates,
        stays=_("They end on the day of the erasure, and stay under a number without a name."),
    ),
    Holding(
        key="governance.record",
        title=_("Decisions, news and proofs you wrote down; what was entrusted to you"),
        why=_("A promise has somebody who keeps it, and a decision somebody who wrote it down."),
        until=_("For good: this is the record of the cooperative."),
        sources=(
            Source("governance.Decision", "by", ("at", "outcome", "reason"), also=("amended_text",)),
            Source("governance.ProgressNote", "by", ("at", "status", "text")),
            Source("governance.Proof", "by", ("at", "title", "url")),
            Source("governance.Commitment", "owner", ("reference", "title", "status", "due_on")),
        ),
        stays=UNDER_A_NUMBER,
    ),
]
