"""What this chapter holds of a person: files of members, their rows, and who brought them in."""

from django.utils.translation import gettext_lazy as _

from palabre.people.holdings import Holding, Manner, Source
from palabre.people.models import Member
from palabre.register.models import ImportRow


def _forget_rows(member: Member, manner: Manner) -> None:
    """Called before or after the address is gone: rows that were tied to the account, or name its address."""
    ImportRow.objects.filter(member=member).delete()
    ImportRow.objects.filter(email=member.email).delete()


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
]  # fmt: skip
