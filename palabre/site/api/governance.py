"""Bodies, meetings, decisions and the register of commitments, through the API."""

from typing import Any, Literal

from django.shortcuts import get_object_or_404
from django.urls import reverse
from ninja import Path, Query, Router

from palabre.core import clock
from palabre.governance.models import AgendaItem, Body, Commitment, Decision, Meeting
from palabre.governance.queries.agendas import with_points
from palabre.site.api import shapes
from palabre.site.api.lists import Asked, Listed, Number, OrNone, left_out, listed
from palabre.site.api.reader import ApiRequest, Reader
from palabre.site.api.shapes import page_of, ref, told

router = Router(tags=["Who decides, and what became of it"])


class DecisionsAsked(Asked):
    body: Number | OrNone = left_out("Decided by this body.")
    outcome: shapes.Outcome | OrNone = left_out("Decided so.")


class CommitmentsAsked(Asked):
    body: Number | OrNone = left_out("Promised by this body.")
    status: shapes.Status | OrNone = left_out("In this state.")
    overdue: Literal["true", "false"] | OrNone = left_out("`true`: whose check date has passed, `false`: the others.")


class MeetingsAsked(Asked):
    body: Number | OrNone = left_out("Of this body.")


@router.get("/bodies", response=Listed[shapes.BodyShape], url_name="bodies")
def list_bodies(request: ApiRequest, asked: Query[Asked]) -> dict[str, Any]:
    """Assemblies, boards, councils: people who decide together."""
    return listed(request, Body.objects.visible_to(request.reader.viewer), asked, body_told)


@router.get("/bodies/{pk}", response=shapes.WholeBody, url_name="body")
def read_body(request: ApiRequest, pk: Path[Number]) -> dict[str, Any]:
    """One body, and who sits there today."""
    body = get_object_or_404(Body.objects.visible_to(request.reader.viewer), pk=pk)
    seats = body.mandates.on(clock.today()).select_related("holder").order_by("id")
    told_seats = [
        {"name": each.holder.name, "role": each.role, "from_on": each.from_on, "until_on": each.until_on}
        for each in seats
    ]
    return {**body_told(body), "seats": told_seats}


@router.get("/meetings", response=Listed[shapes.MeetingShape], url_name="meetings")
def list_meetings(request: ApiRequest, asked: Query[MeetingsAsked]) -> dict[str, Any]:
    """Meetings held and to come."""
    found = Meeting.objects.visible_to(request.reader.viewer).select_related("body")
    found = found.filter(body=asked.body) if asked.body else found
    return listed(request, found, asked, lambda meeting: meeting_told(meeting, request.reader))


@router.get("/meetings/{pk}", response=shapes.WholeMeeting, url_name="meeting")
def read_meeting(request: ApiRequest, pk: Path[Number]) -> dict[str, Any]:
    """One meeting with its agenda: what stands on it, and what was decided on each point."""
    reader = request.reader
    meeting = get_object_or_404(Meeting.objects.visible_to(reader.viewer).select_related("body"), pk=pk)
    items = with_points(AgendaItem.objects.visible_to(reader.viewer).filter(meeting=meeting))
    return {**meeting_told(meeting, reader), "items": [_item(item, reader) for item in items]}


@router.get("/decisions", response=Listed[shapes.DecisionShape], url_name="decisions")
def list_decisions(request: ApiRequest, asked: Query[DecisionsAsked]) -> dict[str, Any]:
    """What bodies decided, and why."""
    found = _decisions(request.reader)
    found = found.filter(meeting__body=asked.body) if asked.body else found
    found = found.filter(outcome=asked.outcome) if asked.outcome else found
    return listed(request, found, asked, lambda decision: decision_told(decision, request.reader))


@router.get("/decisions/{pk}", response=shapes.DecisionShape, url_name="decision")
def read_decision(request: ApiRequest, pk: Path[Number]) -> dict[str, Any]:
    """One decision on one point, with its reason."""
    return decision_told(get_object_or_404(_decisions(request.reader), pk=pk), request.reader)


@router.get("/commitments", response=Listed[shapes.CommitmentShape], url_name="commitments")
def list_commitments(request: ApiRequest, asked: Query[CommitmentsAsked]) -> dict[str, Any]:
    """The register: one line for every measure answered, whatever the answer."""
    found = _commitments(request.reader)
    found = found.filter(body=asked.body) if asked.body else found
    found = found.filter(status=asked.status) if asked.status else found
    if asked.overdue:
        late = Commitment.objects.overdue().values("pk")
        found = found.filter(pk__in=late) if asked.overdue == "true" else found.exclude(pk__in=late)
    return listed(request, found, asked, lambda commitment: commitment_told(commitment, request.reader))


@router.get("/commitments/{pk}", response=shapes.WholeCommitment, url_name="commitment")
def read_commitment(request: ApiRequest, pk: Path[Number]) -> dict[str, Any]:
    """One commitment with what was noted of it, and the proofs."""
    commitment = get_object_or_404(_commitments(request.reader), pk=pk)
    return {
        **commitment_told(commitment, request.reader),
        "notes": [
            {"status": n.status, "text": n.text, "next_check_on": n.next_check_on, "at": n.at, "by": n.by.name}
            for n in commitment.notes.select_related("by")
        ],
        "proofs": [
            {"title": p.title, "address": _address_of(p, request.reader), "at": p.at, "by": p.by.name}
            for p in commitment.proofs.select_related("file", "by")
        ],
    }


def body_told(body: Body) -> dict[str, Any]:
    return {**told(body, "body"), "name": body.name, "purpose": body.purpose, "works": body.works}


def meeting_told(meeting: Meeting, reader: Reader) -> dict[str, Any]:
    return {
        **told(meeting, "meeting"),
        "body": ref(meeting.body, "body") if reader.reads(meeting.body) else None,
        "starts_at": meeting.starts_at,
        "place": meeting.place,
    }


def decision_told(decision: Decision, reader: Reader) -> dict[str, Any]:
    """Needs its point with item, body and commitment, its meeting or where it was handed down from, and commitment."""
    body, meeting, commitment = decision.point.item.body, decision.meeting, commitment_of(decision)
    handed_down = None if meeting else decision.handed_down
    return {
        **told(decision, "decision"),
        "number": decision.numbered,
        "reference": decision.point.reference,
        "title": decision.point.title,
        "outcome": decision.outcome,
        "reason": decision.reason,
        "amended_text": decision.amended_text,
        "at": decision.at,
        "body": ref(body, "body") if reader.reads(body) else None,
        "meeting": ref(meeting, "meeting") if meeting and reader.reads(meeting) else None,
        "handed_down": {"source": handed_down.source, "on": handed_down.on} if handed_down else None,
        "commitment": ref(commitment, "commitment") if commitment and reader.reads(commitment) else None,
    }


def commitment_of(decision: Decision) -> Commitment | None:
    """The line of the register it wrote: the one that came back, or the one it opened."""
    return decision.point.item.commitment or getattr(decision, "commitment", None)


def commitment_told(commitment: Commitment, reader: Reader) -> dict[str, Any]:
    """Needs its body, owner, and decision with point."""
    decision = commitment.decision
    return {
        **told(commitment, "commitment"),
        "reference": commitment.reference,
        "title": commitment.title,
        "status": commitment.status,
        "overdue": commitment.is_overdue,
        "body": ref(commitment.body, "body") if reader.reads(commitment.body) else None,
        "owner": commitment.owner_name,
        "means": commitment.means,
        "due_on": commitment.due_on,
        "next_check_on": commitment.next_check_on,
        "opened_at": commitment.opened_at,
        "changed_at": commitment.changed_at,
        "decision": ref(decision, "decision") if reader.reads(decision) else None,
    }


def _decisions(reader: Reader) -> Any:
    return Decision.objects.visible_to(reader.viewer).select_related(
        "point__item__commitment", "point__item__body", "meeting__body", "handed_down", "commitment", "number"
    )


def _commitments(reader: Reader) -> Any:
    return Commitment.objects.visible_to(reader.viewer).select_related("body", "owner", "decision__point")


def _item(item: AgendaItem, reader: Reader) -> dict[str, Any]:
    return {
        "id": item.pk,
        "title": item.title,
        "source": item.source,
        "page": page_of(item.get_absolute_url()),
        "points": [_point(point, reader) for point in item.points.all()],
    }


def _point(point: Any, reader: Reader) -> dict[str, Any]:
    decision: Any = getattr(point, "decision", None)
    readable = reader.reads(decision)
    return {
        "reference": point.reference,
        "title": point.title,
        "text": point.text,
        "decision": ref(decision, "decision") if readable else None,
        "outcome": decision.outcome if readable else None,
    }


def _address_of(proof: Any, reader: Reader) -> str | None:
    if not proof.file_id:
        return proof.url
    return page_of(reverse("files:file", args=[proof.file_id])) if reader.reads(proof.file) else None
