"""What can happen to a member's point, and who is told: its author, who supports it, the body."""

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from palabre.commons.trail.models import Entry
from palabre.commons.trail.verbs import Told, Verb, Why
from palabre.governance.models import AgendaRequest, AgendaRequestSupport
from palabre.governance.verbs import told_of_the_body

State = AgendaRequest.State


def told_of_the_voices(entry: Entry) -> Told:
    """The authors (of points merged with it too), then those who support it."""
    yield from _voices(AgendaRequest.objects.filter(pk=entry.subject_id))


def told_of_the_decision(entry: Entry) -> Told:
    """Of a decision on a member's point: those whose words it was."""
    yield from _voices(AgendaRequest.objects.filter(item__points__decision=entry.subject_id))


def _voices(found: object) -> Told:
    pks = list(found.values_list("pk", flat=True))  # type: ignore[attr-defined]
    with_merged = [
        *pks,
        *AgendaRequest.objects.filter(merge_into__in=pks, state=State.MERGED).values_list("pk", flat=True),
    ]
    authors = AgendaRequest.objects.filter(pk__in=with_merged).order_by("pk").values_list("author", flat=True)
    yield from ((author, Why.AUTHOR) for author in authors)
    supports = AgendaRequestSupport.objects.filter(request__in=with_merged).order_by("pk")
    yield from ((member, Why.SUPPORTER) for member in supports.values_list("member", flat=True))


def _told_all(entry: Entry) -> Told:
    yield from told_of_the_voices(entry)
    yield from told_of_the_body(entry)


def _told_author(entry: Entry) -> Told:
    yield from ((author, Why.AUTHOR) for author in _author(entry))


def _told_body(entry: Entry) -> Told:
    yield from told_of_the_body(entry)


def _author(entry: Entry) -> list[int]:
    return list(AgendaRequest.objects.filter(pk=entry.subject_id).values_list("author", flat=True))


def _request(entry: Entry) -> str:
    return reverse("governance:agenda_request", args=[entry.subject_id])


def _verb(name: str, sentence: str | Promise, told: object = _told_all) -> Verb:
    return Verb(key=f"governance.request_{name}", sentence=sentence, told=told, address=_request)  # type: ignore[arg-type]


PROPOSED = _verb("proposed", _("%(actor)s asks to put “%(subject)s” on the agenda of “%(body_name)s”"), _told_author)
SUPPORTED = Verb(key="governance.request_supported", sentence=_("%(actor)s supports “%(subject)s”"), address=_request)
SUPPORT_TAKEN_BACK = Verb(
    key="governance.request_support_taken_back",
    sentence=_("%(actor)s no longer supports “%(subject)s”"),
    address=_request,
)
ADMITTED = _verb(
    "admitted", _("“%(subject)s” has found its supporters (%(count)s members): “%(body_name)s” owes it an answer")
)
CORRECTED = _verb("corrected", _("%(actor)s added a correction to “%(subject)s”"))
SPEAKING_CHOSEN = _verb("speaking_chosen", _("%(actor)s said how they speak of “%(subject)s”"), _told_body)
MERGER_ASKED = _verb(
    "merger_asked", _("“%(body_name)s” asks whether “%(subject)s” may be merged with “%(other)s”"), _told_author
)
MERGER_DECLINED = _verb(
    "merger_declined", _("%(actor)s does not agree that “%(subject)s” is merged with “%(other)s”"), _told_body
)
ANSWERED: dict[str, Verb] = {
    State.SCHEDULED: _verb("scheduled", _("“%(subject)s” is on the agenda of “%(body_name)s”")),
    State.DEFERRED: _verb("deferred", _("“%(body_name)s” deferred “%(subject)s” to a later meeting")),
    State.MERGED: _verb("merged", _("“%(subject)s” is merged with “%(other)s”, with its author’s agreement")),
    State.REFUSED: _verb("refused", _("“%(body_name)s” refused to put “%(subject)s” on its agenda")),
}
BY_ITSELF = _verb(
    "by_itself", _("“%(subject)s” had no answer in time: it goes on the agenda of “%(body_name)s” by itself")
)
MOVED_ON = _verb("moved_on", _("“%(subject)s” stands on the next agenda of “%(body_name)s”"))
WITHDRAWN = _verb("withdrawn", _("%(actor)s withdrew “%(subject)s”"))
LAPSED = _verb("lapsed", _("“%(subject)s” did not find its supporters in time"), told_of_the_voices)

ALL: list[Verb] = [
    PROPOSED,
    SUPPORTED,
    SUPPORT_TAKEN_BACK,
    ADMITTED,
    CORRECTED,
    SPEAKING_CHOSEN,
    MERGER_ASKED,
    MERGER_DECLINED,
    *ANSWERED.values(),
    BY_ITSELF,
    MOVED_ON,
    WITHDRAWN,
    LAPSED,
]
