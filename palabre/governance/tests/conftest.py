"""The chapter's own stories: a recommendation put before the board, a board that sits, a promise made."""

from datetime import timedelta

import pytest

from palabre.commons.trail.models import Entry
from palabre.commons.trail.verbs import registry, told_of
from palabre.core import clock
from palabre.governance.actions.decisions import decide_point
from palabre.governance.actions.hours import announce_hour
from palabre.governance.actions.questions import ask_question
from palabre.governance.actions.requests import propose_point
from palabre.governance.actions.sittings import note_presence
from palabre.governance.agenda import Point, put_before
from palabre.governance.hour_terms import Receiving
from palabre.governance.models import AgendaItem, Mandate, Meeting
from palabre.governance.queries import presence
from palabre.governance.request_terms import Wording
from palabre.rules.models import Rule, Rulebook


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


@pytest.fixture
def larger_board(cast, board, days):
    """Chloé chairs; Awa and Driss sit beside her. Farid keeps the minutes and has no vote."""
    Mandate.objects.filter(holder=cast.chloe).update(role="chair")
    for holder in (cast.awa, cast.driss):
        Mandate.objects.create(body=board.body, holder=holder, role="director", from_on=days(-50), until_on=days(50))


@pytest.fixture
def quorum(monkeypatch):
    """The rules of the board ask for so many percent."""

    def rule(percent):
        monkeypatch.setattr(presence, "rule_at", lambda meeting, name: percent if name == "quorum_percent" else None)

    rule(50)

    return rule


@pytest.fixture
def ruled(cast, audiences):
    """``ruled(point_supporters=3)``: a new version of the rules, in force from today, with these house rules alone."""

    def rule(**values):
        number = Rulebook.objects.count() + 1
        rulebook = Rulebook.objects.create(
            number=number, adopted_by="The assembly", adopted_on=cast.today, in_force_on=cast.today, by=cast.farid,
            audience=audiences.public,
        )  # fmt: skip
        for position, (key, value) in enumerate(values.items(), start=1):
            Rule.objects.create(rulebook=rulebook, position=position, key=key, value=value, layer="house")
        return rulebook

    return rule


@pytest.fixture
def note(cast, sitting):
    """Farid writes on the sheet."""

    def write(*members, how="room", by=None, proxy=None):
        ids = [member.pk for member in members]
        return note_presence(
            sitting, by=by or cast.farid, members=ids, how=how, represented_by=proxy.pk if proxy else None
        )

    return write


@pytest.fixture
def propose(cast, board):
    """Awa asks the board for shorter agendas; ``propose(title="Another", by=cast.hugo)``."""

    def ask(by=None, **words):
        said = {"title": "A shorter agenda", "why": "Nobody reads twelve pages.", "what": "Two pages at most."} | words
        return propose_point(board.body, by=by or cast.awa, wording=Wording(**said))

    return ask


@pytest.fixture
def told_now():
    """Whom the last entry tells, and why."""

    def tell():
        found = {}
        for member, why in told_of(Entry.objects.select_related("details").order_by("-id").first()):
            found.setdefault(member, why)
        return found

    return tell


@pytest.fixture
def receiving(cast, board):
    """``receiving(in_days=3)``: an hour of that evening, in Lille, at which Chloé receives."""

    def say(in_days=3, **said):
        at = clock.start_of(cast.today + timedelta(days=in_days)) + timedelta(hours=18)
        chloe = Mandate.objects.get(body=board.body, holder=cast.chloe)
        words = {"about": "The budget", "from_at": at, "until_at": at + timedelta(hours=1), "place": "Lille"}
        return Receiving(**({"receivers": (chloe,)} | words | said))

    return say


@pytest.fixture
def announce(cast, board, receiving):
    """Farid announces it: ``announce(in_days=3, about="The rate")``."""
    return lambda by=None, **said: announce_hour(board.body, by=by or cast.farid, receiving=receiving(**said))


@pytest.fixture
def ask(cast):
    """Awa asks at an hour: ``ask(hour, "Why so late?", by=cast.hugo)``."""
    return lambda hour, text="Why are meetings so late?", by=None, **said: ask_question(
        hour, by=by or cast.awa, text=text, **said
    )
