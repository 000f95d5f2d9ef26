"""Minutes approved at a later meeting never change, by any way; what was wrong is corrected beside them."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.db.utils import DatabaseError
from django.urls import reverse

from palabre.commons.trail.verbs import sentence_of
from palabre.core import clock
from palabre.core.verdict import Refused
from palabre.governance.actions.approving import approve_minutes, correct_minutes
from palabre.governance.actions.minutes import add_part, present_minutes, save_part
from palabre.governance.freezing import hash_again
from palabre.governance.models import Approval, Body, Correction, Meeting, MinutesPart
from palabre.governance.policies import may_approve_minutes, may_correct_minutes, may_write_minutes
from palabre.governance.written import Written


@pytest.fixture
def before(board, audiences):
    """A meeting of the board ten days ago."""
    return Meeting.objects.create(
        body=board.body, audience=audiences.public, starts_at=clock.now() - timedelta(days=10), place="Lyon"
    )


@pytest.fixture
def presented(cast, before, days):
    """Its minutes, presented by Farid, with a part held back."""
    part = add_part(before, by=cast.farid, title="A case")
    held = {"held_because": "It is about someone.", "held_until_on": days(30)}
    save_part(before, by=cast.farid, anchor=part.anchor, written=Written("Grelinette", "A case", **held), saves=0)
    said = Written("Two guests", present=(cast.chloe.pk,))
    save_part(before, by=cast.farid, anchor="presence", written=said, saves=0)
    save_part(before, by=cast.farid, anchor="summary", written=Written("We met."), saves=0)
    return present_minutes(before, by=cast.farid).minutes


@pytest.fixture
def approved(cast, presented, sitting):
    return approve_minutes(presented, by=cast.farid, at=sitting)


def address(meeting, name="minutes"):
    return reverse(f"governance:{name}", args=[meeting.pk])


def test_a_later_meeting_approves_them_and_both_pages_say_so(client, cast, before, presented, sitting, last_entry):
    client.force_login(cast.farid)
    assert "To be approved:" in client.get(sitting.get_absolute_url()).content.decode()

    answer = client.post(address(before, "minutes_approval"), {"meeting": sitting.pk})

    assert (answer.status_code, answer.url) == (303, address(before))
    assert sentence_of(last_entry()) == f"“The board” approved “{presented.title}”"
    assert "approved on" in client.get(answer.url).content.decode()
    assert "Approved at this meeting:" in client.get(sitting.get_absolute_url()).content.decode()
    assert not MinutesPart.objects.exists()


def test_twice_is_once(cast, presented, sitting, approved):
    assert approve_minutes(presented, by=cast.farid, at=sitting) == approved


def test_an_earlier_meeting_another_body_or_one_to_come_approves_nothing(cast, board, presented, before, audiences):
    other = Body.objects.create(name="Another", audience=audiences.public)
    elsewhere = Meeting.objects.create(body=other, audience=audiences.public, starts_at=clock.now())
    for meeting, reason in (
        (before, "Minutes are approved at a later meeting of the same body."),
        (elsewhere, "Minutes are approved at a later meeting of the same body."),
        (board.meeting, "This meeting has not begun: it has approved nothing yet."),
    ):
        assert may_approve_minutes(cast.farid, presented, meeting).reason == reason
        with pytest.raises(Refused):
            approve_minutes(presented, by=cast.farid, at=meeting)


@pytest.mark.parametrize("who", ["awa", "bruno", "chloe", "driss", "greta", "zoe"])
def test_others_neither_approve_nor_correct(cast, presented, sitting, who):
    member = getattr(cast, who)
    assert "Only the chair or the secretary" in may_approve_minutes(member, presented).reason
    assert "Only the chair or the secretary" in may_correct_minutes(member, presented).reason
    with pytest.raises(Refused):
        approve_minutes(presented, by=member, at=sitting)


def test_what_nobody_has_read_is_not_approved(cast, before, presented, sitting):
    save_part(before, by=cast.farid, anchor="summary", written=Written("We met twice."), saves=1)

    with pytest.raises(Refused, match="Something was written since"):
        approve_minutes(presented, by=cast.farid, at=sitting)


def test_approved_minutes_are_written_and_presented_no_more(cast, before, approved):
    before = Meeting.objects.get(pk=before.pk)
    assert "never change" in may_write_minutes(cast.farid, before).reason
    with pytest.raises(Refused):
        save_part(before, by=cast.farid, anchor="summary", written=Written("Other"), saves=0)
    with pytest.raises(Refused):
        present_minutes(before, by=cast.farid, reason="Other")


TABLES = ("approval", "presentation", "attendance", "heldback", "correction")


@pytest.mark.parametrize("table", [*(f"governance_{name}" for name in TABLES), "texts_revision"])
def test_the_database_itself_refuses_to_change_or_remove_them(cast, approved, table):
    correct_minutes(approved.minutes, by=cast.farid, text="Lille, not Lyon.")
    for statement in (f"UPDATE {table} SET id = id", f"DELETE FROM {table}"):
        with pytest.raises(DatabaseError, match="only ever added"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)


def test_approved_minutes_stay_even_when_somebody_points_them_elsewhere(client, cast, before, approved):
    """The row that names what was presented last can be written; what was approved is what is shown."""
    connection.cursor().execute("UPDATE governance_minutes SET current_id = current_id, title = 'Other'")
    assert "We met." in client.get(address(before)).content.decode()
    assert hash_again(approved.presentation) == approved.presentation.sha256


def test_a_correction_stands_beside_them_with_its_day(client, cast, before, approved, last_entry):
    client.force_login(cast.farid)
    place = address(before, "minutes_corrections")

    assert client.post(place, {"text": " "}).status_code == 422
    answer = client.post(place, {"text": "Lille, not Lyon."})
    client.post(place, {"text": "Lille, not Lyon."})

    assert (answer.status_code, Correction.objects.count()) == (303, 1)
    assert "added a correction to" in sentence_of(last_entry())
    html = client.get(address(before)).content.decode()
    assert html.index("We met.") < html.index("Corrections since the approval") < html.index("Lille, not Lyon.")


def test_nothing_is_corrected_beside_minutes_that_are_still_written(cast, presented):
    assert "not approved yet" in may_correct_minutes(cast.farid, presented).reason
    with pytest.raises(Refused):
        correct_minutes(presented, by=cast.farid, text="x")


def test_a_correction_says_something(cast, approved):
    with pytest.raises(ValidationError):
        correct_minutes(approved.minutes, by=cast.farid, text="  ")


def test_who_was_there_stays_under_a_number_when_they_leave(client, cast, before, approved):
    assert "Chloé" in client.get(address(before)).content.decode()
    cast.chloe.name = "Someone who left"
    cast.chloe.save()

    assert "Chloé" not in client.get(address(before)).content.decode()
    assert hash_again(approved.presentation) == approved.presentation.sha256


def test_only_one_approval_is_kept(cast, approved):
    with pytest.raises(DatabaseError), transaction.atomic():
        Approval.objects.create(
            minutes=approved.minutes, presentation=approved.presentation, meeting=approved.meeting, by=cast.farid
        )
