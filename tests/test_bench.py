"""The scale rig is right in small: what it measures at a million comments is a record that `palabre check` believes."""

import pytest

from bench import seed
from palabre.commons.conversations.models import Comment
from palabre.commons.trail import invariants
from palabre.commons.trail.models import Pending, Seal
from palabre.governance.models import Commitment
from palabre.people.models import Belonging

MEMBERS, COMMENTS, LINES = 200, 1000, 40


@pytest.fixture(scope="module")
def seeded(copies, django_db_blocker):
    """A database of its own, filled once: the seed commits as it goes."""
    with django_db_blocker.unblock(), copies.one():
        seed.fill(MEMBERS, COMMENTS, LINES)
        yield


def test_the_seed_writes_as_many_as_it_was_asked_for(seeded):
    there = (Belonging.objects.count(), Comment.objects.count(), Commitment.objects.count())
    assert there == (MEMBERS, COMMENTS, LINES)


def test_the_seed_leaves_a_record_that_check_finds_true(seeded):
    assert list(invariants.broken()) == []
    assert Seal.objects.exists()
    assert not Pending.objects.exists()
