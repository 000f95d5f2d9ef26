"""Answer a member's point: on an agenda, deferred, refused; or merged, once its author agrees."""

from django.core.exceptions import ValidationError
from django.db import transaction

from palabre.commons.trail.record import record
from palabre.core import clock
from palabre.core.verdict import require
from palabre.governance import request_policies as policies
from palabre.governance import request_verbs as verbs
from palabre.governance.actions.agendas import publish_late
from palabre.governance.actions.requests import locked
from palabre.governance.agenda import Point, put_before
from palabre.governance.models import AgendaItem, AgendaRequest, Meeting
from palabre.governance.request_terms import Answering, may_take_in
from palabre.people.models import Member

State = AgendaRequest.State


@transaction.atomic
def answer_point(asked: AgendaRequest, *, by: Member, answering: Answering) -> AgendaRequest:
    """Give a member's point its answer, for the body.

    On an agenda it becomes an item with one question, decided and minuted as any other. A merger is only asked for:
    until its author agrees the point waits on, and its time runs. An answer given meanwhile replaces that question.
    On an agenda that was published, after its day, the point is published with it as a late change, with its reason.
    Raises ``Refused`` when ``by`` may not or it has its answer; ``ValidationError`` (by field) when something is
    missing.
    """
    asked = _both_locked(asked, answering.into)
    require(policies.may_answer(by, asked))
    if faults := answering.faults(asked):
        raise ValidationError(faults)
    asked.reason = answering.reason.strip()
    if answering.fate == State.MERGED:
        assert answering.into is not None
        return _ask_to_merge(asked, answering.into, by)
    asked.merge_into = None
    if answering.fate != State.REFUSED:
        assert answering.meeting is not None
        asked.item = put_on_agenda(asked, answering.meeting)
        publish_late(asked.item, by=by, reason=answering.late_because)
    _close(asked, State(answering.fate), by)
    record(verbs.ANSWERED[asked.state], asked, by=by, **facts(asked))
    return asked


def _ask_to_merge(asked: AgendaRequest, into: AgendaRequest, by: Member) -> AgendaRequest:
    asked.merge_into = into
    asked.save(update_fields=["merge_into", "reason"])
    record(verbs.MERGER_ASKED, asked, by=by, other=into.title, **facts(asked))
    return asked


@transaction.atomic
def answer_merger(asked: AgendaRequest, *, by: Member, agrees: bool) -> AgendaRequest:
    """The author agrees that the point is merged, or does not: then it waits for another answer, in the same time.

    Raises ``Refused`` for anybody else, or when nobody asks any more; agreeing is refused as well once the other point
    can take in nothing (it was decided or withdrawn meanwhile).
    """
    asked = _both_locked(asked, asked.merge_into)
    require(policies.may_answer_merger(by, asked))
    into = asked.merge_into
    assert into is not None
    if agrees:
        require(policies.may_be_merged(may_take_in(into, asked)))
        _close(asked, State.MERGED, None)
        record(verbs.ANSWERED[State.MERGED], asked, by=by, other=into.title, **facts(asked))
        return asked
    asked.merge_into, asked.reason = None, ""
    asked.save(update_fields=["merge_into", "reason"])
    record(verbs.MERGER_DECLINED, asked, by=by, other=into.title, **facts(asked))
    return asked


def put_on_agenda(asked: AgendaRequest, meeting: Meeting | None) -> AgendaItem:
    """The agenda item of a point: what is asked is its one question. Call under the point's lock."""
    question = Point(reference="", title=asked.title, text=asked.what)
    return put_before(
        asked.body,
        title=asked.title,
        points=[question],
        audience=asked.audience,
        source=AgendaItem.Source.MEMBER,
        meeting=meeting,
    )


def facts(asked: AgendaRequest) -> dict:
    return {"body": asked.body_id, "body_name": asked.body.name}


def _close(asked: AgendaRequest, state: State, by: Member | None) -> None:
    asked.state, asked.answered_at, asked.answered_by = state, clock.now(), by
    asked.save(update_fields=["state", "answered_at", "answered_by", "reason", "item", "merge_into"])


def _both_locked(asked: AgendaRequest, other: AgendaRequest | None) -> AgendaRequest:
    """The point under lock, and the one it may be merged with: the older first, so that nobody waits crosswise."""
    if other is not None:
        pks = {asked.pk, other.pk}
        list(AgendaRequest.objects.select_for_update(of=("self",)).filter(pk__in=pks).order_by("pk"))
    return locked(asked)
