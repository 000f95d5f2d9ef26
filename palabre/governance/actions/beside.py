"""What is kept beside decisions: minority opinions, what they change of earlier ones."""

from django.core.exceptions import ValidationError
from django.db import transaction

from palabre.commons.trail.record import record
from palabre.core.verdict import require
from palabre.governance import policies, verbs
from palabre.governance.beside import Beside, opinion_faults
from palabre.governance.models import Body, Decision, Meeting, MinorityOpinion, Succession
from palabre.people.models import Member


def put_beside(decision: Decision, beside: Beside, *, by: Member) -> None:
    """Enter what came with a decision: its minority opinion, and what it does to an earlier one."""
    if beside.minority:
        MinorityOpinion.objects.create(
            decision=decision, text=beside.minority.strip(), said_by=beside.minority_by.strip(), by=by
        )
    if beside.earlier:
        Succession.objects.create(decision=decision, earlier=beside.earlier, kind=beside.relation)
        body = decision.point.item.body
        record(
            verbs.SUCCEEDED[beside.relation],
            beside.earlier,
            by=by,
            body=body.pk,
            body_name=body.name,
            number=decision.numbered,
            decision=decision.pk,
        )


@transaction.atomic
def add_opinion(decision: Decision, *, by: Member, text: str, said_by: str = "") -> MinorityOpinion:
    """Write down, beside a decision, what those say who were against it. The decision stays as it is.

    Open until the minutes of its meeting are approved: whoever approves them has read it. The same words sent twice
    are kept once. Raises ``Refused`` when ``by`` may not, ``ValidationError`` (by field) without words.
    """
    Body.objects.select_for_update(of=("self",), no_key=True).get(pk=decision.point.item.body_id)
    if decision.meeting_id:  # as its approval does
        Meeting.objects.select_for_update(of=("self",), no_key=True).get(pk=decision.meeting_id)
    decision = Decision.objects.select_related("point__item__body", "meeting__minutes__approval").get(pk=decision.pk)
    require(policies.may_add_opinion(by, decision))
    if faults := opinion_faults(text, said_by):
        raise ValidationError(faults)
    said, names = text.strip(), said_by.strip()
    if there := decision.opinions.filter(text=said, said_by=names).first():
        return there
    opinion = decision.opinions.create(text=said, said_by=names, by=by)
    body = decision.point.item.body
    record(verbs.OPINION_ADDED, decision, by=by, body=body.pk, body_name=body.name, opinion=opinion.pk)
    return opinion
