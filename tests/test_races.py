"""Twenty people press the same button together: it happens once, and the others get a sentence."""

import pytest

from palabre.commons.conversations.models import Comment, Support
from palabre.commons.trail.models import Entry
from palabre.governance.actions.decisions import decide_point
from palabre.governance.models import AgendaItem, Commitment, Decision
from palabre.processes.actions.comments import support_comment
from palabre.processes.actions.referrals import refer_recommendation
from palabre.processes.models import Referral
from tests.racing import TIMES, race, without_lock
from tests.world import build

pytestmark = pytest.mark.race


@pytest.fixture
def db(own_database):
    """The cast and the world of these tests are really committed, in a database of their own."""


@pytest.fixture
def world(cast):
    return build(cast, 1)


def decides(world):
    def deed():
        decide_point(world.point, by=world.cast.chloe, outcome="refused", reason="It was tried before; nobody came.")

    return deed


def test_twenty_decisions_on_one_point_leave_one(world):
    before = Commitment.objects.count()
    assert race(decides(world), slow="governance_decision") == {"done": 1, "refused": TIMES - 1}
    assert Decision.objects.filter(point=world.point).count() == 1
    assert Commitment.objects.count() == before + 1


def test_without_the_lock_the_decisions_race(world):
    with without_lock():
        outcomes = race(decides(world), slow="governance_decision")
    assert set(outcomes) - {"done", "refused"} or outcomes["done"] > 1, "nobody raced: the test above proves nothing"


def supports(world):
    def deed():
        return support_comment(world.comment, by=world.cast.driss)

    return deed


def test_twenty_supports_of_one_comment_leave_one(world):
    race(supports(world), slow="conversations_support")
    assert Support.objects.filter(comment=world.comment).count() == 1
    assert Comment.objects.get(pk=world.comment.pk).supports_count == 1


def test_without_the_lock_the_supports_race(world):
    with without_lock():
        outcomes = race(supports(world), slow="conversations_support")
    count = Comment.objects.get(pk=world.comment.pk).supports_count
    assert set(outcomes) - {"done", "refused", "already"} or count > 1


def refers(world):
    return lambda: refer_recommendation(world.referable, by=world.cast.bruno)


def test_twenty_referrals_of_one_recommendation_leave_one(world):
    before = Entry.objects.count()
    assert race(refers(world), slow="processes_referral") == {"done": 1, "refused": TIMES - 1}
    assert Referral.objects.filter(recommendation=world.referable).count() == 1
    assert AgendaItem.objects.filter(title__contains=world.referable.title).count() == 1
    assert Entry.objects.count() == before + 1


def test_without_the_lock_the_referrals_race(world):
    with without_lock():
        outcomes = race(refers(world), slow="processes_referral")
    assert set(outcomes) - {"done", "refused"} or outcomes["done"] > 1
