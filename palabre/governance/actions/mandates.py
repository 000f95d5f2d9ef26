"""Mandates open, end early, are resigned from, and are confirmed by the assembly."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from palabre.commons.trail.record import record
from palabre.core import clock
from palabre.core.verdict import require
from palabre.governance import mandate_policies as policies
from palabre.governance import verbs
from palabre.governance.limits import require_within_limits
from palabre.governance.models import Body, Mandate
from palabre.people.models import Audience, College, Member


@transaction.atomic
def open_mandate(
    body: Body,
    *,
    by: Member,
    holder: Member,
    role: str,
    from_on: date,
    until_on: date,
    obtained: str,
    replaces: Mandate | None = None,
    college: College | None = None,
) -> Mandate:
    """Write down that ``holder`` sits in ``body`` from ``from_on`` until ``until_on``, both included.

    They are told, then whoever sits there. A co-option counts from its first day and waits to be confirmed. What was
    decided on a day in the past stays as it is. Raises ``Refused`` when ``by`` may not (for oneself: never; from a
    day in the past: only the secretariat), ``ValidationError`` (by field, with the article of the statutes) when a
    limit of the body is passed, they sit there already, hold what does not go together with it, or were no member on
    the first day. Where seats are by college, ``college`` says whose this is; it may be left out for whoever belongs to
    one of them.
    """
    body = _locked(body)
    require(policies.may_open_mandate(by, body, holder=holder, from_on=from_on))
    mandate = Mandate(
        body=body, holder=holder, role=role, from_on=from_on, until_on=until_on, obtained=obtained, replaces=replaces,
        college=college,
    )  # fmt: skip
    _require_free(mandate)
    require_within_limits(mandate, by)
    mandate.save()
    _record(verbs.MANDATE_OPENED, mandate, by)
    return mandate


@transaction.atomic
def end_mandate(mandate: Mandate, *, by: Member, on: date, because: str) -> Mandate:
    """End ``mandate`` early: ``on`` is its last day; from the day after it gives no rights.

    The end that was foreseen is kept beside. Raises ``Refused`` when ``by`` may not, ``ValidationError`` (by field)
    for a day outside the mandate.
    """
    mandate = _read_again(mandate)
    require(policies.may_end_mandate(by, mandate, on=on))
    _end(mandate, on, because)
    _record(verbs.MANDATE_ENDED, mandate, by)
    return mandate


@transaction.atomic
def resign_mandate(mandate: Mandate, *, by: Member, on: date) -> Mandate:
    """Leave one's own seat: ``on``, today or later, is the last day.

    Whoever sits there is told, and the secretariat. That it was a resignation is read by whoever has an account, as
    everywhere. Raises ``Refused`` when it is not theirs, has ended, or for a day in the past; ``ValidationError`` (by
    field) for a day outside the mandate.
    """
    mandate = _read_again(mandate)
    require(policies.may_resign(by, mandate, on=on))
    _end(mandate, on, Mandate.Ended.RESIGNED)
    body = mandate.body
    public = body.audience.reach == Audience.Reach.PUBLIC
    audience = Audience.wide(Audience.Reach.SIGNED_IN) if public else body.audience
    facts: dict[str, Any] = {"body": body.pk, "body_name": body.name, "holder": mandate.holder_id}
    record(verbs.MANDATE_RESIGNED, mandate, by=by, audience=audience, **facts)
    return mandate


def _end(mandate: Mandate, on: date, because: str) -> None:
    if on < mandate.from_on:
        raise ValidationError({"on": _("The mandate had not begun that day.")})
    if on >= mandate.until_on:
        raise ValidationError({"on": _("The mandate ends by then anyway. Please choose an earlier day.")})
    mandate.planned_until_on, mandate.until_on, mandate.ended_because = mandate.until_on, on, because
    mandate.save(update_fields=["planned_until_on", "until_on", "ended_because"])


@transaction.atomic
def confirm_mandate(mandate: Mandate, *, by: Member, on: date) -> Mandate:
    """Write down that the assembly confirmed a co-option ``on`` that day. Its dates stay as they are.

    Raises ``Refused`` when ``by`` may not, when it was no co-option or is confirmed already; ``ValidationError`` (by
    field) for a day before the mandate, or still to come.
    """
    mandate = _read_again(mandate)
    require(policies.may_confirm_mandate(by, mandate))
    if not mandate.from_on <= on <= clock.today():
        raise ValidationError({"on": _("Please choose the day of the assembly: since the mandate began, up to today.")})
    mandate.confirmed_on = on
    mandate.save(update_fields=["confirmed_on"])
    _record(verbs.MANDATE_CONFIRMED, mandate, by)
    return mandate


def _locked(body: Body) -> Body:
    """Two people may open mandates together: one after the other, or both would find the last seat free."""
    return Body.objects.select_for_update(of=("self",), no_key=True).get(pk=body.pk)


def _read_again(mandate: Mandate) -> Mandate:
    _locked(mandate.body)
    return Mandate.objects.select_for_update(of=("self",)).select_related("body__audience", "holder").get(pk=mandate.pk)


def _require_free(mandate: Mandate) -> None:
    left = mandate.replaces
    if left is None:
        return
    if left.body_id != mandate.body_id:
        raise ValidationError({"replaces": _("This seat is in another body.")})
    if left.replaced_by.exists():
        raise ValidationError({"replaces": _("Somebody has taken up this seat already.")})
    if left.until_on >= mandate.from_on:
        raise ValidationError(
            {"replaces": _("This seat is not free yet on the first day. Please end that mandate first.")}
        )


def _record(verb: verbs.Verb, mandate: Mandate, by: Member) -> None:
    body = mandate.body
    record(verb, mandate, by=by, audience=body.audience, body=body.pk, body_name=body.name, holder=mandate.holder_id)
