"""What runs out goes by itself, on its day and not before."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session

from palabre.commons.notices.models import Notice
from palabre.commons.trail.models import Entry
from palabre.core import clock
from palabre.membership.actions.joining import admit, ask_to_join
from palabre.membership.actions.tokens import end_token, make_token
from palabre.membership.models import JoinRequest, Token
from palabre.privacy.retention import forget_all

DAY = timedelta(days=1)


@pytest.fixture
def request_of_zoe(cast):
    return ask_to_join(cast.zoe, by=cast.zoe, branch=cast.rennes, message="Hello.")


def test_a_request_is_forgotten_a_year_after_its_answer_and_the_membership_stays(cast, request_of_zoe, move_clock):
    move_clock(days=400)
    assert forget_all() == 0, "nobody answered: it waits"
    move_clock(days=1)
    admit(request_of_zoe, by=cast.farid, college=cast.college, from_on=cast.today)
    move_clock(days=365)
    assert (forget_all(), JoinRequest.objects.count()) == (0, 1)
    move_clock(days=367)
    forget_all()
    assert JoinRequest.objects.count() == 0
    assert cast.zoe.belongings.count() == 1


def test_a_notice_is_forgotten_a_year_after_it_was_read(cast, request_of_zoe, move_clock):
    about = {"about_kind": "membership.joinrequest", "about_id": 1, "why": "asked", "entry": Entry.objects.first()}
    Notice.objects.create(member=cast.awa, read_at=clock.now(), **about)
    Notice.objects.create(member=cast.hugo, read_at=None, **about)
    move_clock(days=365, minutes=-1)
    assert (forget_all(), Notice.objects.count()) == (0, 2)
    move_clock(days=365, minutes=1)
    assert (forget_all(), list(Notice.objects.values_list("member__name", flat=True))) == (1, ["Hugo"])


def test_a_token_is_forgotten_a_year_after_its_last_day(cast, move_clock):
    token, _secret = make_token(by=cast.awa, name="Old", scope="public", ends_on=cast.today + 10 * DAY)
    end_token(token, by=cast.awa)
    move_clock(days=375)
    assert (forget_all(), Token.objects.count()) == (0, 1)
    move_clock(days=376)
    assert (forget_all(), Token.objects.count()) == (1, 0)


def test_a_sign_in_is_forgotten_when_it_is_over(client, cast, move_clock):
    client.force_login(cast.awa)
    move_clock(days=15)  # a moved clock signs nobody out
    assert (forget_all(), Session.objects.count()) == (0, 1)
    Session.objects.update(expire_date="2020-01-01T00:00:00Z")
    assert (forget_all(), Session.objects.count()) == (1, 0)
