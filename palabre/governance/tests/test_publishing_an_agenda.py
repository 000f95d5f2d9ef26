"""An agenda is put in order, published in time, and what changes late says so."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from django.urls import reverse

from palabre.commons.trail.verbs import sentence_of
from palabre.core import clock
from palabre.core.verdict import Refused
from palabre.governance.actions.agendas import Line, publish_agenda, set_agenda
from palabre.governance.actions.items import schedule_item
from palabre.governance.models import AgendaItem, PublishedAgenda, StandingItem
from palabre.governance.queries.publishing import publication_of
from palabre.rules.models import Rule, Rulebook


@pytest.fixture
def meeting(cast, board, audiences):
    """A meeting of the board in 20 days, whose agenda the rules want 7 days ahead."""
    then = date(2020, 1, 1)
    rulebook = Rulebook.objects.create(
        number=1, adopted_by="The board", adopted_on=then, in_force_on=then, by=cast.farid, audience=audiences.public
    )
    Rule.objects.create(rulebook=rulebook, position=0, key="agenda_days", value=7, layer="house")
    board.meeting.starts_at, board.meeting.rulebook = clock.now() + timedelta(days=20), rulebook
    board.meeting.called_at = clock.now() - timedelta(days=1)
    board.meeting.save()
    return board.meeting


@pytest.fixture
def later(monkeypatch):
    def move(days):
        now = clock.now() + timedelta(days=days)
        monkeypatch.setattr(clock, "now", lambda: now)

    return move


def line(title="", *, item=None, kind="discussion", text="", minutes=None, stands=False):
    return Line(item, title, text, kind, minutes, None, "", stands)


def titles(meeting):
    return [item.title for item in meeting.items.order_by("position", "id")]


def test_the_secretary_orders_completes_and_times_an_agenda(meeting, cast, refer, last_entry):
    item = schedule_item(refer(), by=cast.farid, meeting=meeting)
    lines = [
        line("Welcome", minutes=5),
        line(item=item.pk, kind="decision", minutes=40),
        line("Roof", kind="decision", text="Mend it?"),
    ]
    assert set_agenda(meeting, by=cast.farid, lines=lines) == 3
    assert titles(meeting) == ["Welcome", item.title, "Roof"]
    assert [(point.title, point.text) for point in meeting.items.last().points.all()] == [("Roof", "Mend it?")]
    assert sentence_of(last_entry()) == "Farid put in order the agenda of “The board”"


def test_what_others_brought_keeps_its_words_and_cannot_be_taken_off(meeting, cast, refer):
    item = schedule_item(refer(), by=cast.farid, meeting=meeting)
    set_agenda(meeting, by=cast.farid, lines=[line("", item=item.pk, kind="decision")])
    assert titles(meeting) == [item.title]
    assert item.points.count() == 3


def test_an_own_item_without_a_title_is_taken_off(meeting, cast):
    set_agenda(meeting, by=cast.farid, lines=[line("Roof"), line("Wall")])
    roof = AgendaItem.objects.get(title="Roof")
    set_agenda(meeting, by=cast.farid, lines=[line("", item=roof.pk), line("Wall", item=roof.pk + 1)])
    assert titles(meeting) == ["Wall"]


def test_what_came_meanwhile_stands_behind_and_is_not_lost(meeting, cast, refer):
    set_agenda(meeting, by=cast.farid, lines=[line("Roof")])
    roof = AgendaItem.objects.get(title="Roof")
    schedule_item(refer(title="Late one"), by=cast.farid, meeting=meeting)
    set_agenda(meeting, by=cast.farid, lines=[line("Roof, again", item=roof.pk)])
    assert titles(meeting) == ["Roof, again", "Late one"]


def test_an_item_of_another_agenda_is_refused_and_nothing_moves(meeting, cast, refer):
    set_agenda(meeting, by=cast.farid, lines=[line("Roof")])
    elsewhere = refer()
    with pytest.raises(ValidationError, match="no longer on this agenda"):
        set_agenda(meeting, by=cast.farid, lines=[line("Wall"), line("", item=elsewhere.pk)])
    assert titles(meeting) == ["Roof"]


def test_to_inform_has_nothing_to_decide_and_back(meeting, cast):
    set_agenda(meeting, by=cast.farid, lines=[line("Roof", kind="decision")])
    roof = AgendaItem.objects.get(title="Roof")
    set_agenda(meeting, by=cast.farid, lines=[line("Roof", item=roof.pk, kind="information")])
    assert roof.points.count() == 0
    set_agenda(meeting, by=cast.farid, lines=[line("Roof", item=roof.pk, kind="decision")])
    assert roof.points.get().title == "Roof"


def test_what_stands_on_every_agenda_is_kept_and_let_go(meeting, cast):
    set_agenda(meeting, by=cast.farid, lines=[line("News", stands=True, minutes=10)])
    assert StandingItem.objects.get().box_minutes == 10
    news = AgendaItem.objects.get()
    set_agenda(meeting, by=cast.farid, lines=[line("News", item=news.pk)])
    assert StandingItem.objects.count() == 0


@pytest.mark.parametrize("who", ["awa", "chloe", "driss", "greta"])
def test_others_set_and_publish_no_agenda(meeting, cast, who):
    if who == "chloe":
        meeting.body.mandates.filter(holder=cast.chloe).update(role="director")
    with pytest.raises(Refused, match="Only the chair or the secretary"):
        set_agenda(meeting, by=getattr(cast, who), lines=[line("Roof")])
    with pytest.raises(Refused, match="Only the chair or the secretary"):
        publish_agenda(meeting, by=getattr(cast, who))


def test_published_in_time_it_is_frozen_and_the_body_is_told(meeting, cast, told, last_entry):
    set_agenda(meeting, by=cast.farid, lines=[line("Roof", minutes=20)])
    published = publish_agenda(meeting, by=cast.farid)
    assert (published.number, published.late, published.due_on) == (1, False, cast.today + timedelta(days=13))
    assert [(each["title"], each["minutes"]) for each in published.lines] == [("Roof", 20)]
    assert set(told(last_entry())) == {cast.chloe.pk, cast.farid.pk}
    with pytest.raises(DatabaseError), transaction.atomic():
        PublishedAgenda.objects.update(reason="Another")
    with pytest.raises(DatabaseError), transaction.atomic():
        PublishedAgenda.objects.all().delete()


def test_nothing_or_nothing_new_is_not_published(meeting, cast):
    with pytest.raises(Refused, match="nothing to publish"):
        publish_agenda(meeting, by=cast.farid)
    set_agenda(meeting, by=cast.farid, lines=[line("Roof")])
    publish_agenda(meeting, by=cast.farid)
    with pytest.raises(Refused, match="nothing to publish"):
        publish_agenda(meeting, by=cast.farid)


def test_a_change_in_time_is_a_version_and_not_late(meeting, cast, later):
    set_agenda(meeting, by=cast.farid, lines=[line("Roof")])
    publish_agenda(meeting, by=cast.farid)
    later(13)  # the last day
    roof = AgendaItem.objects.get()
    set_agenda(meeting, by=cast.farid, lines=[line("Roof", item=roof.pk), line("Wall")])
    assert publication_of(meeting, cast.awa).added == {AgendaItem.objects.get(title="Wall").pk}
    assert publish_agenda(meeting, by=cast.farid).late is False
    assert publication_of(meeting, cast.awa).late == []


def test_a_late_change_says_why_and_everyone_reads_what_changed(meeting, cast, later, client):
    set_agenda(meeting, by=cast.farid, lines=[line("Roof"), line("Door")])
    publish_agenda(meeting, by=cast.farid)
    later(14)
    roof, door = AgendaItem.objects.order_by("pk")
    lines = [line("", item=door.pk), line("Wall"), line("Roof", item=roof.pk, minutes=9)]
    set_agenda(meeting, by=cast.farid, lines=lines)
    with pytest.raises(ValidationError, match="please say why"):
        publish_agenda(meeting, by=cast.farid, reason="  ")
    publish_agenda(meeting, by=cast.farid, reason="It fell yesterday.")
    shown = publication_of(meeting, cast.awa)
    assert [(each.added, each.gone, each.otherwise) for each in shown.late] == [(["Wall"], ["Door"], ["Roof"])]
    assert set(shown.late_items) == {AgendaItem.objects.get(title="Wall").pk}
    page = client.get(meeting.get_absolute_url()).content.decode()
    for words in (
        "Changed late",
        "It fell yesterday.",
        "Added: Wall",
        "Taken off: Door",
        "Changed: Roof",
        "Added late",
    ):
        assert words in page


def test_the_first_publication_may_be_late_too(meeting, cast, later):
    later(15)
    set_agenda(meeting, by=cast.farid, lines=[line("Roof")])
    assert publish_agenda(meeting, by=cast.farid, reason="Illness.").late is True
    assert publication_of(meeting, cast.awa).late_items == {}


def test_a_change_is_not_told_to_whoever_may_not_read_the_item(meeting, cast, refer, audiences):
    set_agenda(meeting, by=cast.farid, lines=[line("Roof")])
    publish_agenda(meeting, by=cast.farid)
    schedule_item(refer(title="Secret", audience=audiences.members), by=cast.farid, meeting=meeting)
    assert publication_of(meeting, cast.zoe).has_changed is False
    assert publication_of(meeting, cast.awa).has_changed is True


def test_the_secretary_does_it_all_by_the_page(meeting, cast, client, refer):
    item = schedule_item(refer(), by=cast.farid, meeting=meeting)
    client.force_login(cast.farid)
    address = reverse("governance:meeting_agenda", args=[meeting.pk])
    assert item.title in client.get(address).content.decode()
    sent = {
        "item-TOTAL_FORMS": "2", "item-INITIAL_FORMS": "1", "item-0-item": item.pk, "item-0-place": "2",
        "item-0-kind": "decision", "item-1-title": "Welcome", "item-1-place": "1", "item-1-kind": "information",
        "item-1-box_minutes": "5", "item-1-presenter": cast.chloe.pk,
    }  # fmt: skip
    refused = client.post(address, sent | {"item-1-box_minutes": "0"})
    assert refused.status_code == 422
    assert "Welcome" in refused.content.decode()
    assert client.post(address, sent).status_code == 303
    assert titles(meeting) == ["Welcome", item.title]
    assert client.post(reverse("governance:agenda_publication", args=[meeting.pk])).status_code == 303
    client.logout()
    page = client.get(meeting.get_absolute_url()).content.decode()
    for words in ("Welcome", "To inform", "5 minutes", "Chloé", "Published"):
        assert words in page


def test_a_late_publication_without_a_reason_is_asked_for_it(meeting, cast, client, later):
    set_agenda(meeting, by=cast.farid, lines=[line("Roof")])
    later(15)
    client.force_login(cast.farid)
    answer = client.post(reverse("governance:agenda_publication", args=[meeting.pk]))
    assert answer.status_code == 422
    assert "please say why" in answer.content.decode()


def test_a_question_where_nothing_is_to_decide_is_not_dropped_in_silence(meeting, cast, client):
    client.force_login(cast.farid)
    sent = {
        "item-TOTAL_FORMS": "1", "item-INITIAL_FORMS": "0", "item-0-title": "Roof", "item-0-kind": "information",
        "item-0-text": "Shall it be mended?",
    }  # fmt: skip
    answer = client.post(reverse("governance:meeting_agenda", args=[meeting.pk]), sent)
    assert answer.status_code == 422
    for words in ("A question is asked here", "Shall it be mended?"):
        assert words in answer.content.decode()


def test_the_convocation_is_a_paper(meeting, client):
    answer = client.get(reverse("governance:convocation_pdf", args=[meeting.pk]))
    assert b"".join(answer.streaming_content if answer.streaming else [answer.content]).startswith(b"%PDF")
