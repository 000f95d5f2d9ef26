"""What wishes order on home: what is open first, what is proposed."""

from datetime import timedelta

import pytest

from palabre.core import clock
from palabre.governance.models import Body, Meeting
from palabre.processes.models import Process, Session
from palabre.processes.tests.in_review import review as review
from palabre.site.queries.open_now import open_reviews
from palabre.site.queries.soon import coming
from palabre.wishes.matching import taste_of
from palabre.wishes.models import Described
from palabre.wishes.tests.wishing import subjects as subjects
from palabre.wishes.tests.wishing import wishes as wishes
from tests.world import build


def test_what_is_open_on_my_subjects_stands_first_and_nothing_is_hidden(cast, subjects, wishes, review):
    world = build(cast, 1)
    both = open_reviews(cast.awa)
    assert len(both) == 2
    last = next(process for process in (review.process, world.open) if process.title == both[1].title)
    Described.objects.create(process=last, subject=subjects.pay)
    wishes(cast.awa, subjects=[subjects.pay])

    found = open_reviews(cast.awa, taste_of(cast.awa))

    assert [each.title for each in found] == [both[1].title, both[0].title]
    assert open_reviews(cast.bruno, taste_of(cast.bruno)) == open_reviews(cast.bruno), "who said nothing: by date"


def test_a_language_i_read_comes_before_one_i_do_not(cast, wishes, review):
    world = build(cast, 1)
    both = open_reviews(cast.awa)
    Process.objects.filter(title=both[1].title).update(language="nl")
    wishes(cast.awa, languages=["nl"])
    assert open_reviews(cast.awa, taste_of(cast.awa))[0].title == both[1].title
    assert world.open


@pytest.fixture
def evenings(cast, audiences, review):
    """Six meetings of one body, then a session of the process by video, within two months."""
    body = Body.objects.create(name="The board", audience=audiences.public)
    at = clock.start_of(clock.today() + timedelta(days=2)) + timedelta(hours=10)
    for number in range(6):
        place = "Brest" if number == 5 else "Lyon"
        Meeting.objects.create(
            body=body, audience=audiences.public, starts_at=at + timedelta(days=7 * number), place=place
        )
    starts_at = at + timedelta(days=45, hours=9)
    return Session.objects.create(
        process=review.process, title="Reading together", starts_at=starts_at, link="https://example.org/"
    )


def test_proposed_are_those_that_fit_in_the_order_of_their_days(cast, subjects, wishes, evenings):
    plain = coming(cast.awa, taste_of(cast.awa))
    assert [each.what for each in plain] == ["Lyon"] * 4
    cast.rennes.name = "Brest"
    cast.rennes.save()
    Described.objects.create(process=evenings.process, subject=subjects.trains)

    wishes(cast.awa, subjects=[subjects.trains], branches=[cast.rennes], formats=["video"], reach=["drafting"])

    found = coming(cast.awa, taste_of(cast.awa))
    assert [each.what for each in found] == ["Lyon", "Lyon", "Brest", evenings.process.title]
    assert [each.at for each in found] == sorted(each.at for each in found)
