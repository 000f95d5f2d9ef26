"""What this chapter holds of a person."""

import secrets
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from palabre.core import clock
from palabre.people import consents
from palabre.people.alone import is_of_one
from palabre.people.holdings import GONE, Holding, Manner, Source, end_today
from palabre.people.models import Belonging, BranchFollow, Consent, Duty, Inscription, Listed, Member, MemberNumber

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
    """By lines that replace those that hold: the register never overwrites one. Reasons that told of them go."""
    lines, last = Belonging.objects.in_force().filter(member=member), clock.today() - timedelta(days=1)
    lines.filter(from_on__gt=last).update(replaced_at=clock.now())  # what began today or later never was
    lines.filter(Q(until_on=None) | Q(until_on__gt=last)).replace(until_on=last)
    others = Belonging.objects.exclude(member=member).exclude(inscription=None).values("inscription")
    theirs = Belonging.objects.filter(member=member).exclude(inscription__in=others).values("inscription")
    Inscription.objects.filter(pk__in=theirs).update(reason="")


def _withdraw_numbers(member: Member, manner: Manner) -> None:
    MemberNumber.objects.filter(member=member, withdrawn_at=None).update(withdrawn_at=clock.now())


def _follow_nothing(member: Member, manner: Manner) -> None:
    BranchFollow.objects.filter(member=member).delete()


def _end_duties(member: Member, manner: Manner) -> None:
    end_today(Duty.objects.filter(member=member))


def _forget_consents(member: Member, manner: Manner) -> None:
    Consent.objects.filter(member=member).delete()


def _in_its_sentence(row: dict[str, Any]) -> dict[str, Any]:
    """A consent as it was asked for; a kind that is no longer asked for keeps its key."""
    asked = consents.registry.get(row["to"])
    return row | {"to": str(asked.sentence)} if asked else row


def _named(row: dict[str, Any]) -> dict[str, Any]:
    return row | {"audience__label": _("You alone")} if is_of_one(row["audience__label"]) else row


def _unlist(member: Member, manner: Manner) -> None:
    Listed.objects.filter(member=member).delete()


ALL = [
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
    Holding(
        key="people.belongings",
        title=_("Your memberships"),
        why=_("They give you a voice. A cooperative keeps a register of its members."),
        until=_("Until the cooperative is dissolved: who could vote on a day must be known for good."),
        sources=(
            Source(
                "people.Belonging", "member",
                (
                    "entity__name", "college__name", "status__name", "branch__name", "shares", "from_on", "until_on",
                    "recorded_at", "replaced_at", "inscription__reason",
                ),
            ),
        ),
        erase=_end_belongings,
        stays=_("They end on the day of the erasure. Dates, college and shares stay under a number without a name."),
    ),
    Holding(
        key="people.numbers",
        title=_("Your member numbers"),
        why=_("By them payroll and accounts know who you are, so that the register follows them."),
        until=_("Until the cooperative is dissolved, with the register they belong to."),
        sources=(Source("people.MemberNumber", "member", ("entity__name", "number", "withdrawn_at")),),
        erase=_withdraw_numbers,
        stays=_("They no longer count, and stay beside a number without a name."),
    ),
    Holding(
        key="people.branches_followed",
        title=_("The branches you follow"),
        why=_("So that you hear of them."),
        until=_("As long as you have an account."),
        sources=(Source("people.BranchFollow", "member", ("branch__name", "from_on", "until_on")),),
        erase=_follow_nothing,
    ),
    Holding(
        key="people.inscriptions",
        title=_("What you wrote in the register of members"),
        why=_("Whoever is written about may know who wrote it, and why."),
        until=_("Until the cooperative is dissolved, with the register itself."),
        sources=(Source("people.Inscription", "by", ("at", "reason")),),
        stays=_("The register stays as it was written, under a number without a name."),
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
        key="people.consents",
        title=_("What you agreed to"),
        why=_("So that it can be shown what you agreed to, since when, and that you took it back."),
        until=_("As long as your account."),
        sources=(Source("people.Consent", "member", ("to", "given", "at"), as_read=_in_its_sentence),),
        erase=_forget_consents,
    ),
    Holding(
        key="people.listed",
        title=_("Lists of readers with you on them"),
        why=_("They let you read what is for few people, such as your own request to join."),
        until=_("As long as what they open."),
        sources=(Source("people.Listed", "member", ("audience__label", "from_at", "until_at"), as_read=_named),),
        erase=_unlist,
    ),
]  # fmt: skip
