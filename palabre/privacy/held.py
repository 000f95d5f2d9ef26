"""What this chapter holds of a person."""

from django.utils.translation import gettext_lazy as _

from palabre.people.held import UNDER_A_NUMBER
from palabre.people.holdings import Holding, Manner, Source
from palabre.people.models import Member
from palabre.privacy.models import Package
from palabre.privacy.retention import forget_sessions


def _end_packages(member: Member, manner: Manner) -> None:
    """Their files go with the next sweep."""
    Package.objects.filter(member=member, gone_at=None).update(ready_at=manner.at, expires_at=manner.at)


ALL = [
    Holding(
        key="privacy.sessions",
        title=_("Your sign-ins on devices"),
        why=_("So that you need not sign in again at each page."),
        until=_("Two weeks after the last page, or until you sign out."),
        forget=forget_sessions,
    ),
    Holding(
        key="privacy.erasures",
        title=_("What you asked about your own data"),
        why=_("So that an erasure is done, and done again if an old backup is restored."),
        until=_("For good: a number, two days, and no name."),
        sources=(
            Source("privacy.Erasure", "member", ("asked_at", "words", "due_at", "undone_at", "done_at")),
            Source("privacy.Package", "member", ("asked_at", "taken_at"), also=("content",)),
        ),
        erase=_end_packages,
        stays=UNDER_A_NUMBER,
    ),
]
