"""What this chapter holds of a person."""

import secrets

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from palabre.people.holdings import GONE, Holding, Manner, Source, end_today
from palabre.people.models import Belonging, Duty, Listed, Member

UNDER_A_NUMBER = _("It stays under a number without a name, so that what was decided and counted does not change.")


def forget_account(member: Member, manner: Manner) -> None:
    """The row stays, for everything points at it; nothing in it says who it was, and nobody signs in with it."""
    with override(settings.LANGUAGE_CODE):
        member.name = str(GONE)
    member.email = f"{secrets.token_hex(16)}@erased.invalid"
    member.pseudonym, member.language, member.last_login = "", settings.LANGUAGE_CODE, None
    member.is_active = member.operates = member.is_superuser = False
    member.set_unusable_password()
    member.save()


def _end_belongings(member: Member, manner: Manner) -> None:
    end_today(Belonging.objects.filter(member=member))


def _end_duties(member: Member, manner: Manner) -> None:
    end_today(Duty.objects.filter(member=member))


def _unlist(member: Member, manner: Manner) -> None:
    Listed.objects.filter(member=member).delete()


# Shown from the last to the first, and after every chapter above in reverse: the account stands on top.
ALL = [
    Holding(
        key="people.listed",
        title=_("Lists of readers with you on them"),
        why=_("They let you read what is for few people, such as your own request to join."),
        until=_("As long as what they open."),
        sources=(Source("people.Listed", "member", ("audience__label", "from_at", "until_at")),),
        erase=_unlist,
    ),
    Holding(
        key="people.duties",
        title=_("Duties entrusted to you"),
        why=_("They say what you may do for the cooperative, and until when."),
        until=_("Until the cooperative is dissolved: who could act on a day must be known for good."),
        sources=(
            Source("people.Duty", "member", ("kind", "entity__name", "branch__name", "from_on", "until_on")),
        ),
        erase=_end_duties,
        stays=_("They end on the day of the erasure, and stay under a number without a name."),
    ),
    Holding(
        key="people.belongings",
        title=_("Your memberships"),
        why=_("They give you a voice. A cooperative keeps a register of its members."),
        until=_("Until the cooperative is dissolved: who could vote on a day must be known for good."),
        sources=(
            Source(
                "people.Belonging", "member",
                ("entity__name", "college__name", "branch__name", "shares", "from_on", "until_on"),
            ),
        ),
        erase=_end_belongings,
        stays=_("They end on the day of the erasure. Dates, college and shares stay under a number without a name."),
    ),
    Holding(
        key="people.account",
        title=_("Your account"),
        why=_("So that you can sign in, be written to, and be named beside your words."),
        until=_("As long as you have an account."),
        sources=(
            Source(
                "people.Member", "id", ("name", "pseudonym", "email", "language", "joined_at", "last_login"),
                also=("password", "is_active", "operates", "is_superuser"),
            ),
        ),
        erase=forget_account,
        stays=UNDER_A_NUMBER,
    ),
]  # fmt: skip
