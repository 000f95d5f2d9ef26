"""What can happen in this chapter, and who is told: the owner, who sits on the body, and the secretariat."""

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from palabre.commons.trail.models import Entry
from palabre.commons.trail.verbs import Told, Verb, Why
from palabre.core import clock
from palabre.governance.models import Commitment, Decision, Mandate
from palabre.people.models import Duty


def told_of_the_body(entry: Entry) -> Told:
    """Who sits on the body today, and the secretariat. A body no longer named (erased) tells the secretariat."""
    today = clock.today()
    body = entry.details.facts.get("body")
    for holder in Mandate.objects.on(today).filter(body=body).order_by("id").values_list("holder", flat=True):
        yield holder, Why.MANDATE
    duties = Duty.objects.on(today).filter(kind=Duty.Kind.SECRETARIAT, entity=None, branch=None)
    for member in duties.order_by("id").values_list("member", flat=True):
        yield member, Why.SECRETARIAT


def told_of_the_commitment(entry: Entry) -> Told:
    """First whoever it was entrusted to, then the body and the secretariat."""
    if owner := entry.details.facts.get("owner"):
        yield owner, Why.OWNER
    yield from told_of_the_body(entry)


def _about_commitment(entry: Entry) -> tuple[str, int]:
    """Everything about one commitment is grouped and muted together, its decision included."""
    return "governance.commitment", entry.details.facts.get("commitment", entry.subject_id)


def _meeting(entry: Entry) -> str:
    return reverse("governance:meeting", args=[entry.subject_id])


def _item(entry: Entry) -> str:
    return reverse("governance:item", args=[entry.subject_id])


def _decision(entry: Entry) -> str:
    return reverse("governance:decision", args=[entry.subject_id])


def _commitment(entry: Entry) -> str:
    return reverse("governance:commitment", args=[entry.subject_id])


MEETING_CALLED = Verb(
    key="governance.meeting_called",
    sentence=_("%(actor)s called a meeting of “%(subject)s”"),
    told=told_of_the_body,
    address=_meeting,
    legal=True,
)
ITEM_SCHEDULED = Verb(
    key="governance.item_scheduled",
    sentence=_("%(actor)s put “%(subject)s” on the agenda of “%(body_name)s”"),
    told=told_of_the_body,
    address=_item,
)


def _decided(outcome: str, sentence: str | Promise) -> Verb:
    return Verb(
        key=f"governance.point_{outcome}",
        sentence=sentence,
        told=told_of_the_commitment,
        address=_decision,
        about=_about_commitment,
    )


POINT_DECIDED: dict[str, Verb] = {
    Decision.Outcome.ACCEPTED: _decided("accepted", _("“%(body_name)s” accepted “%(subject)s”")),
    Decision.Outcome.AMENDED: _decided("amended", _("“%(body_name)s” accepted “%(subject)s” with changes")),
    Decision.Outcome.REFUSED: _decided("refused", _("“%(body_name)s” refused “%(subject)s”")),
    Decision.Outcome.DEFERRED: _decided("deferred", _("“%(body_name)s” deferred “%(subject)s”")),
}


def _of_commitment(name: str, sentence: str | Promise) -> Verb:
    return Verb(
        key=f"governance.{name}",
        sentence=sentence,
        told=told_of_the_commitment,
        address=_commitment,
        about=_about_commitment,
    )


PROGRESS_NOTED: dict[str, Verb] = {
    Commitment.Status.DONE: _of_commitment("commitment_done", _("%(actor)s notes: “%(subject)s” is done")),
    Commitment.Status.UNDER_WAY: _of_commitment(
        "commitment_under_way", _("%(actor)s notes: “%(subject)s” is under way")
    ),
    Commitment.Status.NOT_DONE: _of_commitment("commitment_not_done", _("%(actor)s notes: “%(subject)s” is not done")),
    Commitment.Status.POSTPONED: _of_commitment(
        "commitment_postponed", _("%(actor)s notes: “%(subject)s” is postponed")
    ),
}
PROOF_ADDED = _of_commitment("proof_added", _("%(actor)s added a proof to “%(subject)s”"))
OVERDUE_RETURNED = _of_commitment(
    "overdue_returned", _("“%(subject)s” has passed its check date and comes back before “%(body_name)s”")
)
OVERDUE_SCHEDULED = _of_commitment(
    "overdue_scheduled", _("“%(subject)s”, overdue, stands on the next agenda of “%(body_name)s”")
)

ALL: list[Verb] = [
    MEETING_CALLED,
    ITEM_SCHEDULED,
    *POINT_DECIDED.values(),
    *PROGRESS_NOTED.values(),
    PROOF_ADDED,
    OVERDUE_RETURNED,
    OVERDUE_SCHEDULED,
]
