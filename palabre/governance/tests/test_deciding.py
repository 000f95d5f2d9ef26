import pytest
from django.core.exceptions import ValidationError

from palabre.commons.trail.models import Entry, Link
from palabre.commons.trail.verbs import Why, registry, sentence_of
from palabre.core.verdict import Refused
from palabre.governance.actions.decisions import decide_point
from palabre.governance.models import AgendaItem, Commitment, Decision, Mandate
from palabre.governance.policies import may_decide


def test_an_accepted_point_becomes_a_commitment_under_way(cast, before_the_board, accept, days, sitting):
    point = before_the_board.points.first()
    decision = accept(point)

    assert (decision.meeting, decision.outcome, decision.by) == (sitting, "accepted", cast.chloe)
    promised = decision.commitment
    assert (promised.reference, promised.title, promised.status) == ("2027-3.1", "Agendas", "under_way")
    assert (promised.owner, promised.means) == (cast.driss, "Two hours a month")
    assert (promised.due_on, promised.next_check_on) == (days(60), days(20))
    assert promised.audience == before_the_board.audience


def test_a_service_without_an_account_may_be_entrusted(before_the_board, accept):
    promised = accept(before_the_board.points.first(), owner=None, owner_service=" The secretariat ").commitment

    assert (promised.owner, promised.owner_service, promised.owner_name) == (None, "The secretariat", "The secretariat")


def test_an_amended_point_keeps_the_text_as_decided(before_the_board, accept):
    decision = accept(before_the_board.points.first(), outcome="amended", amended_text="A summary is published.")

    assert decision.amended_text == "A summary is published."
    assert decision.commitment.status == "under_way"
    assert decision.commitment.title == "A summary is published.", "what is followed is what was decided"


def test_a_refused_point_enters_the_register_as_rejected_and_keeps_no_dates(before_the_board, accept):
    refused = accept(before_the_board.points.first(), outcome="refused", amended_text="ignored").commitment

    assert (refused.status, refused.owner, refused.due_on, refused.next_check_on) == ("rejected", None, None, None)
    assert refused.decision.amended_text == ""


def test_a_deferred_point_is_postponed_until_a_day(before_the_board, accept, days):
    deferred = accept(before_the_board.points.first(), outcome="deferred", next_check_on=days(100)).commitment

    assert (deferred.status, deferred.owner, deferred.next_check_on) == ("postponed", None, days(100))


def test_the_thread_leads_from_the_point_to_the_decision_to_the_commitment(before_the_board, accept):
    point = before_the_board.points.first()
    decision = accept(point)

    assert list(Link.objects.order_by("id").values_list("kind", "from_kind", "from_id", "to_kind", "to_id")) == [
        ("decided", "governance.agendapoint", point.pk, "governance.decision", decision.pk),
        ("promised", "governance.decision", decision.pk, "governance.commitment", decision.commitment.pk),
    ]


@pytest.mark.parametrize(
    ("outcome", "sentence"),
    [
        ("accepted", "“The board” accepted “Agendas”"),
        ("amended", "“The board” accepted “Agendas” with changes"),
        ("refused", "“The board” refused “Agendas”"),
        ("deferred", "“The board” deferred “Agendas”"),
    ],
)
def test_each_outcome_has_its_sentence(before_the_board, accept, last_entry, outcome, sentence):
    accept(before_the_board.points.first(), outcome=outcome, amended_text="Other words.")

    assert sentence_of(last_entry()) == sentence


def test_the_owner_the_body_and_the_secretariat_are_told_about_the_commitment(
    cast, before_the_board, accept, told, last_entry
):
    decision = accept(before_the_board.points.first())

    entry = last_entry()
    assert told(entry) == {cast.driss.pk: Why.OWNER, cast.chloe.pk: Why.MANDATE, cast.farid.pk: Why.MANDATE}
    assert registry[entry.verb].about(entry) == ("governance.commitment", decision.commitment.pk)


def test_the_item_closes_with_its_last_point(before_the_board, accept):
    first, second, third = before_the_board.points.all()
    accept(first)
    accept(second)
    assert AgendaItem.objects.get(pk=before_the_board.pk).closed_at is None

    accept(third)
    assert AgendaItem.objects.get(pk=before_the_board.pk).closed_at is not None


def test_the_second_click_is_told_that_it_is_decided(before_the_board, accept):
    point = before_the_board.points.first()
    accept(point)

    with pytest.raises(Refused, match="already been decided"):
        accept(point, outcome="refused")

    assert Decision.objects.get().outcome == "accepted"
    assert (Commitment.objects.count(), Entry.objects.count()) == (1, 1)


def test_a_reference_that_another_line_has_gets_a_number(refer, sitting, accept):
    one, two = refer(), refer()
    AgendaItem.objects.update(meeting=sitting)
    accept(one.points.first())
    point = two.points.first()

    assert accept(point).commitment.reference == f"2027-3.1#{point.pk}"


# --- refusals -------------------------------------------------------------------------------------

ONLY = "Only the chair or a director of “The board” records its decisions."


@pytest.mark.parametrize("who", ["awa", "bruno", "driss", "farid", "greta", "zoe"])
def test_only_who_directs_records_decisions(cast, before_the_board, who):
    point = before_the_board.points.first()

    assert may_decide(getattr(cast, who), point).reason == ONLY
    with pytest.raises(Refused):
        decide_point(point, by=getattr(cast, who), outcome="refused", reason="No.")
    assert not Decision.objects.exists()


def test_the_chair_records_decisions_too(cast, board, before_the_board):
    Mandate.objects.filter(holder=cast.farid).update(role=Mandate.Role.CHAIR)

    assert may_decide(cast.farid, before_the_board.points.first())


def test_nothing_is_decided_without_a_meeting(cast, refer):
    reason = "This item stands on no agenda yet. The secretary chooses the meeting first."

    assert may_decide(cast.chloe, refer().points.first()).reason == reason


def test_nothing_is_decided_before_the_meeting_begins(cast, board, refer):
    item = refer()
    item.meeting = board.meeting
    item.save()

    reason = "The meeting has not begun. Decisions are recorded once it sits."
    assert may_decide(cast.chloe, item.points.first()).reason == reason


def test_the_clock_may_be_moved_to_the_meeting(cast, board, refer, accept, move_clock, days):
    item = refer()
    item.meeting = board.meeting
    item.save()
    move_clock(days=31)

    assert accept(item.points.first(), next_check_on=days(50)).outcome == "accepted"


@pytest.mark.parametrize(
    ("changed", "field", "sentence"),
    [
        ({"outcome": "maybe"}, "outcome", "Please choose what was decided."),
        ({"reason": "  "}, "reason", "Please write the reason: it is owed to those who asked."),
        ({"reason": "x" * 2001}, "reason", "Please keep the reason under 2000 characters."),
        ({"outcome": "amended"}, "amended_text", "Please write the text as it was decided."),
        ({"outcome": "deferred", "next_check_on": None}, "next_check_on", "Please say until when it is deferred."),
        ({"owner": None}, "owner", "Please say who takes care of it: a person, or a service."),
        ({"due_on": None}, "due_on", "Please say by when it is due."),
        ({"due_on": -2}, "due_on", "It cannot be due before the meeting that decides it."),
        ({"next_check_on": None}, "next_check_on", "Please say when it is next checked."),
        ({"next_check_on": 61}, "next_check_on", "The next check comes at the latest on the day it is due."),
        ({"next_check_on": -2}, "next_check_on", "This day has passed. Please choose one that is still to come."),
    ],
)
def test_what_is_missing_is_said_and_nothing_is_kept(before_the_board, accept, days, changed, field, sentence):
    changed = {name: days(value) if isinstance(value, int) else value for name, value in changed.items()}

    with pytest.raises(ValidationError) as fault:
        accept(before_the_board.points.first(), **changed)

    assert fault.value.message_dict == {field: [sentence]}
    assert not Decision.objects.exists()
    assert not Entry.objects.exists()
