"""Lines of the register about one person: opened, corrected, ended. Nothing is overwritten."""

from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from palabre.commons.trail.record import record
from palabre.core.verdict import Verdict, no, require
from palabre.people.alone import only
from palabre.people.models import Belonging, Branch, College, Duty, Inscription, Member, MemberNumber, Status
from palabre.register import policies, verbs
from palabre.register.actions.leaving import close_account, last_day_of, reopen_account

ALREADY_OPEN = _("This person has an open belonging to this legal entity already. Correct that one, or end it first.")


@transaction.atomic
def open_belonging(
    member: Member,
    *,
    by: Member,
    college: College,
    branch: Branch,
    status: Status | None,
    shares: int,
    from_on: date,
    until_on: date | None = None,
    reason: str,
) -> Belonging:
    """Write that ``member`` belongs to the college's legal entity from that day. An account closed on leaving opens.

    For someone known already: who is new asks to join, or comes in by an import. Raises ``Refused``.
    """
    member = Member.objects.select_for_update(of=("self",)).get(pk=member.pk)
    require(policies.may_write(by, member=member, branch=branch, entity=college.entity))
    _agree(college, status, from_on, until_on, reason)
    inscription = Inscription.objects.create(by=by, reason=reason.strip())
    line = _written(
        Belonging(
            member=member, entity=college.entity, college=college, branch=branch, status=status, shares=shares,
            from_on=from_on, until_on=until_on, inscription=inscription,
        )
    )  # fmt: skip
    reopen_account(member)
    record(verbs.OPENED, member, by=by, audience=only(member), belonging=line.pk)
    return line


@transaction.atomic
def correct_belonging(line: Belonging, *, by: Member, reason: str, **said: Any) -> Belonging:
    """Write a line anew, for it was wrong; ``said`` is what it says now (``college``, ``branch``, ``status``,
    ``shares``, ``from_on``, ``until_on``). The line before stays, stamped as replaced, with the reason beside it.

    Who could vote on a past day follows the correction; who could *as the register stood then* does not. Saying the
    same again writes nothing. Raises ``Refused``.
    """
    line = _locked(line)
    require(policies.may_change_line(by, line))
    now = line.said() | said
    require(policies.may_write(by, member=line.member, branch=now["branch"], entity=line.entity))
    _agree(now["college"], now["status"], now["from_on"], now["until_on"], reason, entity=line.entity_id)
    if now == line.said():
        return line
    fresh = _replaced(line, by, reason, **said)
    _follow_up(line.member)
    record(verbs.CORRECTED, line.member, by=by, audience=only(line.member), belonging=fresh.pk)
    return fresh


@transaction.atomic
def end_belonging(line: Belonging, *, by: Member, last_day: date, reason: str) -> Belonging:
    """Write the last day of a belonging. With the last one end what was entrusted to this person, and, the day after,
    their account where the cooperative closes accounts. Their words stay. Raises ``Refused``.
    """
    line = _locked(line)
    require(policies.may_change_line(by, line))
    if line.until_on and line.until_on <= last_day:
        require(no(_("This belonging ends on an earlier day already. Correct the line if that day is wrong.")))
    _agree(line.college, line.status, line.from_on, last_day, reason)
    fresh = _replaced(line, by, reason, until_on=last_day)
    _follow_up(line.member)
    record(verbs.ENDED, line.member, by=by, audience=only(line.member), belonging=fresh.pk)
    return fresh


@transaction.atomic
def number_member(line: Belonging, *, by: Member, number: str, reason: str) -> MemberNumber:
    """Write the number by which the line's legal entity knows this person; one they had there is withdrawn, and stays
    on record. Raises ``Refused`` where the number is somebody else's.
    """
    line = _locked(line)
    require(policies.may_change_line(by, line))
    require(_reasoned(reason))
    there = MemberNumber.objects.filter(entity=line.entity, withdrawn_at=None)
    before = there.filter(member=line.member).first()
    if before and before.number == number:
        return before
    if there.filter(number=number).exists():
        require(no(_("Somebody else has this number in this legal entity.")))
    inscription = Inscription.objects.create(by=by, reason=reason.strip())
    there.filter(member=line.member).update(withdrawn_at=inscription.at)
    given = MemberNumber.objects.create(entity=line.entity, member=line.member, number=number, inscription=inscription)
    record(verbs.NUMBERED, line.member, by=by, audience=only(line.member))
    return given


def _locked(line: Belonging) -> Belonging:
    found = Belonging.objects.select_for_update(of=("self",))
    return found.select_related("member", "entity", "college", "branch", "status").get(pk=line.pk)


def _replaced(line: Belonging, by: Member, reason: str, **said: Any) -> Belonging:
    inscription = Inscription.objects.create(by=by, reason=reason.strip())
    try:
        with transaction.atomic():
            (fresh,) = Belonging.objects.filter(pk=line.pk).replace(inscription=inscription, **said)
    except IntegrityError:
        require(no(ALREADY_OPEN))
        raise
    return fresh


def _written(line: Belonging) -> Belonging:
    try:
        with transaction.atomic():
            line.save(force_insert=True)
    except IntegrityError:
        require(no(ALREADY_OPEN))
        raise
    return line


def _follow_up(member: Member) -> None:
    """After the lines of a member changed: duties end with the last belonging, and the account closes or opens."""
    last = last_day_of(member)
    if last is None:
        reopen_account(member)
        return
    for duty in Duty.objects.filter(member=member, until_on__gt=last):
        duty.until_on = max(last, duty.from_on)
        duty.save(update_fields=["until_on"])
    close_account(member)


def _reasoned(reason: str) -> Verdict:
    return Verdict(bool(reason.strip()), _("Please say why: the reason stays in the register beside the line."))


def _agree(
    college: College, status: Status | None, from_on: date, until_on: date | None, reason: str, entity: int = 0
) -> None:
    require(_reasoned(reason))
    require(policies.may_begin_on(from_on))
    entity = entity or college.entity_id
    if college.entity_id != entity or (status and status.entity_id != entity):
        require(no(_("The college and the status are those of the same legal entity.")))
    if until_on and until_on < from_on:
        require(no(_("The last day is not before the first.")))
