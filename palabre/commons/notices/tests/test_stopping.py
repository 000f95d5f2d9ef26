"""The stop link in a mail."""

import pytest
from django.test import Client

from palabre.commons.notices.deliver import deliver_some
from palabre.commons.notices.models import Mute, Notice, Rhythm
from palabre.commons.notices.preferences import set_pace
from palabre.commons.notices.tokens import Stop, read_stop, read_undo, stop_path, undo_path


def strict():
    """A browser without our cookie: CSRF is checked."""
    return Client(enforce_csrf_checks=True)


def test_looking_stops_nothing(client, cast):
    for path in (stop_path(Stop(cast.bruno.pk)), stop_path(Stop(cast.bruno.pk, "people.branch", cast.rennes.pk))):
        page = client.get(path)
        assert page.status_code == 200
        assert "Stop these mails?" in page.content.decode()
    assert not Rhythm.objects.exists()
    assert not Mute.objects.exists()


def test_one_press_stops_all_mail_without_signing_in_and_can_be_taken_back(client, cast):
    set_pace(cast.bruno, "weekly")

    answer = strict().post(stop_path(Stop(cast.bruno.pk)))
    assert answer.status_code == 303
    assert Rhythm.objects.get(member=cast.bruno).pace == "never"
    assert "No more mail goes out to you" in client.get(answer["Location"]).content.decode()

    assert client.post(answer["Location"]).status_code == 303
    assert Rhythm.objects.get(member=cast.bruno).pace == "weekly"


def test_stopping_twice_does_not_forget_that_there_was_mail_before(client, cast):
    strict().post(stop_path(Stop(cast.bruno.pk)))
    answer = strict().post(stop_path(Stop(cast.bruno.pk)))
    client.post(answer["Location"])
    assert Rhythm.objects.get(member=cast.bruno).pace == "daily"


def test_one_press_stops_one_subject_only(client, cast, happen, why):
    happen(cast.awa, (cast.bruno, why.owner))
    deliver_some()
    answer = strict().post(stop_path(Stop(cast.bruno.pk, "people.branch", cast.rennes.pk)))
    assert Mute.objects.get().member == cast.bruno
    assert not Notice.objects.filter(mailed_at=None).exists()
    client.post(answer["Location"])
    assert not Mute.objects.exists()


def test_a_mail_program_stops_with_one_click(cast):
    answer = strict().post(stop_path(Stop(cast.bruno.pk)), {"List-Unsubscribe": "One-Click"})
    assert (answer.status_code, answer.content) == (200, b"It is stopped.")


def test_taking_back_is_protected_against_forged_forms(cast):
    assert strict().post(undo_path(Stop(cast.bruno.pk, pace="daily"))).status_code == 403


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_forged_or_damaged_address_does_not_exist(client, cast, method):
    good = stop_path(Stop(cast.bruno.pk))
    undo = undo_path(Stop(cast.bruno.pk, pace="daily")).replace("stopped", "stop")  # one kind of token is not the other
    for path in (good[:-3] + "x/", "/notices/stop/abc/", undo, stop_path(Stop(999_999))):
        assert getattr(client, method)(path).status_code == 404
    assert not Rhythm.objects.exists()


def test_tokens_say_what_was_put_in(cast):
    asked = Stop(3, "people.branch", 4, "weekly")
    assert read_undo(undo_path(asked).split("/")[-2]) == asked
    assert read_stop(stop_path(asked).split("/")[-2]) == Stop(3, "people.branch", 4)
