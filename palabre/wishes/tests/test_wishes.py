"""The questionnaire, and the line on home that asks."""

from datetime import timedelta

import pytest
import time_machine

from palabre.commons.notices.models import Rhythm
from palabre.commons.trail.models import Entry
from palabre.core import clock
from palabre.core.verdict import Refused
from palabre.wishes.actions.subjects import ask_everyone, choose_months, keep_subjects
from palabre.wishes.choosing import is_asked, put_off, wish_of
from palabre.wishes.models import Subject, Wish

PAGE, DAY = "/me/wishes/", timedelta(days=1)
LINE = "Two minutes to say what you wish"


def words(subjects, cast):
    return {
        "reach": ["informed", "drafting"], "subjects": [subjects.pay.pk], "branches": [cast.rennes.pk],
        "formats": ["video"], "languages": ["nl", "fr"], "moments": ["evening"], "pace": "weekly", "budget": "4",
    }  # fmt: skip


def test_answers_are_kept_with_their_day_and_shown_to_be_changed(client, cast, subjects):
    client.force_login(cast.edwige)
    assert LINE in client.get("/").content.decode()

    assert client.post(PAGE, words(subjects, cast)).status_code == 303

    wish = Wish.objects.get(member=cast.edwige)
    assert (wish.reach, wish.languages, list(wish.subjects.all())) == (
        ["informed", "drafting"],
        ["nl", "fr"],
        [subjects.pay],
    )
    assert wish.answered_at.date() == clock.now().date()
    rhythm = Rhythm.objects.get(member=cast.edwige)
    assert (rhythm.pace, rhythm.budget) == ("weekly", 4)
    page = client.get(PAGE).content.decode()
    assert page.count(" checked") == 9
    assert "You last answered on" in page
    assert LINE not in client.get("/").content.decode()


def test_every_question_can_be_skipped(client, cast):
    client.force_login(cast.edwige)
    assert client.post(PAGE, {"pace": "daily"}).status_code == 303
    wish = Wish.objects.get(member=cast.edwige)
    assert (wish.reach, wish.formats, wish.languages, wish.moments) == ([], [], [], [])
    assert not is_asked(wish)


@pytest.mark.parametrize(
    ("field", "value"), [("reach", ["rule"]), ("subjects", [999]), ("languages", ["xx"]), ("budget", "none")]
)
def test_what_cannot_be_is_refused_and_what_was_chosen_stays(client, cast, subjects, field, value):
    client.force_login(cast.edwige)
    answer = client.post(PAGE, {**words(subjects, cast), field: value})
    assert answer.status_code == 422
    assert not Wish.objects.exists()
    assert not Rhythm.objects.exists()
    assert 'value="evening"' in answer.content.decode()
    assert "checked" in answer.content.decode().split('value="evening"')[1].split(">")[0]


def test_wishes_leave_no_trace_and_nobody_else_sees_them(client, cast, subjects):
    before = Entry.objects.count()
    client.force_login(cast.edwige)
    client.post(PAGE, words(subjects, cast))
    assert Entry.objects.count() == before
    client.force_login(cast.farid)  # keeps the secretariat
    page = client.get("/wishes/").content.decode()
    assert "Pay" in page
    assert "Edwige" not in page
    assert client.get(PAGE).content.decode().count(" checked") == 1  # the pace that holds for whoever chose nothing


def test_put_off_the_line_stays_away_for_three_months(client, cast):
    client.force_login(cast.edwige)
    assert client.post("/me/wishes/later/").status_code == 303
    assert LINE not in client.get("/").content.decode()
    with time_machine.travel(clock.now() + 91 * DAY):
        assert is_asked(wish_of(cast.edwige))


def test_it_is_asked_again_after_the_months_that_were_chosen(cast, wishes):
    wishes(cast.awa)
    for months, days, asked in ((12, 350, False), (12, 361, True), (2, 59, False), (2, 61, True), (0, 3000, False)):
        choose_months(by=cast.farid, months=months)
        with time_machine.travel(clock.now() + days * DAY):
            assert is_asked(wish_of(cast.awa)) is asked, (months, days)


def test_before_an_assembly_everyone_is_asked_once(cast, wishes):
    wishes(cast.awa)
    put_off(cast.bruno)
    with time_machine.travel(clock.now() + DAY):
        ask_everyone(by=cast.farid)
        assert is_asked(wish_of(cast.awa))
        assert is_asked(wish_of(cast.bruno)), "put off before everyone was asked"
        put_off(cast.bruno)
    with time_machine.travel(clock.now() + 2 * DAY):
        assert not is_asked(wish_of(cast.bruno))
        wishes(cast.awa)
        assert not is_asked(wish_of(cast.awa))


def test_the_secretariat_keeps_the_subjects(client, cast, subjects, wishes):
    wishes(cast.awa, subjects=[subjects.pay])
    client.force_login(cast.farid)

    assert client.post("/wishes/", {"names": "Housing\n\n Food  and drink \nHousing"}).status_code == 303

    offered = Subject.objects.filter(retired_at=None)
    assert [subject.name for subject in offered] == ["Food and drink", "Housing"]
    assert list(wish_of(cast.awa).subjects.all()) == [subjects.pay], "retired, not taken away"
    keep_subjects(by=cast.farid, names=["Pay"])
    assert Subject.objects.get(retired_at=None) == subjects.pay
    assert client.post("/wishes/", {"names": "x" * 61}).status_code == 422
    assert client.post("/wishes/months/", {"months": "often"}).status_code == 422


def test_only_the_secretariat_keeps_them(cast, client):
    with pytest.raises(Refused, match="secretariat"):
        keep_subjects(by=cast.bruno, names=["Mine"])
    client.force_login(cast.bruno)
    assert client.get("/wishes/").status_code == 403
    assert client.post("/wishes/asking/").status_code == 403
    assert "/wishes/" not in [link.strip('"') for link in client.get("/me/").content.decode().split("href=")]
    client.force_login(cast.farid)
    assert 'href="/wishes/"' in client.get("/me/").content.decode()
