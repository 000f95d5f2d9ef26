"""The page on which one chooses when mail comes."""

import re
from datetime import UTC, datetime

import pytest
import time_machine
from django.core import mail as outbox

from palabre.commons.notices.deliver import deliver_some
from palabre.commons.notices.mailing.mail import mail_some
from palabre.commons.notices.models import Mute, Rhythm
from palabre.commons.notices.preferences import choose_rhythm, mute

PAGE = "/notices/rhythm/"
CHOSEN = {"pace": "weekly", "hour": "18", "weekday": "4", "zone": "America/Montreal", "budget": "4"}


def test_the_rhythm_of_mail_is_chosen_here(client, cast):
    client.force_login(cast.bruno)
    assert client.post(PAGE, CHOSEN).status_code == 303
    rhythm = Rhythm.objects.get(member=cast.bruno)
    assert (rhythm.pace, rhythm.hour, rhythm.weekday, rhythm.zone, rhythm.budget) == (
        "weekly", 18, 4, "America/Montreal", 4,
    )  # fmt: skip
    page = client.get(PAGE).content.decode()
    assert re.findall(r'<input type="radio"[^>]*value="(\w+)"[^>]* checked', page) == ["weekly"]
    assert '<option value="America/Montreal" selected>' in page
    said = "once a week at most, on Friday at 18:00 (America/Montreal)"
    assert said in client.get("/notices/").content.decode()
    assert said in client.get("/me/").content.decode()


@pytest.mark.parametrize(
    ("field", "value"),
    [("pace", "hourly"), ("hour", "24"), ("hour", ""), ("weekday", "7"), ("zone", "Mars/Base"), ("budget", "0")],
)
def test_what_cannot_be_is_refused_and_what_was_typed_stays(client, cast, field, value):
    client.force_login(cast.bruno)
    answer = client.post(PAGE, {**CHOSEN, field: value})
    assert answer.status_code == 422
    assert not Rhythm.objects.exists()
    if field != "zone":
        assert '<option value="America/Montreal" selected>' in answer.content.decode()


def at(hour, minute=0, day=2):  # in December an hour behind Paris
    return time_machine.travel(datetime(2026, 12, day, hour, minute, tzinfo=UTC), tick=False)


def sends(cast, happen, why, moments):
    """For each moment (arguments of ``at``): whether the mail of what happened at noon goes out."""
    with at(11):
        happen(cast.awa, (cast.bruno, why.owner))
        deliver_some()
    found = []
    for moment in moments:
        with at(*moment):
            found.append(mail_some())
    return found


def test_for_whoever_chose_nothing_it_comes_at_seven_the_next_morning(cast, happen, why):
    moments = [(11, 1), (23, 59), (5, 59, 3), (6, 0, 3), (6, 1, 3)]
    assert sends(cast, happen, why, moments) == [0, 0, 0, 1, 0]
    assert "You chose this rhythm: once a day at most, at 7:00." in outbox.outbox[0].body


def test_it_comes_at_my_hour_in_my_zone(cast, happen, why):
    choose_rhythm(cast.bruno, pace="daily", hour=7, zone="America/Montreal")
    assert sends(cast, happen, why, [(11, 59), (12, 0), (12, 1)]) == [0, 1, 0]


def test_a_week_ends_on_my_day(cast, happen, why):
    choose_rhythm(cast.bruno, pace="weekly", hour=18, weekday=4)
    assert sends(cast, happen, why, [(17, 0), (6, 0, 3), (16, 59, 4), (17, 0, 4)]) == [0, 0, 0, 1]


def test_a_worker_that_slept_through_the_hour_sends_when_it_wakes(cast, happen, why):
    assert sends(cast, happen, why, [(15, 0, 5), (15, 1, 5)]) == [1, 0]


def test_what_i_follow_and_what_i_hear_no_more_about_stand_there_and_can_be_changed(client, cast, board, audiences):
    client.force_login(cast.bruno)
    page = client.get(PAGE).content.decode()
    assert "Nothing yet. On the page of a process" in page
    mute(cast.bruno, "governance.body", board.body.pk)
    mute(cast.bruno, "governance.body", 999)  # gone since: nothing is said of it

    page = client.get(PAGE).content.decode()

    assert page.count("Hear of this again") == 1
    assert f'<a href="{board.body.get_absolute_url()}">The board</a>' in page
    client.post("/notices/mutes/", {"kind": "governance.body", "pk": board.body.pk, "again": "on"})
    assert not Mute.objects.filter(about_id=board.body.pk).exists()
