"""Who may join, who answers, who may change a name or the cooperative's look."""

from datetime import date, timedelta
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.utils.translation import gettext as _

from palabre.core import clock
from palabre.core.components.dates import in_words
from palabre.core.nouns import said
from palabre.core.verdict import YES, Verdict, no, not_yet
from palabre.membership.models import JoinRequest, Token
from palabre.people.models import Branch, Duty, Entity, Member
from palabre.people.policies import holds_duty

# Per account. A typing error, a second thought and a third are nobody's business; a name that never stops moving, or
# a request after each refusal, keeps others busy.
MOST_NAMES, NAMES_WITHIN = 5, timedelta(hours=24)
MOST_REQUESTS, REQUESTS_WITHIN = 3, timedelta(days=7)
LONGEST_TOKEN = timedelta(days=365)
MOST_TOKENS = 10  # open at once
MOST_MADE, TOKENS_WITHIN = 20, timedelta(hours=24)
LONGEST_DUTY = timedelta(days=5 * 366)
CONFIRMED_BY = (Duty.Kind.SECRETARIAT, Duty.Kind.REGISTER)


def may_ask_to_join(viewer: Any) -> Verdict:
    if not viewer.is_authenticated:
        return no(_("Sign in first: an account takes a minute."))
    if viewer.belongs():
        return no(_("You are a member already."))
    if opens_on := opening_of(viewer):
        return no(_("Your membership is decided: it opens on %(day)s.") % {"day": in_words(opens_on)})
    if JoinRequest.objects.filter(member=viewer, outcome="").exists():
        return no(_("You have asked already; you will be told as soon as it is answered."))
    if JoinRequest.objects.filter(member=viewer, asked_at__gt=clock.now() - REQUESTS_WITHIN).count() >= MOST_REQUESTS:
        return not_yet(_("You have asked several times this week. Please wait some days, or write to the secretariat."))
    return YES


def may_change_again(lately: int) -> Verdict:
    """Whether someone who changed their name ``lately`` times within ``NAMES_WITHIN`` may do it once more."""
    if lately < MOST_NAMES:
        return YES
    return not_yet(_("You have changed your name several times today. Please wait until tomorrow."))


def opening_of(member: Member) -> date | None:
    """The day on which a membership that was granted already will open; None when there is none ahead."""
    ahead = member.belongings.in_force().filter(from_on__gt=clock.today()).order_by("from_on")
    return ahead.values_list("from_on", flat=True).first()


def may_see_admissions(viewer: Any) -> Verdict:
    """Whoever answers requests somewhere, be it in one branch. Which: ``JoinRequest.objects.entrusted_to`` says."""
    signed_in = viewer.is_authenticated and viewer.is_active
    if signed_in and viewer.duties.on(clock.today()).filter(kind__in=JoinRequest.ANSWERED_BY).exists():
        return YES
    return no(_("Requests to join are read by the secretariat and by those who keep the register of members."))


def may_answer(viewer: Any, request: JoinRequest) -> Verdict:
    """Whether ``viewer`` may admit or decline: by a duty that counts in the branch, never for oneself, once."""
    if not (may := may_see_admissions(viewer)):
        return may
    if not any(holds_duty(viewer, kind, branch=request.branch) for kind in JoinRequest.ANSWERED_BY):
        return no(_("This request is for %(a_branch)s whose register others keep.") % {"a_branch": said("branch", "a")})
    return may_answer_this(viewer, request)


def may_answer_this(viewer: Any, request: JoinRequest) -> Verdict:
    """The same for someone who holds the duty there; asks nothing of the database, so a list may ask it of each."""
    if request.member_id == viewer.pk:
        return no(_("This is your own request: someone else answers it."))
    if request.outcome:
        return no(_("This request has been answered already."))
    return YES


def may_change_name(viewer: Any, member: Member) -> Verdict:
    """One's own only: not even an operator renames someone."""
    return YES if viewer.is_authenticated and viewer.pk == member.pk else no(_("Only they may change their name."))


def may_name_witnesses(viewer: Any) -> Verdict:
    if holds_duty(viewer, Duty.Kind.SECRETARIAT):
        return YES
    return no(_("The secretariat names the witnesses of the record."))


def may_choose_closing(viewer: Any) -> Verdict:
    if holds_duty(viewer, Duty.Kind.SECRETARIAT):
        return YES
    return no(_("The secretariat chooses what becomes of the accounts of those who left."))


def may_dress_cooperative(viewer: Any) -> Verdict:
    if holds_duty(viewer, Duty.Kind.SECRETARIAT):
        return YES
    return no(_("The secretariat keeps the cooperative’s name and look."))


def may_make_token(viewer: Any) -> Verdict:
    """Members only: for whoever is none, a program reads nothing that it would not read without a token."""
    if not (viewer.is_authenticated and viewer.is_active and viewer.belongs()):
        return no(_("Tokens are for members. What everyone may read, a program reads without one."))
    if Token.objects.open_on(clock.today()).filter(member=viewer).count() >= MOST_TOKENS:
        return no(_("You have ten tokens. End one that you no longer need, then make another."))
    return YES


def may_have_scope(viewer: Any, scope: str) -> Verdict:
    """Only who keeps the register somewhere lets a program write in it; where, is asked again at each writing."""
    if (
        scope == Token.Scope.REGISTER
        and not viewer.duties.on(clock.today()).filter(kind__in=Duty.KEEPS_REGISTER).exists()
    ):
        return no(_("Only who keeps the register can let a program write in it."))
    return YES


def may_end_on(day: date) -> Verdict:
    """A token ends, and not in years."""
    if clock.today() <= day <= clock.today() + LONGEST_TOKEN:
        return YES
    return no(_("Please choose a day from today on, within a year."))


def may_name_token(member: Member, name: str) -> Verdict:
    """Two of one name could not be told apart. One whose last day has passed stands in nobody's way."""
    if Token.objects.filter(member=member, name=name, ended_at=None).exists():
        return no(_("You have a token of this name already. End it first, or choose another name."))
    return YES


def may_make_again(lately: int) -> Verdict:
    """Whether someone who made ``lately`` tokens within ``TOKENS_WITHIN`` may make one more."""
    return YES if lately < MOST_MADE else not_yet(_("You have made many tokens today. Please wait until tomorrow."))


def may_end_token(viewer: Any, token: Token) -> Verdict:
    """One's own only."""
    if viewer.is_authenticated and viewer.pk == token.member_id:
        return YES
    return no(_("Only the person who made it may end it."))


def may_see_duties(viewer: Any) -> Verdict:
    """Members know to whom their cooperative entrusted what."""
    if viewer.is_authenticated and viewer.is_active and viewer.belongs():
        return YES
    return no(_("Members read to whom the cooperative entrusted what."))


def may_entrust(viewer: Any) -> Verdict:
    if holds_duty(viewer, Duty.Kind.SECRETARIAT):
        return YES
    return no(_("Whoever keeps the secretariat of the whole cooperative entrusts duties."))


def may_confirm_duties(viewer: Any) -> Verdict:
    """Of an exceptional act about a duty for the whole: those who hold one for the whole."""
    if any(holds_duty(viewer, kind) for kind in CONFIRMED_BY):
        return YES
    return no(_("Those who keep the secretariat or the register of the whole cooperative confirm this."))


def may_hold(member: Member, kind: str, *, branch: Branch | None, entity: Entity | None, until_on: date) -> Verdict:
    """Whether this duty can be opened for ``member`` as things stand: a member, a day not too far, not held already."""
    if not (member.is_active and member.belongs()):
        return no(_("A duty is entrusted to a member of the cooperative."))
    return may_be_open(member, kind, branch=branch, entity=entity, until_on=until_on)


def may_be_open(member: Member, kind: str, *, branch: Branch | None, entity: Entity | None, until_on: date) -> Verdict:
    if not clock.today() <= until_on <= clock.today() + LONGEST_DUTY:
        return no(_("Please choose a day from today on, within five years."))
    held = member.duties.on(clock.today()).filter(kind=kind, branch=branch, entity=entity).first()
    if held and held.until_on >= until_on:
        return no(_("This person holds this duty there already, until %(day)s.") % {"day": in_words(held.until_on)})
    return YES


def may_end_duty(viewer: Any, duty: Duty) -> Verdict:
    """One's own, or any by who entrusts them; never the last secretariat of the whole, or nobody could entrust."""
    if duty.member_id != viewer.pk and not (may := may_entrust(viewer)):
        return may
    if is_over(duty):
        return no(_("This duty has ended already."))
    return may_leave_it(duty)


def may_leave_it(duty: Duty) -> Verdict:
    """The last secretariat of the whole stays until somebody else has it."""
    if is_for_the_whole(duty) and duty.kind == Duty.Kind.SECRETARIAT and not _others_hold(duty):
        return no(_("Nobody else keeps the secretariat of the whole cooperative. Entrust it to somebody first."))
    return YES


def may_end_alone(viewer: Any, duty: Duty) -> Verdict:
    """Without a second person: one's own, and what is not for the whole."""
    if duty.member_id == viewer.pk or not is_for_the_whole(duty):
        return YES
    return no(_("Ending somebody else’s duty over the whole cooperative takes two people: ask for it first."))


def may_entrust_first(by: Member | None) -> Verdict:
    """From the machine's command line, until two people can do it: one to ask, one to confirm."""
    if by is not None:
        return no(_("Only the command line of the machine does this."))
    holders = Duty.objects.on(clock.today()).filter(kind__in=CONFIRMED_BY, member__is_active=True).over()
    if holders.values("member").distinct().count() >= 2:
        return no(
            _("Two people hold a duty for the whole already: one asks on the page of duties, the other confirms.")
        )
    return YES


def is_for_the_whole(duty: Duty) -> bool:
    return duty.branch_id is None and duty.entity_id is None


def is_over(duty: Duty) -> bool:
    return duty.until_on < clock.today()


def _others_hold(duty: Duty) -> bool:
    there = Duty.objects.on(clock.today()).filter(kind=duty.kind, member__is_active=True).over()
    return there.exclude(member=duty.member_id).exists()


def may_end_session(viewer: Any, session: Any) -> Verdict:
    """Only one's own (allauth's ``UserSession``)."""
    return YES if session.user_id == viewer.pk else no(_("This is not your session."))


def may_end_second_step(by: Member | None, *, has_one: bool) -> Verdict:
    if by is not None:
        return no(_("Only the command line of the machine does this."))
    return YES if has_one else no(_("This account has no second step."))


def may_unlink(member: Any) -> Verdict:
    """Another house’s account is let go where another way in is left: codes by mail, a password, a key."""
    by_mail = EmailAddress.objects.filter(user=member, verified=True).exists()
    by_key = Authenticator.objects.filter(user=member, type=Authenticator.Type.WEBAUTHN).exists()
    if by_mail or by_key or member.has_usable_password():
        return YES
    return no(_("It is your last way to sign in. Confirm an e-mail address or choose a password first."))
