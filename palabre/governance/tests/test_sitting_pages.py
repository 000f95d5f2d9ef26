"""The screen of a sitting, the page for the wall, and where counted votes are read."""

import pytest
from django.urls import reverse

from palabre.core import clock
from palabre.governance.actions.counts import Tally, count_votes
from palabre.governance.actions.minutes import present_minutes, save_part
from palabre.governance.actions.sittings import pass_to
from palabre.governance.models import AgendaItem, Minutes, Presence
from palabre.governance.written import Written

pytestmark = pytest.mark.usefixtures("larger_board")


def address(name, *args):
    return reverse(f"governance:{name}", args=args)


def test_the_screen_is_for_whoever_keeps_the_sitting(client, cast, sitting, board):
    for who, status in ((cast.awa, 403), (cast.bruno, 403), (cast.farid, 200), (cast.chloe, 200)):
        client.force_login(who)
        assert client.get(address("sitting", sitting.pk)).status_code == status, who
    assert client.get(address("sitting", board.meeting.pk)).status_code == 403


def test_next_saves_what_was_typed_and_what_nobody_touched_is_left_alone(client, cast, sitting, refer):
    one, two = refer("One", number=1), refer("Two", number=2)
    AgendaItem.objects.update(meeting=sitting)
    client.force_login(cast.farid)
    page = client.get(address("sitting", sitting.pk) + f"?item={one.pk}")
    opened = page.context["notes"]["opened"]
    typed = {"anchor": f"i{one.pk}", "saves": 0, "opened": opened, "at": "sitting", "to": f"{one.pk}.0", "text": ""}
    assert client.post(address("sitting_passages", sitting.pk), typed).status_code == 303
    seen = sitting.passages.last().pk
    save_part(sitting, by=cast.chloe, anchor=f"i{one.pk}", written=Written("Chloé's words."), saves=0)

    answer = client.post(address("sitting_passages", sitting.pk), typed | {"to": f"{two.pk}.{seen}"})

    assert (answer.status_code, sitting.passages.last().item) == (303, two), "nobody's words were touched"
    typed = typed | {"text": "Farid's words.", "to": f"{one.pk}.{sitting.passages.last().pk}"}
    answer = client.post(address("sitting_passages", sitting.pk), typed)
    assert answer.status_code == 422
    assert "Chloé&#x27;s words." in answer.content.decode()
    assert "Farid&#x27;s words." in answer.content.decode()
    assert sitting.passages.last().item == two, "one stays until both texts were seen"
    saves = Minutes.objects.get().parts.get(anchor=f"i{one.pk}").saves
    client.post(address("sitting_passages", sitting.pk), typed | {"saves": saves})
    assert Minutes.objects.get().parts.get(anchor=f"i{one.pk}").text == "Farid's words."
    assert sitting.passages.last().item == one


def test_whoever_asks_again_is_told_only_what_is_new(client, monkeypatch, cast, sitting, before_the_board, note):
    now = clock.now()
    monkeypatch.setattr(clock, "now", lambda: now)  # a minute that ends is news as well
    client.force_login(cast.farid)
    page = client.get(address("sitting", sitting.pk))
    asked = {"seen": page.context["seen"], "since": page.context["since"]}
    htmx = {"HX-Request": "true"}
    assert client.get(address("sitting", sitting.pk), asked, headers=htmx).status_code == 204
    note(cast.chloe, by=cast.chloe)
    again = client.get(address("sitting", sitting.pk), asked, headers=htmx)
    assert again.status_code == 200
    assert 'hx-swap-oob="true"' in again.content.decode()
    assert "<html" not in again.content.decode()
    count_votes(before_the_board.points.first(), by=cast.chloe, tally=Tally(1))
    again = client.get(address("sitting", sitting.pk), asked | {"seen": again.context["seen"]}, headers=htmx)
    assert "Votes were counted or a decision was recorded" in again.content.decode()
    assert 'id="presence"' not in again.content.decode(), "what somebody opened in the sheet stays open"


def test_the_sheet_is_kept_without_javascript(client, cast, sitting):
    client.force_login(cast.farid)
    place = address("sitting_presence", sitting.pk)
    answer = client.post(place, {"member": [cast.chloe.pk, cast.awa.pk], "how": "room"})
    assert answer.status_code == 303
    answer = client.post(place, {"member": cast.driss.pk, "how": "left"})
    assert answer.status_code == 422
    assert "Only who is there can leave." in answer.content.decode()
    assert Presence.objects.count() == 2


def test_the_votes_stand_on_the_decision_in_the_minutes_and_on_paper(
    client, cast, sitting, before_the_board, note, accept
):
    client.force_login(cast.farid)
    point = before_the_board.points.first()
    note(cast.chloe, cast.awa, cast.driss)
    votes = {"in_favour": 2, "against": 9, "abstaining": 0, "not_taking_part": 0, "way": "open"}
    refused = client.post(address("point_counts", point.pk), votes)
    assert refused.status_code == 422
    assert "11 votes were counted and 3 voices take part" in refused.content.decode()
    assert 'value="9"' in refused.content.decode(), "what was typed stays"
    assert client.post(address("point_counts", point.pk), votes | {"against": 1}).status_code == 303
    mended = votes | {"in_favour": 3, "against": 0, "because": "A hand was missed."}
    assert client.post(address("point_counts", point.pk), mended).status_code == 303
    decision = accept(point)
    save_part(sitting, by=cast.farid, anchor="summary", written=Written("We voted."), saves=0)
    present_minutes(sitting, by=cast.farid)

    client.logout()
    for place in (
        address("decision", decision.pk),
        address("minutes", sitting.pk),
        address("item", before_the_board.pk),
    ):
        said = client.get(place).content.decode()
        assert "<strong>3</strong> in favour" in said, place
        assert "A hand was missed." in said, place
        assert "3 present or represented, of 3." in said, place


def test_the_wall_shows_where_the_meeting_is_to_its_readers_and_names_nobody(
    client, cast, sitting, before_the_board, note
):
    place = address("sitting_wall", sitting.pk)
    assert "The sitting has not begun" in client.get(place).content.decode()
    note(cast.chloe)
    pass_to(sitting, by=cast.farid, item=before_the_board, seen=0)
    said = client.get(place).content.decode()
    assert before_the_board.title in said
    assert "Chloé" not in said
    assert "Farid" not in said
