"""What can happen in this chapter, and who is told: the owner, who sits on the body, and the secretariat."""

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from palabre.commons.trail.models import Entry
from palabre.commons.trail.verbs import Told, Verb, Why
from palabre.core import clock
from palabre.governance.models import Commitment, Decision, Mandate, Succession
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


def told_of_the_mandate(entry: Entry) -> Told:
    """First whoever holds it, then the body and the secretariat."""
    if holder := entry.details.facts.get("holder"):
        yield holder, Why.SELF
    yield from told_of_the_body(entry)


def _about_commitment(entry: Entry) -> tuple[str, int]:
    """Everything about one commitment is grouped and muted together, its decision included."""
    return "governance.commitment", entry.details.facts.get("commitment", entry.subject_id)


def _body(entry: Entry) -> str:
    return reverse("governance:body", args=[entry.subject_id])


def _meeting(entry: Entry) -> str:
    return reverse("governance:meeting", args=[entry.subject_id])


def _item(entry: Entry) -> str:
    return reverse("governance:item", args=[entry.subject_id])


def _decision(entry: Entry) -> str:
    return reverse("governance:decision", args=[entry.subject_id])


def _mandate(entry: Entry) -> str:
    """Among the mandates of its body. Whom an erasure left without facts is found among all bodies."""
    body = entry.details.facts.get("body")
    return reverse("governance:body_mandates", args=[body]) if body else reverse("governance:bodies")


def _commitment(entry: Entry) -> str:
    return reverse("governance:commitment", args=[entry.subject_id])


MEETING_CALLED = Verb(
    key="governance.meeting_called",
    sentence=_("%(actor)s called a meeting of “%(subject)s”"),
    told=told_of_the_body,
    address=_meeting,
    legal=True,
)
AGENDA_SET = Verb(
    key="governance.agenda_set", sentence=_("%(actor)s put in order the agenda of “%(subject)s”"), address=_meeting
)
AGENDA_PUBLISHED = {
    False: Verb(
        key="governance.agenda_published",
        sentence=_("%(actor)s published the agenda of a meeting of “%(subject)s”"),
        told=told_of_the_body,
        address=_meeting,
    ),
    True: Verb(
        key="governance.agenda_published_late",
        sentence=_("%(actor)s published late the agenda, or a change of it, of a meeting of “%(subject)s”"),
        told=told_of_the_body,
        address=_meeting,
    ),
}
TEMPLATE_KEPT = Verb(
    key="governance.template_kept",
    sentence=_("%(actor)s wrote the agenda template “%(name)s” of “%(subject)s”"),
    address=_body,
)
TEMPLATE_REMOVED = Verb(
    key="governance.template_removed",
    sentence=_("%(actor)s removed the agenda template “%(name)s” of “%(subject)s”"),
    address=_body,
)
POWERS_SET = Verb(
    key="governance.powers_set",
    sentence=_("%(actor)s wrote anew what “%(subject)s” may do (%(count)s powers)"),
    address=_body,
)

COMPOSITION_SET = Verb(
    key="governance.composition_set",
    sentence=_("%(actor)s wrote anew how “%(subject)s” is made up"),
    told=told_of_the_body,
    address=_body,
)


def _minutes(entry: Entry) -> str:
    meeting = entry.details.facts.get("meeting")
    return reverse("governance:minutes", args=[meeting]) if meeting else ""


MINUTES_WRITTEN = Verb(key="governance.minutes_written", sentence=_("%(actor)s writes “%(subject)s”"))
MINUTES_PRESENTED = Verb(
    key="governance.minutes_presented",
    sentence=_("%(actor)s presented “%(subject)s”, not yet approved"),
    told=told_of_the_body,
    address=_minutes,
)
MINUTES_APPROVED = Verb(
    key="governance.minutes_approved",
    sentence=_("“%(body_name)s” approved “%(subject)s”"),
    told=told_of_the_body,
    address=_minutes,
)
MINUTES_CORRECTED = Verb(
    key="governance.minutes_corrected",
    sentence=_("%(actor)s added a correction to “%(subject)s”"),
    told=told_of_the_body,
    address=_minutes,
)
SITTING_BEGUN = Verb(
    key="governance.sitting_begun", sentence=_("The meeting of “%(body_name)s” began"), address=_meeting
)
SITTING_ENDED = Verb(
    key="governance.sitting_ended", sentence=_("The meeting of “%(body_name)s” ended"), address=_meeting
)
SHEET_BEGUN = Verb(
    key="governance.sheet_begun",
    sentence=_("%(actor)s began the attendance sheet of a meeting of “%(body_name)s”"),
    address=_meeting,
)


def _item_of_the_point(entry: Entry) -> str:
    item = entry.details.facts.get("item")
    return f"{reverse('governance:item', args=[item])}#point-{entry.subject_id}" if item else ""


VOTES_COUNTED = Verb(
    key="governance.votes_counted",
    sentence=_("“%(body_name)s” voted on “%(subject)s”: the votes are counted"),
    address=_item_of_the_point,
)
VOTES_CORRECTED = Verb(
    key="governance.votes_corrected",
    sentence=_("%(actor)s corrected the count of the votes on “%(subject)s”"),
    address=_item_of_the_point,
)
ITEM_SCHEDULED = Verb(
    key="governance.item_scheduled",
    sentence=_("%(actor)s put “%(subject)s” on the agenda of “%(body_name)s”"),
    told=told_of_the_body,
    address=_item,
)


def _of_mandate(name: str, sentence: str | Promise) -> Verb:
    return Verb(key=f"governance.mandate_{name}", sentence=sentence, told=told_of_the_mandate, address=_mandate)


MANDATE_OPENED = _of_mandate("opened", _("%(actor)s wrote down a mandate in “%(body_name)s”: %(subject)s"))
MANDATE_ENDED = _of_mandate("ended", _("%(actor)s wrote down the end of a mandate in “%(body_name)s”: %(subject)s"))
MANDATE_CONFIRMED = _of_mandate(
    "confirmed", _("%(actor)s wrote down that the assembly confirmed a mandate in “%(body_name)s”: %(subject)s")
)

MANDATE_RESIGNED = Verb(
    key="governance.mandate_resigned",
    sentence=_("%(actor)s resigned from a mandate in “%(body_name)s”: %(subject)s"),
    told=told_of_the_body,
    address=_mandate,
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

OPINION_ADDED = Verb(
    key="governance.opinion_added",
    sentence=_("A minority opinion stands beside “%(subject)s”"),
    told=told_of_the_body,
    address=_decision,
)
SUCCEEDED: dict[str, Verb] = {
    Succession.Kind.REPLACES: Verb(
        key="governance.decision_replaced",
        sentence=_("“%(body_name)s” replaced its decision “%(subject)s” by %(number)s"),
        told=told_of_the_body,
        address=_decision,
    ),
    Succession.Kind.AMENDS: Verb(
        key="governance.decision_amended",
        sentence=_("“%(body_name)s” changed its decision “%(subject)s” by %(number)s"),
        told=told_of_the_body,
        address=_decision,
    ),
}


def told_of_the_check(entry: Entry) -> Told:
    """Whoever it was entrusted to, and nobody else: a reminder is no reproach."""
    if owner := entry.details.facts.get("owner"):
        yield owner, Why.OWNER


CHECK_NEARS = Verb(
    key="governance.check_nears",
    sentence=_("“%(subject)s” is checked soon: how does it go?"),
    told=told_of_the_check,
    address=_commitment,
    about=_about_commitment,
)


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
    POWERS_SET,
    COMPOSITION_SET,
    MEETING_CALLED,
    AGENDA_SET,
    TEMPLATE_KEPT,
    TEMPLATE_REMOVED,
    *AGENDA_PUBLISHED.values(),
    ITEM_SCHEDULED,
    MANDATE_OPENED,
    MANDATE_ENDED,
    MANDATE_RESIGNED,
    MANDATE_CONFIRMED,
    SITTING_BEGUN,
    SITTING_ENDED,
    SHEET_BEGUN,
    VOTES_COUNTED,
    VOTES_CORRECTED,
    MINUTES_WRITTEN,
    MINUTES_PRESENTED,
    MINUTES_APPROVED,
    MINUTES_CORRECTED,
    *POINT_DECIDED.values(),
    OPINION_ADDED,
    *SUCCEEDED.values(),
    *PROGRESS_NOTED.values(),
    PROOF_ADDED,
    CHECK_NEARS,
    OVERDUE_RETURNED,
    OVERDUE_SCHEDULED,
]
