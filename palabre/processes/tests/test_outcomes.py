import pytest

from palabre.commons.trail.models import Entry
from palabre.commons.trail.verbs import Why, told_of
from palabre.processes.actions.comments import support_comment
from palabre.processes.tests.walking import Walk

pytestmark = pytest.mark.django_db


@pytest.fixture
def walk(cast, board, review, say):
    return Walk(cast, board, review, say)


def told(verb, number=0):
    """Whom the newest entry (or one before) of this verb tells, and why: the first reason stands."""
    entry = Entry.objects.select_related("details").filter(verb=verb).order_by("-id")[number]
    found = {}
    for member, why in told_of(entry):
        found.setdefault(member, why)
    return found


def test_whoever_spoke_of_a_measure_is_told_what_the_body_decided_and_what_was_done(cast, walk):
    support_comment(walk.comment, by=cast.hugo)
    walk.answered().referred().scheduled().decided().done()
    for verb in ("governance.point_accepted", "governance.commitment_done"):
        assert told(verb)[cast.awa.pk] == Why.AUTHOR
        assert told(verb)[cast.hugo.pk] == Why.SUPPORTER
        assert told(verb)[cast.chloe.pk] == Why.MANDATE


def test_whoever_spoke_is_told_when_it_stands_on_an_agenda(cast, walk):
    walk.answered().referred()
    walk.scheduled()
    assert told("governance.item_scheduled")[cast.awa.pk] == Why.AUTHOR


def test_a_decision_on_another_measure_is_not_told_to_them(cast, walk):
    walk.answered().referred().scheduled().decided().decided("refused", place=2)
    assert cast.awa.pk in told("governance.point_accepted")
    assert cast.awa.pk not in told("governance.point_refused")
