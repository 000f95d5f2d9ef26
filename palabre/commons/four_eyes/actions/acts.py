"""Ask for an exceptional act, confirm it, refuse it, withdraw it. Each stands on the public trail."""

from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from palabre.commons.four_eyes import policies, verbs
from palabre.commons.four_eyes.actions.expiry import close_expired
from palabre.commons.four_eyes.deeds import Deed, Facts, registry
from palabre.commons.four_eyes.models import Act, same_as
from palabre.commons.trail.record import record
from palabre.core import clock
from palabre.core.verdict import no, require
from palabre.people.models import Audience, Member


@transaction.atomic
def ask(deed: Deed, *, by: Member, facts: Facts) -> Act:
    """Ask for ``deed``. Nothing of it happens until somebody else confirms; those who can are told.

    The same thing, asked for again while it waits, is the one that waits. After ``deed.days`` days it expires.
    Raises ``Refused`` when ``by`` may not ask, or when it does not fit as things stand.
    """
    require(policies.may_ask(by, deed, facts))
    close_expired(Act.objects.filter(deed=deed.key, same=same_as(facts)))
    until = clock.now() + timedelta(days=deed.days)
    act, new = Act.objects.get_or_create(
        deed=deed.key, same=same_as(facts), outcome="", defaults={"facts": facts, "asked_by": by, "expires_at": until}
    )
    if new:
        _record(verbs.ASKED, act, by)
    return act


@transaction.atomic
def confirm(act: Act, *, by: Member) -> Act:
    """Do what was asked for, in this transaction: if it cannot be done, nothing is confirmed either.

    Raises ``Refused`` for whoever asked, for whom it concerns, for who may not, when who asked may not any more,
    when it was answered or expired meanwhile (two who confirm at once: the second), and when it no longer fits.
    """
    act = _locked(act)
    require(policies.may_confirm(by, act))
    _answer(act, by, Act.Outcome.CONFIRMED)
    registry[act.deed].perform(act.facts, act.asked_by, by)
    _record(verbs.CONFIRMED, act, by)
    return act


@transaction.atomic
def refuse(act: Act, *, by: Member, reason: str) -> Act:
    """Answer no, with a reason that everyone reads. It may be asked for again. Raises ``Refused`` as ``confirm``."""
    act = _locked(act)
    require(policies.may_answer(by, act))
    if not reason.strip():
        require(no(_("Please say why: everyone may read it.")))
    _answer(act, by, Act.Outcome.REFUSED, reason.strip())
    _record(verbs.REFUSED, act, by)
    return act


@transaction.atomic
def withdraw(act: Act, *, by: Member) -> Act:
    """Take back what one asked for. It stays on the list, as withdrawn. Raises ``Refused``."""
    act = _locked(act)
    require(policies.may_withdraw(by, act))
    _answer(act, by, Act.Outcome.WITHDRAWN)
    _record(verbs.WITHDRAWN, act, by)
    return act


def _locked(act: Act) -> Act:
    # Two may confirm together: the second finds it answered.
    return Act.objects.select_for_update(of=("self",)).select_related("asked_by").get(pk=act.pk)


def _answer(act: Act, by: Member, outcome: Act.Outcome, reason: str = "") -> None:
    act.outcome, act.reason, act.answered_by, act.answered_at = outcome, reason, by, clock.now()
    act.save(update_fields=["outcome", "reason", "answered_by", "answered_at"])


def _record(verb: verbs.Verb, act: Act, by: Member) -> None:
    record(verb, act, by=by, audience=Audience.wide("public"), deed=act.deed)
