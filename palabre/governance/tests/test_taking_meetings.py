"""Minutes and agendas on paper, meetings in a calendar: what everyone who reads them reads, and nothing more."""

import io
from datetime import timedelta

import pytest
from django.urls import reverse
from pypdf import PdfReader

from palabre.governance.actions.approving import approve_minutes, correct_minutes
from palabre.governance.actions.minutes import add_part, present_minutes, save_part
from palabre.governance.models import AgendaItem, Meeting
from palabre.governance.written import Written


@pytest.fixture
def presented(cast, sitting, before_the_board, accept, days):
    """Minutes with a decision, and a part held back."""
    accept(before_the_board.points.first())
    part = add_part(sitting, by=cast.farid, title="A case")
    held = {"held_because": "It is about someone.", "held_until_on": days(30)}
    save_part(sitting, by=cast.farid, anchor=part.anchor, written=Written("Grelinette", **held), saves=0)
    said = Written("Two guests", present=(cast.chloe.pk,), excused=(cast.farid.pk,))
    save_part(sitting, by=cast.farid, anchor="presence", written=said, saves=0)
    save_part(sitting, by=cast.farid, anchor="summary", written=Written("We *publish*."), saves=0)
    return present_minutes(sitting, by=cast.farid).minutes


def text_of(answer):
    assert answer["Content-Type"] == "application/pdf"
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(answer.content)).pages).split())


def test_minutes_are_printed_with_all_that_everyone_reads(client, cast, sitting, presented):
    printed = text_of(client.get(reverse("governance:minutes_pdf", args=[sitting.pk])))

    hash_begins = presented.current.sha256[:20]
    for words in (
        "Minutes: The board", "We publish.", "Chloé (member of the body)", "Two guests", "presented, not yet approved",
        "Agendas: accepted (", "It costs little.", "It is about someone.", hash_begins,
    ):  # fmt: skip
        assert words in printed, words


def test_paper_never_has_what_is_held_back_whoever_asks(client, cast, sitting, presented):
    for member in (None, cast.awa, cast.chloe, cast.farid):
        if member:
            client.force_login(member)
        assert "Grelinette" not in text_of(client.get(reverse("governance:minutes_pdf", args=[sitting.pk]))), member


def test_a_correction_is_printed_and_changes_what_a_browser_keeps(client, cast, board, sitting, presented):
    place = reverse("governance:minutes_pdf", args=[sitting.pk])
    before = client.get(place)
    assert client.get(place, headers={"If-None-Match": before["ETag"]}).status_code == 304
    later = Meeting.objects.create(
        body=board.body, audience=sitting.audience, starts_at=sitting.starts_at + timedelta(minutes=30)
    )
    approve_minutes(presented, by=cast.farid, at=later)
    correct_minutes(presented, by=cast.farid, text="Lille, not Lyon.")

    after = client.get(place, headers={"If-None-Match": before["ETag"]})

    assert "Lille, not Lyon." in text_of(after)
    assert "approved on" in text_of(after)


def test_an_agenda_is_printed_as_far_as_one_may_read_it(client, cast, sitting, before_the_board, refer, audiences):
    quiet = refer(title="A quiet matter", audience=audiences.members)
    AgendaItem.objects.filter(pk=quiet.pk).update(meeting=sitting)
    place = reverse("governance:agenda_pdf", args=[sitting.pk])

    assert "Publish what is decided" in text_of(client.get(place))
    assert "A quiet matter" not in text_of(client.get(place))
    client.force_login(cast.awa)
    assert "A quiet matter" in text_of(client.get(place))


def test_nothing_is_printed_of_what_was_not_presented(client, cast, sitting):
    client.force_login(cast.farid)
    assert client.get(reverse("governance:minutes_pdf", args=[sitting.pk])).status_code == 404


def test_a_meeting_and_all_of_a_body_go_into_a_calendar(client, board, sitting):
    one = client.get(reverse("governance:meeting_ics", args=[board.meeting.pk]))
    all_ = client.get(reverse("governance:body_ics", args=[board.body.pk]))

    assert one["Content-Type"] == "text/calendar; charset=utf-8"
    assert one.content.decode().count("BEGIN:VEVENT") == 1
    assert "LOCATION:Lille" in one.content.decode()
    assert all_.content.decode().count("BEGIN:VEVENT") == 2
    assert all_["Content-Disposition"] == 'attachment; filename="the-board.ics"'


def test_a_meeting_for_a_few_is_in_nobody_elses_calendar(client, cast, board, audiences):
    Meeting.objects.filter(pk=board.meeting.pk).update(audience=audiences.listing("few", cast.chloe))
    feed = reverse("governance:body_ics", args=[board.body.pk])

    assert b"VEVENT" not in client.get(feed).content
    assert client.get(reverse("governance:meeting_ics", args=[board.meeting.pk])).status_code == 404
    client.force_login(cast.chloe)
    assert b"VEVENT" in client.get(feed).content
