"""What this chapter holds of a person."""

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from palabre.people.held import UNDER_A_NUMBER
from palabre.people.holdings import GONE, Holding, Manner, Source, end_today
from palabre.people.models import Member
from palabre.processes.models import Drafter, Seat


def _leave_groups(member: Member, manner: Manner) -> None:
    end_today(Seat.objects.filter(member=member))
    with override(settings.LANGUAGE_CODE):
        Drafter.objects.filter(member=member).update(name=str(GONE))


ALL = [
    Holding(
        key="processes.seats",
        title=_("Your seats in working groups, and documents that name you as a drafter"),
        why=_("A seat lets you write; a document says who wrote it."),
        until=_("As long as the process is part of the record."),
        sources=(
            Source("processes.Seat", "member", ("group__name", "role", "from_on", "until_on")),
            Source("processes.Drafter", "member", ("name", "process__title")),
        ),
        erase=_leave_groups,
        stays=_("Seats end on the day of the erasure, and stay under a number without a name."),
    ),
    Holding(
        key="processes.record",
        title=_("What you wrote down for a process"),
        why=_("An answer, a version or a referral says who gave it."),
        until=_("For good: this is the record of the cooperative."),
        sources=(
            Source("processes.Answer", "by", ("at", "fate", "reason")),
            Source("processes.Edition", "by", ("at", "number", "reason")),
            Source("processes.Referral", "by", ("at", "recommendation__title")),
            Source("processes.Process", "by", ("opened_at", "title", "handed_down_from")),
            Source("processes.Manuscript", "by", ("at", "name"), also=("proposal", "previous")),
            Source("processes.Manuscript", "changed_by", ("at", "name")),
        ),
        stays=UNDER_A_NUMBER,
    ),
]
