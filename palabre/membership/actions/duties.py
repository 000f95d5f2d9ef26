"""What the cooperative entrusts: for a branch or an entity by one person, over the whole by two."""

from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from palabre.commons.four_eyes.deeds import Deed, Facts
from palabre.commons.trail.record import record
from palabre.commons.trail.verbs import Told, Why
from palabre.core import clock
from palabre.core.components.dates import in_words
from palabre.core.verdict import Verdict, no, require
from palabre.membership import policies, verbs
from palabre.people.models import Audience, Branch, Cooperative, Duty, Entity, Member


@transaction.atomic
def entrust_duty(
    member: Member, *, by: Member, kind: str, until_on: date, branch: Branch | None = None, entity: Entity | None = None
) -> Duty:
    """Entrust ``member`` with a duty in a branch or an entity, from today. They are told; members read it.

    One held there already until an earlier day is prolonged. Raises ``Refused`` when ``by`` does not keep the
    secretariat of the whole, for someone who is no member, and for the whole: that takes two (``four_eyes``).
    """
    require(policies.may_entrust(by))
    if branch is None and entity is None:
        require(no(_("A duty over the whole cooperative takes two people: ask for it first.")))
    member = Member.objects.select_for_update(of=("self",)).get(pk=member.pk)
    require(policies.may_hold(member, kind, branch=branch, entity=entity, until_on=until_on))
    return _open(member, by, kind, until_on, branch, entity)


@transaction.atomic
def end_duty(duty: Duty, *, by: Member) -> Duty:
    """End a duty at once, one's own or any that is not for the whole. Raises ``Refused``."""
    _one_after_the_other()
    duty = Duty.objects.select_for_update(of=("self",)).select_related("member", "branch", "entity").get(pk=duty.pk)
    require(policies.may_end_duty(by, duty))
    require(policies.may_end_alone(by, duty))
    return _end(duty, by)


@transaction.atomic
def entrust_first(member: Member, *, by: Member | None, kind: str, until_on: date) -> Duty:
    """From the command line (``by`` is None): a duty over the whole, while fewer than two people hold one.

    So a new cooperative gets its first secretariat, and one that lost everybody but one gets a second. The public
    trail says that it was done this way, without a name. Raises ``Refused``.
    """
    cooperative = _one_after_the_other()
    require(policies.may_entrust_first(by))
    require(policies.may_be_open(member, kind, branch=None, entity=None, until_on=until_on))
    duty = _open(member, None, kind, until_on, None, None)
    public = Audience.wide("public")
    record(verbs.FIRST_ENTRUSTED, cooperative, by=by, audience=public, kind_name=str(duty.get_kind_display()))
    return duty


def _one_after_the_other() -> Cooperative:
    """Two who leave together must not both find that the other stays."""
    Cooperative.objects.get_or_create(pk=1, defaults={"name": Cooperative.current().name})
    return Cooperative.objects.select_for_update(of=("self",)).get(pk=1)


def _open(
    member: Member, by: Member | None, kind: str, until_on: date, branch: Branch | None, entity: Entity | None
) -> Duty:
    where = {"branch": branch, "entity": entity}
    duty = member.duties.on(clock.today()).filter(kind=kind, **where).first()
    duty = duty or Duty(member=member, kind=kind, from_on=clock.today(), **where)
    duty.until_on = until_on
    duty.save()
    _record(verbs.DUTY_ENTRUSTED, duty, by)
    return duty


def _end(duty: Duty, by: Member) -> Duty:
    # The last day is included, so what ends now had its last day yesterday; what began today never was.
    duty.until_on = clock.today() - timedelta(days=1)
    duty.from_on = min(duty.from_on, duty.until_on)
    duty.save(update_fields=["from_on", "until_on"])
    _record(verbs.DUTY_ENDED, duty, by)
    return duty


def _record(verb: verbs.Verb, duty: Duty, by: Member | None) -> None:
    place = str(duty.branch or duty.entity or _("the whole cooperative"))
    record(verb, duty, by=by, audience=Audience.wide("members"), place=place, until_on=duty.until_on.isoformat())


# --- over the whole: two people -------------------------------------------------------------------------------------


def facts_of_entrusting(member: Member, kind: str, until_on: date) -> Facts:
    return {"member": member.pk, "kind": kind, "until_on": until_on.isoformat()}


def _entrusting(facts: Facts) -> str:
    words = _("Entrust the duty “%(kind)s” over the whole cooperative, until %(day)s")
    return words % {"kind": Duty.Kind(facts["kind"]).label, "day": in_words(date.fromisoformat(facts["until_on"]))}


def _entrusting_fits(facts: Facts) -> Verdict:
    member = Member.objects.filter(pk=facts["member"]).first()
    if member is None:
        return no(_("This account is no longer there."))
    until_on = date.fromisoformat(facts["until_on"])
    return policies.may_hold(member, facts["kind"], branch=None, entity=None, until_on=until_on)


def _entrust_the_whole(facts: Facts, asked_by: Any, confirmed_by: Any) -> Duty:
    member = Member.objects.select_for_update(of=("self",)).get(pk=facts["member"])
    return _open(member, asked_by, facts["kind"], date.fromisoformat(facts["until_on"]), None, None)


def _to_whom(facts: Facts) -> list[tuple[str, str]]:
    return [(_("To whom"), name) for name in Member.objects.filter(pk=facts["member"]).values_list("name", flat=True)]


def _concerned(facts: Facts) -> int:
    return facts["member"]


def _those_who_confirm(facts: Facts) -> Told:
    duties = Duty.objects.on(clock.today()).filter(kind__in=policies.CONFIRMED_BY).over().order_by("id")
    for member, kind in duties.exclude(member=facts["member"]).values_list("member", "kind"):
        yield member, Why.SECRETARIAT if kind == Duty.Kind.SECRETARIAT else Why.REGISTER


def facts_of_ending(duty: Duty) -> Facts:
    return {"duty": duty.pk, "member": duty.member_id, "kind": duty.kind}


def _ending(facts: Facts) -> str:
    return _("End a duty “%(kind)s” over the whole cooperative") % {"kind": Duty.Kind(facts["kind"]).label}


def _ending_fits(facts: Facts) -> Verdict:
    duty = Duty.objects.filter(pk=facts["duty"]).first()
    if duty is None or policies.is_over(duty):
        return no(_("This duty has ended already."))
    return policies.may_leave_it(duty)


def _end_for_the_whole(facts: Facts, asked_by: Any, confirmed_by: Any) -> Duty:
    _one_after_the_other()
    found = Duty.objects.select_for_update(of=("self",)).select_related("member", "branch", "entity")
    duty = found.get(pk=facts["duty"])
    require(policies.may_leave_it(duty))
    return _end(duty, asked_by)


ENTRUSTING_THE_WHOLE = Deed(
    key="membership.entrust_the_whole",
    sentence=_entrusting,
    may_ask=policies.may_entrust,
    may_confirm=policies.may_confirm_duties,
    fits=_entrusting_fits,
    perform=_entrust_the_whole,
    shown=_to_whom,
    concerns=_concerned,
    told=_those_who_confirm,
)
ENDING_FOR_THE_WHOLE = Deed(
    key="membership.end_for_the_whole",
    sentence=_ending,
    may_ask=policies.may_entrust,
    may_confirm=policies.may_confirm_duties,
    fits=_ending_fits,
    perform=_end_for_the_whole,
    shown=_to_whom,
    concerns=_concerned,
    told=_those_who_confirm,
)
