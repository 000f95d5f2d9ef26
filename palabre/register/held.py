"""What this chapter holds of a person: files of members, their rows, and who brought them in."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from palabre.core import clock
from palabre.people.holdings import Holding, Manner, Source
from palabre.people.models import Member
from palabre.register.models import ImportRow, Invitation

INVITATIONS_KEPT_FOR = timedelta(days=365)


def _forget_rows(member: Member, manner: Manner) -> None:
    """Called before or after the address is gone: rows that were tied to the account, or name its address."""
    ImportRow.objects.filter(member=member).delete()
    ImportRow.objects.filter(email=member.email).delete()


def _forget_invitations(member: Member, manner: Manner) -> None:
    Invitation.objects.filter(member=member).delete()


def forget_old_invitations() -> int:
    """Those that are over for more than a year. Gives how many; the accounts they opened are not touched."""
    return Invitation.objects.filter(ends_at__lt=clock.now() - INVITATIONS_KEPT_FOR).delete()[0]


ALL = [
    Holding(
        key="register.rows",
        title=_("Rows about you in files of members"),
        why=_("So that whoever keeps the register sees what a file changed, row by row."),
        until=_("Thirty days after the file was written in the register; the file itself goes at once."),
        sources=(
            Source(
                "register.ImportRow", "member",
                (
                    "line", "kind", "why", "number", "name", "email", "college__name", "branch__name", "status__name",
                    "shares", "from_on", "until_on",
                ),
            ),
        ),
        erase=_forget_rows,
    ),
    Holding(
        key="register.files",
        title=_("Files of members that you brought in"),
        why=_("The register says where its lines come from, and who let them be written."),
        until=_("Until the cooperative is dissolved, with the register itself."),
        sources=(
            Source("register.RegisterImport", "by", ("entity__name", "name", "at", "state"),
                   also=("headers", "mapping", "problem")),
            Source("register.RegisterImport", "applied_by", ("entity__name", "name", "applied_at")),
        ),
        stays=_("The register stays as it was written, under a number without a name."),
    ),
    Holding(
        key="register.invitations",
        title=_("Invitations to open your account"),
        why=_("So that whoever keeps the register sees who was invited, and that one person opens one account."),
        until=_("A year after the invitation is over."),
        sources=(
            Source(
                "register.Invitation", "member",
                ("entity__name", "address", "at", "ends_at", "mailed_at", "accepted_at", "withdrawn_at"),
                also=("sha256",),
            ),
        ),
        erase=_forget_invitations,
        forget=forget_old_invitations,
    ),
    Holding(
        key="register.inviters",
        title=_("Invitations that you sent"),
        why=_("The register says who invited whom."),
        until=_("A year after the invitation is over; that you invited everybody, as long as the register."),
        sources=(
            Source("register.Invitation", "by", ("entity__name", "at")),
            Source("register.InvitationRound", "by", ("entity__name", "at")),
        ),
        stays=_("They stay, under a number without a name."),
    ),
]  # fmt: skip
