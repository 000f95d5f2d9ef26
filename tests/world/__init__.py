"""A cooperative with ``n`` of everything, for the fences that look at every page and every model.

Made straight from the models, not by the chapters' actions, so that a fence never depends on what it fences.
A model that is missing here makes ``test_the_world_has_everything`` fail.
"""

from types import SimpleNamespace

from palabre.people.models import Audience
from tests.world.agendas import templates_of_the_board
from tests.world.directory import people_who_say_something
from tests.world.governance import a_board, limits_of_the_board, points_that_members_asked_for
from tests.world.hours import open_hours_of_the_board
from tests.world.papers import papers_of_the_board
from tests.world.past import past_cycles
from tests.world.people import audiences_of_every_day, duties_and_acts, people_who_ask, second_thoughts, some_members
from tests.world.processes import an_open_process, processes_that_were_answered
from tests.world.register import a_kept_register, files_of_members, people_who_were_invited
from tests.world.rules import rules_that_hold
from tests.world.statutes import founding_texts
from tests.world.trail import entries_and_notices, messages_to_many
from tests.world.wishes import what_they_wish

__all__ = ["build"]


def build(cast, n, audiences=None, reach="public"):
    """Make it. ``audiences`` are given in turn to whatever has readers; unless given, those of every day in a
    cooperative that keeps its things for ``reach``, where its readers speak too (for "public": who has an account).

    Of the things it gives: ``open`` is a process in public review in which everything can still be done,
    ``walked`` is one that went all the way, with ``n`` of whatever a process has.
    """
    world = SimpleNamespace(cast=cast, n=n)
    world.audience = _in_turn(audiences) if audiences else audiences_of_every_day(cast, reach)
    world.speakers = Audience.wide("signed_in") if audiences or reach == "public" else world.audience("discussion")
    world.others = some_members(n)
    people_who_ask(world)
    duties_and_acts(world)
    a_kept_register(world)
    files_of_members(world)
    people_who_were_invited(world)
    second_thoughts(world)
    people_who_say_something(world)
    a_board(world)
    papers_of_the_board(world)
    templates_of_the_board(world)
    founding_texts(world)
    limits_of_the_board(world)
    rules_that_hold(world)
    points_that_members_asked_for(world)
    open_hours_of_the_board(world)
    processes_that_were_answered(world)
    an_open_process(world)
    past_cycles(world)
    entries_and_notices(world)
    messages_to_many(world)
    what_they_wish(world)
    return world


def _in_turn(audiences):
    """A function that gives the next audience for a kind of thing; each kind starts with the first."""
    given = {}

    def next_for(kind):
        given[kind] = given.get(kind, -1) + 1
        return audiences[given[kind] % len(audiences)]

    return next_for
