"""A member's point that is put on an agenda published before, after its day: a late change, and it says why."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from palabre.commons.trail.models import Entry
from palabre.core import clock
from palabre.governance.actions.agendas import Line, publish_agenda, set_agenda
from palabre.governance.actions.request_answers import answer_point
from palabre.governance.models import Meeting, PublishedAgenda
from palabre.governance.queries.publishing import publication_of
from palabre.governance.request_terms import Answering


@pytest.fixture
def published(cast, board, ruled):
    """The board meets in ten days; its agenda, due two days ago, was published in time; since, one line was added."""
    rulebook = ruled(agenda_days=12)
    Meeting.objects.filter(pk=board.meeting.pk).update(
        rulebook=rulebook, starts_at=clock.now() + timedelta(days=10), called_at=clock.now() - timedelta(days=30)
    )
    meeting = Meeting.objects.get(pk=board.meeting.pk)
    lines = [Line(None, "Welcome", "", "information", 5, None, "", False)]
    set_agenda(meeting, by=cast.farid, lines=lines)
    publish_agenda(meeting, by=cast.farid, reason="We were away.")
    first = meeting.items.get()
    again = Line(first.pk, "Welcome", "", "information", 5, None, "", False)
    set_agenda(meeting, by=cast.farid, lines=[again, Line(None, "Roof", "", "discussion", 5, None, "", False)])
    return meeting


def answer(propose, cast, meeting, **said):
    return answer_point(propose(), by=cast.farid, answering=Answering("scheduled", meeting, **said))


def test_whoever_puts_it_there_says_why_it_comes_late(cast, published, propose):
    with pytest.raises(ValidationError, match="please say why it comes late") as fault:
        answer(propose, cast, published, late_because=" ")
    assert list(fault.value.message_dict) == ["late_because"]
    assert PublishedAgenda.objects.count() == 1


def test_it_shows_as_a_late_change_with_its_reason_and_nothing_else_is_published_with_it(cast, published, propose):
    asked = answer(propose, cast, published, late_because="Its supporters were found\nyesterday.")
    newest = published.published_agendas.last()
    assert (newest.number, newest.reason, newest.by) == (2, "Its supporters were found yesterday.", cast.farid)
    assert [line["title"] for line in newest.lines] == ["Welcome", asked.title]
    shown = publication_of(published, cast.awa)
    (change,) = shown.late
    assert (change.added, change.version) == ([asked.title], newest)
    assert shown.late_items == {asked.item_id: newest}
    assert shown.added == {published.items.get(title="Roof").pk}
    assert Entry.objects.filter(verb="governance.agenda_published_late").count() == 2


def test_before_the_agenda_is_published_or_its_day_nothing_is_asked(cast, board, published, propose):
    other = Meeting.objects.create(
        body=board.body, audience=published.audience, starts_at=clock.now() + timedelta(days=9),
        rulebook=published.rulebook, called_at=clock.now() - timedelta(days=30),
    )  # fmt: skip
    answer(propose, cast, other)
    assert not other.published_agendas.exists()


def test_in_time_it_is_added_since_and_waits_to_be_published(cast, published, propose):
    Meeting.objects.filter(pk=published.pk).update(starts_at=clock.now() + timedelta(days=40))
    asked = answer(propose, cast, Meeting.objects.get(pk=published.pk))
    assert published.published_agendas.count() == 1
    assert asked.item_id in publication_of(published, cast.awa).added


def test_the_page_asks_for_it_and_loses_nothing(client, cast, published, propose):
    asked = propose()
    client.force_login(cast.farid)
    assert "Why it comes late" in client.get(asked.get_absolute_url()).content.decode()
    words = {"fate": "scheduled", "meeting": published.pk, "reason": "We want to speak of it."}
    answer = client.post(f"{asked.get_absolute_url()}answer/", words)
    html = answer.content.decode()
    assert answer.status_code == 422
    assert "please say why it comes late" in html
    assert "We want to speak of it." in html
    assert client.post(f"{asked.get_absolute_url()}answer/", words | {"late_because": "It fell in."}).status_code == 303
    page = client.get(published.get_absolute_url()).content.decode()
    assert "Added late" in page
    assert "It fell in." in page


def test_where_no_agenda_is_late_the_page_asks_for_nothing_more(client, cast, propose):
    client.force_login(cast.farid)
    assert "Why it comes late" not in client.get(propose().get_absolute_url()).content.decode()
