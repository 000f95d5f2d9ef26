"""Decisions in full: their number, words one finds them by, what a minority says, what replaces what."""

from datetime import timedelta
from importlib import import_module

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction

from palabre.commons.trail.verbs import Why
from palabre.core import clock
from palabre.core.verdict import Refused
from palabre.governance.actions.beside import add_opinion
from palabre.governance.actions.minutes import present_minutes, save_part
from palabre.governance.beside import Beside
from palabre.governance.models import (
    AgendaItem,
    AgendaPoint,
    Approval,
    Body,
    Decision,
    DecisionNumber,
    Mandate,
    Meeting,
)
from palabre.governance.numbering import code_of, read_number
from palabre.governance.queries.decisions import numbered
from palabre.governance.written import Written

PAGE = "/governance/decisions/"


@pytest.fixture
def decide(refer, sitting, accept):
    """``decide("Publish votes")``: accepted at the meeting that sits, or at the one named."""

    def make(title="Publish votes", meeting=sitting, audience=None, **terms):
        item = refer(title, measures=(title,), audience=audience)
        AgendaItem.objects.filter(pk=item.pk).update(meeting=meeting, body=meeting.body)
        return accept(AgendaPoint.objects.get(item=item), **terms)

    return make


def listed(client, query=""):
    return [str(decision) for decision in client.get(PAGE + query).context["shown"]]


def test_decisions_are_numbered_in_their_body_and_year(decide, sitting, cast, audiences):
    year, letters = clock.today().year, code_of(sitting.body.name)
    assembly = Body.objects.create(name="Assemblée générale", audience=audiences.public)
    Mandate.objects.create(body=assembly, holder=cast.chloe, role="chair", from_on=cast.today, until_on=cast.today)
    last_year = Meeting.objects.create(
        body=sitting.body, audience=audiences.public, starts_at=sitting.starts_at - timedelta(days=366)
    )
    other = Meeting.objects.create(body=assembly, audience=audiences.public, starts_at=sitting.starts_at)

    made = [decide("One"), decide("Two"), decide("Before", meeting=last_year), decide("Elsewhere", meeting=other)]

    assert [decision.numbered for decision in made] == [
        f"{letters} {year}-001", f"{letters} {year}-002", f"{letters} {year - 1}-001", f"AG {year}-001",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "taken", "code"),
    [
        ("Conseil d’administration", (), "CA"),
        ("Comité d'accueil", ("CA", "CA2"), "CA3"),
        ("Board", (), "BOA"),
        ("Groupe 12", (), "G12"),
        ("…", (), "D"),
    ],
)
def test_letters_come_from_the_name(name, taken, code):
    assert code_of(name, taken) == code


def test_a_number_is_read_as_people_write_it():
    assert {read_number(said) for said in ("CA 2026-014", " ca 2026-14", "CA2026/14", "CA-2026-014")} == {
        ("CA", 2026, 14)
    }
    assert read_number("fourteen") is None


def test_old_decisions_get_their_numbers_in_order_and_once(decide, refer, sitting, cast, audiences):
    numbered_already = decide("One").number
    points = refer(measures=("Two", "Three")).points.all()
    said = {"meeting": sitting, "reason": "So.", "by": cast.chloe, "audience": audiences.public, "outcome": "amended"}
    made = [Decision.objects.create(point=point, amended_text=f"{point} at most.", **said) for point in points]

    fill = import_module("palabre.governance.migrations.0007_number_old_decisions").fill
    fill(apps, None)
    fill(apps, None)

    numbers = [Decision.objects.get(pk=decision.pk).number for decision in made]
    assert [(each.number, each.code, each.on, each.text) for each in numbers] == [
        (2, numbered_already.code, numbered_already.on, "Two at most."),
        (3, numbered_already.code, numbered_already.on, "Three at most."),
    ]
    assert DecisionNumber.objects.count() == 3
    assert numbered(cast.awa, sitting.body, str(numbers[1])) == made[1]


def test_a_number_and_the_text_decided_stay_as_they_were(decide):
    number = decide("Publish votes").number
    AgendaPoint.objects.update(text="Something else.")
    number.refresh_from_db()
    assert number.text == "Publish votes are published."
    for changed in ({"text": "Other"}, {"number": 7}):
        with pytest.raises(DatabaseError), transaction.atomic():
            DecisionNumber.objects.update(**changed)


def test_decisions_are_found_by_words_number_body_outcome_and_year(client, decide, sitting, audiences, cast):
    votes = decide("Publish votes", reason="Les sociétaires le demandent.")
    refused = decide("Cheaper shares", outcome="refused", reason="Le capital est général.")
    hidden = decide("Quiet", audience=audiences.listing("few", cast.chloe))

    assert listed(client) == ["Cheaper shares", "Publish votes"]
    for words, found in {
        "VOTE": [votes], "societaire demande": [votes], "généraux": [refused], votes.numbered: [votes],
        "quiet": [], "ote": [], "de la": [],
    }.items():  # fmt: skip
        assert listed(client, f"?q={words}") == [str(each) for each in found], words
    assert listed(client, "?outcome=refused") == listed(client, "?q=share&year=") == ["Cheaper shares"]
    assert len(listed(client, f"?body={sitting.body.pk}&year={clock.today().year}")) == 2
    assert len(listed(client, "?body=x&outcome=y&year=z")) == 2, "what cannot be understood filters nothing"
    client.force_login(cast.chloe)
    assert listed(client, f"?q={hidden.numbered}") == ["Quiet"]
    assert "No decision is like that" in client.get(f"{PAGE}?q=cheese").content.decode()


def test_a_minority_says_its_reasons_with_the_decision_and_after(decide, cast, told, last_entry, client):
    decision = decide(beside=Beside(minority="It costs too much.", minority_by="Hugo"))
    add_opinion(decision, by=cast.farid, text="Nobody asked the branches.")
    again = add_opinion(decision, by=cast.farid, text="Nobody asked the branches.")

    assert [(said.text, said.said_by) for said in decision.opinions.all()] == [
        ("It costs too much.", "Hugo"), ("Nobody asked the branches.", ""),
    ]  # fmt: skip
    assert again.pk == decision.opinions.last().pk
    assert last_entry().verb == "governance.opinion_added"
    assert told(last_entry())[cast.chloe.pk] == Why.MANDATE
    page = client.get(decision.get_absolute_url()).content.decode()
    assert page.index("It costs too much.") < page.index("Nobody asked the branches.")


def test_an_opinion_is_open_to_the_body_until_its_minutes_are_approved(
    decide, cast, client, sitting, board, minutes_of
):
    decision = decide()
    with pytest.raises(Refused, match="sits on"):
        add_opinion(decision, by=cast.driss, text="No.")
    with pytest.raises(ValidationError, match="Please write"):
        add_opinion(decision, by=cast.farid, text=" ")
    client.force_login(cast.farid)
    url = f"{decision.get_absolute_url()}opinions/"
    refused = client.post(url, {"minority": "", "minority_by": "Two of us"})
    assert (refused.status_code, b"Two of us" in refused.content) == (422, True)
    assert client.post(url, {"minority": "Too soon."}).status_code == 303

    minutes_of(sitting)
    with pytest.raises(Refused, match="approved"):
        add_opinion(decision, by=cast.farid, text="Once more.")
    assert client.post(url, {"minority": "Once more."}).status_code == 403
    assert decision.opinions.count() == 1


@pytest.fixture
def minutes_of(cast, board, audiences):
    """Approve minutes of a meeting, at one an hour later."""

    def approve(meeting):
        later = Meeting.objects.create(
            body=meeting.body, audience=audiences.public, starts_at=meeting.starts_at + timedelta(minutes=30)
        )
        save_part(meeting, by=cast.farid, anchor="summary", written=Written("Short."), saves=0)
        minutes = present_minutes(meeting, by=cast.farid).minutes
        return Approval.objects.create(minutes=minutes, presentation=minutes.current, meeting=later, by=cast.farid)

    return approve


def test_the_old_page_says_what_replaced_it_and_what_holds_today(decide, client, told, last_entry, cast):
    first = decide("Ten at most")
    second = decide("Twelve at most", beside=Beside(relation="amends", earlier=first))
    third = decide("Fifteen at most", beside=Beside(relation="replaces", earlier=first))
    assert (last_entry().verb, last_entry().subject_id) == ("governance.decision_replaced", first.pk)
    assert told(last_entry())[cast.chloe.pk] == Why.MANDATE
    fourth = decide(
        "Twenty", outcome="amended", amended_text="Nineteen.", beside=Beside(relation="replaces", earlier=third)
    )

    beside = client.get(first.get_absolute_url()).context["beside"]
    assert [(later.kind, later.decision) for later in beside.later] == [("amends", second), ("replaces", third)]
    assert (beside.holds, beside.holds.number.text) == (fourth, "Nineteen.")
    page = client.get(fourth.get_absolute_url())
    assert (page.context["beside"].earlier.earlier, page.context["beside"].holds) == (third, None)


def test_what_cannot_replace_an_earlier_decision(decide, cast, audiences, sitting):
    few = audiences.listing("few", cast.chloe, cast.farid)
    first = decide("Ten at most")
    decide("Twelve at most", beside=Beside(relation="replaces", earlier=first))
    open_one = decide("Eight")
    later = Meeting.objects.create(
        body=sitting.body, audience=audiences.public, starts_at=sitting.starts_at - timedelta(days=40)
    )
    assembly = Body.objects.create(name="Assembly", audience=audiences.public)
    Mandate.objects.create(body=assembly, holder=cast.chloe, role="chair", from_on=cast.today, until_on=cast.today)
    elsewhere = Meeting.objects.create(body=assembly, audience=audiences.public, starts_at=sitting.starts_at)
    for sentence, terms, beside in (
        ("replaced already", {}, Beside(relation="replaces", earlier=first)),
        ("replaced already", {}, Beside(relation="amends", earlier=first)),
        ("Only what is accepted", {"outcome": "refused"}, Beside(relation="replaces", earlier=open_one)),
        ("whether it replaces", {}, Beside(earlier=open_one)),
        ("number of the earlier", {}, Beside(relation="amends")),
        ("taken later", {"meeting": later}, Beside(relation="replaces", earlier=open_one)),
        ("another body", {"meeting": elsewhere}, Beside(relation="replaces", earlier=open_one)),
        ("Not everyone who reads", {"audience": few}, Beside(relation="replaces", earlier=open_one)),
    ):
        with pytest.raises(ValidationError, match=sentence), transaction.atomic():
            decide("Nine", beside=beside, **terms)
    assert not open_one.successions.exists()


def test_the_form_takes_a_number_and_keeps_what_was_typed(client, cast, before_the_board, decide, days):
    earlier = decide("Ten at most")
    point = before_the_board.points.first()
    client.force_login(cast.chloe)
    typed = {
        "outcome": "accepted", "reason": "Yes.", "owner_service": "The office", "due_on": days(60).isoformat(),
        "next_check_on": days(20).isoformat(), "minority": "Too much.", "relation": "amends", "earlier": "nonsense 1",
    }  # fmt: skip
    url = f"/governance/points/{point.pk}/decision/"
    refused = client.post(url, typed)
    assert refused.status_code == 422
    assert "No decision of this body has this number." in refused.content.decode()
    assert "Too much." in refused.content.decode()

    assert client.post(url, typed | {"earlier": earlier.numbered.lower()}).status_code == 303
    decision = Decision.objects.get(point=point)
    assert (decision.succeeds.earlier, decision.succeeds.kind) == (earlier, "amends")
    assert [said.text for said in decision.opinions.all()] == ["Too much."]


def test_a_number_of_a_decision_one_may_not_read_is_no_number(decide, audiences, cast, sitting):
    quiet = decide("Quiet", audience=audiences.listing("few", cast.chloe))
    assert numbered(cast.chloe, sitting.body, quiet.numbered) == quiet
    assert numbered(cast.awa, sitting.body, quiet.numbered) is None
