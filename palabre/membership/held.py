"""What this chapter holds of a person."""

from datetime import timedelta

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.utils.translation import gettext_lazy as _

from palabre.core import clock
from palabre.membership.models import JoinRequest, Token
from palabre.membership.policies import may_leave_it
from palabre.people.holdings import Holding, Manner, Source
from palabre.people.models import Duty, Member

ANSWERED_KEPT_FOR = timedelta(days=365)
TOKENS_KEPT_FOR = timedelta(days=365)


def _forget(member: Member, manner: Manner) -> None:
    JoinRequest.objects.filter(member=member).delete()
    Token.objects.filter(member=member).delete()
    EmailAddress.objects.filter(user=member).delete()


def _forget_sign_in(member: Member, manner: Manner) -> None:
    Authenticator.objects.filter(user=member).delete()
    SocialAccount.objects.filter(user=member).delete()
    for session in UserSession.objects.filter(user=member):
        session.end()


def forget_old() -> int:
    """Requests answered and tokens over for more than a year. Gives how many; what they opened is not touched."""
    asked = JoinRequest.objects.filter(answered_at__lt=clock.now() - ANSWERED_KEPT_FOR).exclude(outcome="")
    over = Token.objects.over_on(clock.today()).filter(ends_on__lt=clock.today() - TOKENS_KEPT_FOR)
    return asked.delete()[0] + over.delete()[0]


def last_of_the_secretariat(member: Member) -> str:
    """Whoever keeps the secretariat of the whole alone hands it on first."""
    for duty in Duty.objects.on(clock.today()).filter(member=member).over():
        if not (may := may_leave_it(duty)):
            return str(may.reason)
    return ""


ALL = [
    Holding(
        key="membership.joining",
        title=_("Your addresses, your requests to join, and your tokens"),
        why=_("So that you can sign in, be admitted, and let a program of yours read."),
        until=_("Addresses: as long as your account. A request, a token: a year after it is over."),
        sources=(
            Source("account.EmailAddress", "user", ("email", "verified", "primary")),
            Source("membership.JoinRequest", "member", ("branch__name", "message", "asked_at", "outcome", "reason")),
            Source("membership.Token", "member", ("name", "scope", "made_at", "ends_on", "used_on"), also=("sha256",)),
        ),
        erase=_forget,
        forget=forget_old,
    ),
    Holding(
        key="membership.sign_in",
        title=_("Your keys, your account of another house, and where you are signed in"),
        why=_("So that you sign in with them, and see from which devices you are signed in."),
        until=_(
            "A key, an account of another house: until you remove it. A session: until it is over, two weeks after its "
            "last use at most."
        ),
        sources=(
            Source("mfa.Authenticator", "user", ("type", "created_at", "last_used_at"), also=("data",)),
            Source(
                "socialaccount.SocialAccount",
                "user",
                ("provider", "uid", "date_joined", "last_login"),
                also=("extra_data",),
            ),
            Source(
                "usersessions.UserSession",
                "user",
                ("user_agent", "ip", "created_at", "last_seen_at"),
                also=("session_key", "data"),
            ),
        ),
        erase=_forget_sign_in,
    ),
    Holding(
        key="membership.answers",
        title=_("Requests to join that you answered"),
        why=_("Whoever asked may know who answered."),
        until=_("A year after the answer."),
        sources=(Source("membership.JoinRequest", "answered_by", ("answered_at", "outcome")),),
    ),
]
