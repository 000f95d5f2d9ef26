"""The chapter's own stories: a recommendation put before the board, a board that sits, a promise made."""

from datetime import timedelta

import pytest

from palabre.commons.trail.models import Entry
from palabre.commons.trail.verbs import registry
from palabre.core import clock
from palabre.governance.actions.decisions import decide_point
from palabre.governance.agenda import Point, put_before
from palabre.governance.models import AgendaItem, Meeting


@pytest.fixture
def days(cast):
    """``days(3)``: three days from the day the test began."""
    return lambda number: cast.today + timedelta(days=number)


@pytest.fixture
def told():
    """Whom an entry tells, and why: the first reason given for a member stands, as for notices."""

    def tell(entry):
        found = {}
        for member, why in registry[entry.verb].told(entry):
            found.setdefault(member, why)
        return found

    return tell


@pytest.fixture
def last_entry():
    return lambda: Entry.objects.select_related("details").order_by("-id").first()


@pytest.fixture
def refer(board, audiences):
    """A recommendation of three measures before the board, on no agenda yet."""

    def make(title="Publish what is decided", measures=("Agendas", "Minutes", "Votes"), audience=None, number=3):
        points = [
            Point(f"2027-{number}.{place}", measure, f"{measure} are published.")
            for place, measure in enumerate(measures, start=1)
        ]
        return put_before(board.body, title=title, points=points, audience=audience or audiences.public)

    return make


@pytest.fixture
def sitting(board, audiences):
    """A meeting of the board that began an hour ago."""
    return Meeting.objects.create(
        body=board.body, audience=audiences.public, starts_at=clock.now() - timedelta(hours=1), place="Namur"
    )


@pytest.fixture
def before_the_board(refer, sitting):
    """The recommendation, on the agenda of the meeting that sits."""
    item = refer()
    AgendaItem.objects.filter(pk=item.pk).update(meeting=sitting)
    item.refresh_from_db()
    return item


@pytest.fixture
def accept(cast, days):
    """Chloé records that a point is accepted and entrusted to Driss."""

    def decide(point, **changed):
        terms = {
            "outcome": "accepted",
            "reason": "It costs little.",
            "owner": cast.driss,
            "means": "Two hours a month",
            "due_on": days(60),
            "next_check_on": days(20),
        }
        return decide_point(point, by=cast.chloe, **(terms | changed))

    return decide


@pytest.fixture
def promise(before_the_board, accept):
    """A commitment under way, entrusted to Driss, checked in twenty days, due in sixty."""
    return accept(before_the_board.points.first()).commitment
