"""What wishes order: the hours of the week, who is told."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from palabre.commons.notices.deliver import deliver_some
from palabre.commons.notices.models import Notice
from palabre.wishes.actions.subjects import describe_process
from palabre.wishes.matching import moment_of
from palabre.wishes.models import Described

PARIS = ZoneInfo("Europe/Paris")


@pytest.mark.parametrize(
    ("day", "hour", "moment"),
    [(2, 9, "morning"), (2, 12, "afternoon"), (2, 16, "afternoon"), (2, 17, "evening"), (5, 9, "weekend")],
)
def test_an_hour_lies_in_a_part_of_the_week(day, hour, moment):
    assert moment_of(datetime(2026, 12, day, hour, tzinfo=PARIS)) == moment


def told(process):
    deliver_some()
    return [(notice.member.name, notice.why) for notice in Notice.objects.filter(about_id=process.pk).order_by("pk")]


def test_who_wishes_a_subject_is_told_once_when_a_process_is_about_it(cast, subjects, wishes, review):
    wishes(cast.awa, subjects=[subjects.pay, subjects.trains])
    wishes(cast.hugo, subjects=[subjects.housing])
    wishes(cast.farid, subjects=[subjects.pay])  # who does it is not told
    before = told(review.process)

    describe_process(review.process, by=cast.farid, subjects=[subjects.pay, subjects.trains])
    assert told(review.process) == [*before, ("Awa", "wish")]

    describe_process(review.process, by=cast.farid, subjects=[subjects.pay, subjects.trains, subjects.housing])
    describe_process(review.process, by=cast.farid, subjects=[subjects.pay])
    assert told(review.process) == [*before, ("Awa", "wish"), ("Hugo", "wish")]


def test_the_secretariat_says_what_a_process_is_about(client, cast, subjects, review):
    client.force_login(cast.farid)
    address = f"/wishes/processes/{review.process.pk}/"
    assert review.process.title in client.get("/wishes/").content.decode()
    assert client.post(address, {"subjects": [subjects.pay.pk]}).status_code == 303
    assert Described.objects.get().subject == subjects.pay
    assert "Pay" in client.get("/wishes/").content.decode().split("What each process is about")[1]
    assert client.post(address, {"subjects": [999]}).status_code == 422
    client.force_login(cast.awa)
    assert client.get(address).status_code == 403
