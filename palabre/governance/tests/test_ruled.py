"""Under which rules a body stands, and that a meeting keeps those it was called under."""

from datetime import timedelta

import pytest

from palabre.core import clock
from palabre.governance.actions.meetings import call_meeting
from palabre.governance.models import Body
from palabre.governance.ruled import rule, rulebook_of
from palabre.rules.actions.rulebooks import record_rules
from palabre.rules.models import Rule


@pytest.fixture
def adopt(cast):
    def adopt_it(value, entity=None):
        return record_rules(
            by=cast.farid, entity=entity, rules=[Rule(key="agenda_days", kind="board", value=value, layer="house")],
            packs=[], adopted_by="The board", adopted_on=cast.today, in_force_on=cast.today,
        )  # fmt: skip

    return adopt_it


def test_a_body_stands_under_the_rules_of_its_kind_and_entity(adopt, board, cast):
    assert rule(board.body, "agenda_days") is None
    adopt(7)
    assert rule(board.body, "agenda_days") is None
    Body.objects.update(kind="board")
    board.body.refresh_from_db()
    assert rule(board.body, "agenda_days") == 7
    adopt(9, entity=cast.rennes.entity)
    assert rule(board.body, "agenda_days") == 7
    Body.objects.update(entity=cast.rennes.entity)
    board.body.refresh_from_db()
    assert rule(board.body, "agenda_days") == 9


def test_a_meeting_keeps_the_version_it_was_called_under(adopt, board, cast):
    Body.objects.update(kind="board")
    board.body.refresh_from_db()
    first = adopt(7)
    meeting = call_meeting(board.body, by=cast.farid, starts_at=clock.now() + timedelta(days=30))
    second = adopt(9)
    meeting.refresh_from_db()
    assert (meeting.rulebook, rulebook_of(board.body)) == (first, second)
    assert rule(board.body, "agenda_days", meeting.rulebook) == 7
