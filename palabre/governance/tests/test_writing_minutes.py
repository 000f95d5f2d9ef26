"""Minutes in the making: part by part, saved by themselves, presented, and read as far as one may."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from palabre.commons.trail.models import Entry
from palabre.commons.trail.verbs import Why, sentence_of
from palabre.core import clock
from palabre.core.verdict import Refused
from palabre.governance.actions.minutes import PartSavedMeanwhile, add_part, present_minutes, save_part
from palabre.governance.models import AgendaItem, Attendance, HeldBack, Mandate, Minutes, MinutesPart
from palabre.governance.policies import may_present_minutes, may_write_minutes
from palabre.governance.written import Written

ONLY = "Only the chair or the secretary of “The board” writes its minutes."


@pytest.fixture
def write(cast, sitting):
    """Farid writes one part of the minutes of the meeting that sits."""

    def save(anchor="summary", text="We publish more.", saves=0, by=None, **said):
        return save_part(sitting, by=by or cast.farid, anchor=anchor, written=Written(text, **said), saves=saves)

    return save


def address(sitting, name="minutes", *more):
    return reverse(f"governance:{name}", args=[sitting.pk, *more])


def test_the_secretary_writes_part_by_part_and_the_trail_notes_who_began(cast, sitting, before_the_board, write):
    write("presence", "Two guests", present=(cast.chloe.pk,), excused=(cast.farid.pk,))
    write(f"i{before_the_board.pk}", "A long debate.")
    write("summary", "We publish more.")
    write("summary", "We publish all.", saves=1)

    assert {part.anchor: part.text for part in MinutesPart.objects.all()} == {
        "presence": "Two guests",
        f"i{before_the_board.pk}": "A long debate.",
        "summary": "We publish all.",
    }
    assert [sentence_of(e) for e in Entry.objects.filter(verb="governance.minutes_written")] == [
        f"Farid writes “{Minutes.objects.get().title}”"
    ]


@pytest.mark.parametrize("who", ["awa", "bruno", "chloe", "driss", "greta", "zoe"])
def test_others_do_not_write_them(cast, sitting, who):
    assert may_write_minutes(getattr(cast, who), sitting).reason == ONLY
    with pytest.raises(Refused, match="Only the chair or the secretary"):
        save_part(sitting, by=getattr(cast, who), anchor="summary", written=Written("x"), saves=0)


def test_nobody_writes_them_before_the_meeting(cast, board):
    assert may_write_minutes(cast.farid, board.meeting).reason == (
        "The meeting has not begun. Its minutes are written once it sits."
    )


def test_two_on_two_parts_never_meet_and_of_two_on_one_the_second_sees_the_first(cast, board, sitting, write):
    Mandate.objects.filter(holder=cast.chloe).update(role="chair")
    write("summary", "Farid's")
    write("presence", "Chloé's", by=cast.chloe)

    with pytest.raises(PartSavedMeanwhile) as caught:
        write("summary", "Chloé's", by=cast.chloe)

    assert (caught.value.part.text, caught.value.part.saved_by) == ("Farid's", cast.farid)
    assert MinutesPart.objects.get(anchor="summary").text == "Farid's"


def test_a_part_of_another_meeting_is_no_part_of_these(cast, sitting, write, refer):
    with pytest.raises(ValueError, match="no part"):
        write(f"i{refer().pk}", "Elsewhere")
    with pytest.raises(ValueError, match="no part"):
        write("own7", "Nowhere")


def test_what_is_held_back_says_why_and_until_a_day_to_come(cast, sitting, write, days):
    part = add_part(sitting, by=cast.farid, title="A case")
    for said, field in (
        ({"held_because": "Someone"}, "held_until_on"),
        ({"held_until_on": days(9)}, "held_because"),
        ({"held_because": "Someone", "held_until_on": days(0)}, "held_until_on"),
    ):
        with pytest.raises(ValidationError) as fault:
            write(part.anchor, "x", **said)
        assert list(fault.value.message_dict) == [field]


def test_the_same_part_added_twice_is_one(cast, sitting):
    first = add_part(sitting, by=cast.farid, title="Other matters")
    assert add_part(sitting, by=cast.farid, title="Other  matters") == first
    assert add_part(sitting, by=cast.farid, title="The end").anchor == "own2"


def test_presented_they_are_read_by_the_meetings_readers_and_the_body_is_told(
    cast, sitting, before_the_board, write, told, last_entry
):
    write("presence", "Two guests", present=(cast.chloe.pk,))
    write(f"i{before_the_board.pk}", "A *long* debate.")
    write()
    assert not Minutes.objects.visible_to(cast.awa).exists()

    presented = present_minutes(sitting, by=cast.farid)

    minutes = Minutes.objects.get()
    assert (minutes.current, minutes.audience) == (presented, sitting.audience)
    assert presented.revision.html == "<p>We publish more.</p>"
    assert [(part["title"], part["html"]) for part in presented.revision.parts] == [
        ("Publish what is decided", "<p>A <strong>long</strong> debate.</p>")
    ]
    assert list(Attendance.objects.values_list("member", "role", "name")) == [
        (cast.chloe.pk, "director", ""),
        (None, "", "Two guests"),
    ]
    assert sentence_of(last_entry()) == f"Farid presented “{minutes.title}”, not yet approved"
    assert told(last_entry()) == {cast.chloe.pk: Why.MANDATE, cast.farid.pk: Why.MANDATE}


def test_nothing_is_presented_of_nothing(cast, sitting):
    assert may_present_minutes(cast.farid, sitting).reason == "Nothing is written yet: there is nothing to present."


def test_presented_again_they_say_why_and_differ(cast, sitting, write):
    write()
    present_minutes(sitting, by=cast.farid)
    with pytest.raises(Refused, match="Nothing differs"):
        present_minutes(sitting, by=cast.farid, reason="Again")
    write(text="We publish all.", saves=1)
    with pytest.raises(ValidationError):
        present_minutes(sitting, by=cast.farid)

    again = present_minutes(sitting, by=cast.farid, reason="A word was wrong.")

    assert (again.revision.number, again.revision.reason) == (2, "A word was wrong.")
    assert Minutes.objects.get().current == again


def test_the_page_of_minutes_in_the_making_is_there_for_those_who_write_only(client, cast, sitting, write):
    write(text="Nobody reads this yet")
    for member, status in ((None, 404), (cast.awa, 404), (cast.chloe, 404), (cast.farid, 303)):
        if member:
            client.force_login(member)
        assert client.get(address(sitting)).status_code == status, member
    assert "Nobody reads this yet" in client.get(address(sitting, "minutes_writing")).content.decode()
    client.force_login(cast.awa)
    assert client.get(address(sitting, "minutes_writing")).status_code == 403
    assert "Nobody reads this yet" not in client.get(sitting.get_absolute_url()).content.decode()


def test_a_part_is_saved_from_the_page_by_hand_and_by_itself(client, cast, sitting):
    client.force_login(cast.farid)
    place = address(sitting, "minutes_part", "summary")

    by_hand = client.post(place, {"text": "One", "saves": 0})
    by_itself = client.post(place, {"text": "Two", "saves": 1, "deed": "autosave"}, headers={"HX-Request": "true"})

    assert (by_hand.status_code, by_hand.url) == (303, address(sitting, "minutes_writing") + "#summary")
    assert 'name="saves" value="2"' in by_itself.content.decode()
    assert "<html" not in by_itself.content.decode()
    assert MinutesPart.objects.get().text == "Two"


def test_of_two_secretaries_the_second_is_shown_both_texts_and_may_choose(client, cast, sitting, write):
    Mandate.objects.filter(holder=cast.chloe).update(role="chair")
    write(text="Of Farid")
    client.force_login(cast.chloe)
    place = address(sitting, "minutes_part", "summary")

    by_itself = client.post(place, {"text": "Of Chloé", "saves": 0, "deed": "autosave"}, headers={"HX-Request": "true"})
    answer = client.post(place, {"text": "Of Chloé", "saves": 0})

    assert (by_itself.status_code, answer.status_code) == (422, 422)
    assert 'name="saves" value="0"' in by_itself.content.decode()
    html = answer.content.decode()
    assert "Farid changed this part while you were writing." in html
    assert "Of Farid" in html
    assert "Of Chloé" in html
    assert MinutesPart.objects.get().text == "Of Farid"
    assert client.post(place, {"text": "Of both", "saves": 1}).status_code == 303


def test_presence_is_ticked_among_who_sat_there_that_day(client, cast, board, sitting):
    client.force_login(cast.farid)
    Mandate.objects.create(
        body=board.body, holder=cast.bruno, role="director", from_on=cast.today + timedelta(days=9),
        until_on=cast.today + timedelta(days=99),
    )  # fmt: skip
    place = address(sitting, "minutes_part", "presence")

    assert "Bruno" not in client.get(address(sitting, "minutes_writing")).content.decode()
    assert client.post(place, {"present": [cast.bruno.pk], "saves": 0}).status_code == 422
    both = client.post(place, {"present": [cast.chloe.pk], "excused": [cast.chloe.pk], "saves": 0})
    assert "Nobody is present and excused at once." in both.content.decode()
    assert client.post(place, {"present": [cast.chloe.pk], "excused": [cast.farid.pk], "saves": 0}).status_code == 303
    assert (MinutesPart.objects.get().present, MinutesPart.objects.get().excused) == ([cast.chloe.pk], [cast.farid.pk])


def test_an_item_one_may_not_read_stands_in_no_minutes_for_them(client, cast, sitting, refer, write, audiences):
    quiet = refer(title="A quiet matter", audience=audiences.members)
    AgendaItem.objects.filter(pk=quiet.pk).update(meeting=sitting)
    write(f"i{quiet.pk}", "Said quietly")
    write()
    present_minutes(sitting, by=cast.farid)

    html = client.get(address(sitting)).content.decode()
    assert "We publish more." in html
    assert "quiet" not in html
    client.force_login(cast.awa)
    assert "Said quietly" in client.get(address(sitting)).content.decode()


def test_what_is_decided_stands_beside_what_was_said(client, cast, sitting, before_the_board, accept, write):
    accept(before_the_board.points.first())
    write(f"i{before_the_board.pk}", "A long debate.")
    present_minutes(sitting, by=cast.farid)

    html = client.get(address(sitting)).content.decode()

    assert html.index("A long debate.") < html.index("Agendas") < html.index("It costs little.")
    assert "not approved yet" in html


def test_held_words_open_by_themselves_on_their_day(client, cast, sitting, write, days, settings, monkeypatch):
    part = add_part(sitting, by=cast.farid, title="A case")
    write(part.anchor, "Grelinette", held_because="It is about someone.", held_until_on=days(30))
    present_minutes(sitting, by=cast.farid)
    assert [row.html for row in HeldBack.objects.all()] == ["<p>Grelinette</p>"]

    closed = client.get(address(sitting)).content.decode()
    assert "It is about someone." in closed
    assert "A case" in closed
    assert "Grelinette" not in closed
    now = clock.now()
    monkeypatch.setattr(clock, "now", lambda: now + timedelta(days=30))
    assert "Grelinette" in client.get(address(sitting)).content.decode()
