"""What keeps members from coming: said privately, counted once a month, never shown with a name."""

import random
from datetime import timedelta

import pytest
import time_machine

from palabre.commons.trail.models import Entry
from palabre.core import clock
from palabre.people.models import Belonging, Branch, Duty, Member
from palabre.wishes import counting
from palabre.wishes.choosing import obstacles_of, say_obstacles
from palabre.wishes.counting import count_all, count_monthly, one_of_two
from palabre.wishes.models import Figure, Obstacle

PAGE, TOTALS = "/me/obstacles/", "/wishes/obstacles/"


@pytest.fixture
def people(cast):
    """``people(branch, 7)``: that many members of it."""

    def people(branch, count):
        start = Member.objects.count()
        made = Member.objects.bulk_create(
            Member(email=f"p{number}@example.org", name=f"P {number}", password="!")
            for number in range(start, start + count)
        )
        Belonging.objects.bulk_create(
            Belonging(
                member=member,
                entity=branch.entity,
                college=cast.college,
                branch=branch,
                from_on=cast.today - timedelta(days=9),
            )
            for member in made
        )
        return made

    return people


@pytest.fixture
def lille(cast):
    return Branch.objects.create(name="Lille", entity=cast.france)


def always():
    return True


def figures(kind="stairs"):
    """Branch name ("" for everywhere) -> what is shown."""
    rows = Figure.objects.filter(kind=kind).values_list("branch__name", "shown")
    return {name or "": figure for name, figure in rows}


def test_it_is_kept_changed_and_taken_back_by_oneself_alone(client, cast):
    before = Entry.objects.count()
    client.force_login(cast.edwige)
    assert client.post(PAGE, {"kinds": ["stairs", "legitimacy"]}).status_code == 303
    assert client.get(PAGE).content.decode().count(" checked") == 2
    client.post(PAGE, {"kinds": ["stairs"]})
    assert obstacles_of(cast.edwige) == ["stairs"]
    assert client.post(PAGE, {"kinds": ["in my own words"]}).status_code == 422
    assert obstacles_of(cast.edwige) == ["stairs"]
    client.post(PAGE, {})
    assert obstacles_of(cast.edwige) == []
    assert Entry.objects.count() == before
    client.force_login(cast.awa)
    assert " checked" not in client.get(PAGE).content.decode()


def test_totals_show_from_five_people_up_rounded_down(cast, people, lille):
    for member in people(cast.rennes, 12)[:8] + people(lille, 9)[:4]:
        say_obstacles(member, ["stairs"])
    count_all(always)
    assert figures() == {"Rennes": 5, "Lille": 0, "": 5}, "the whole would tell of Lille: 10 less 5 to 9"
    assert figures("money") == {"Rennes": 0, "Lille": 0, "": 0}


def test_only_members_count_and_each_in_one_branch(cast, people, lille):
    made = people(cast.rennes, 6)
    for member in made:
        say_obstacles(member, ["hour"])
    Belonging.objects.filter(member=made[0]).replace(until_on=cast.today)
    Member.objects.filter(pk=made[1].pk).update(is_active=False)
    with time_machine.travel(clock.now() + timedelta(days=1)):
        count_all(always)
    assert figures("hour")["Rennes"] == 0, "four are left"


def test_it_is_counted_once_a_month(cast, people, monkeypatch):
    monkeypatch.setattr(counting, "one_of_two", always)
    for member in people(cast.rennes, 5):
        say_obstacles(member, ["hour"])
    assert count_monthly() == 1
    for member in people(cast.rennes, 5):
        say_obstacles(member, ["hour"])
    assert count_monthly() == 0
    assert figures("hour")["Rennes"] == 5
    with time_machine.travel(clock.now() + timedelta(days=32)):
        assert count_monthly() == 1
    assert figures("hour")["Rennes"] == 10


def test_nobody_shows_who_left_or_came_alone(cast, people):
    """Six say it; one by one they take it back. The total stays until five did, and then is under five."""
    made = people(cast.rennes, 6)
    for member in made:
        say_obstacles(member, ["money"])
    count_all(always)
    for gone, member in enumerate(made, start=1):
        say_obstacles(member, [])
        count_all(always)
        assert figures("money")["Rennes"] == (5 if gone < 5 else 0), gone


def said_by(kind, branch):
    """Who says it there now, asked of the rows alone."""
    there = Belonging.objects.on(clock.today()).filter(**({"branch": branch} if branch else {}))
    said = Obstacle.objects.filter(kind=kind, member__is_active=True)
    return set(said.filter(member__in=there.values("member")).values_list("member", flat=True))


def change(chance, member, branches, likely):
    """One person says something else, moves, or leaves for good."""
    deed = chance.choices(["say", "move", "leave"], weights=[80, 15, 5])[0]
    if deed == "say":
        say_obstacles(member, [kind for kind in ("stairs", "hour") if chance.random() < likely])
    elif deed == "move":
        Belonging.objects.filter(member=member).replace(branch=chance.choice(branches))
    else:
        Belonging.objects.filter(member=member).replace(until_on=clock.today() - timedelta(days=1))


@pytest.mark.parametrize("seed", range(4))
def test_over_months_two_totals_never_differ_for_fewer_than_five_people(cast, people, lille, seed):
    """One to four people change each month, in some years mostly one way. Where a total shows something else, five or
    more stand between.
    """
    chance = random.Random(seed)
    everyone = people(cast.rennes, 16) + people(lille, 12)
    stood, before, moves = {}, {}, 0
    for month in range(36):
        for member in chance.sample(everyone, chance.randint(1, 4)):
            change(chance, member, [cast.rennes, lille], likely=0.8 if month // 12 % 2 == 0 else 0.2)
        count_all(lambda: chance.random() < 0.5)
        now = {(each.kind, each.branch): each.shown for each in Figure.objects.select_related("branch")}
        moved = [cell for cell, shown in now.items() if shown != before.get(cell, 0)]
        for kind, branch in moved:
            people_now = said_by(kind, branch)
            changed = len(people_now ^ stood.get((kind, branch), set()))
            of_a_branch = branch is None and any(cell[0] == kind and cell[1] for cell in moved)
            assert changed >= 5 or of_a_branch, (kind, branch)
            if changed >= 5:
                stood[kind, branch] = people_now
        before, moves = now, moves + len(moved)
    assert moves > 3, "or nothing was tried"


def test_a_total_is_compared_with_when_it_last_moved_not_with_a_count_nobody_saw(cast, people):
    """Nine show 5. Three leave and two come: still 5. They turn back, and one more comes: ten, for one person."""
    made = people(cast.rennes, 12)
    for said in (made[:9], made[3:11], [*made[:9], made[11]]):
        for member in made:
            say_obstacles(member, ["hour"] if member in said else [])
        count_all(always)
        assert figures("hour")["Rennes"] == 5


def test_when_a_total_moves_is_drawn_by_lot(cast, people):
    for member in people(cast.rennes, 9):
        say_obstacles(member, ["hour"])
    count_all(lambda: False)
    assert figures("hour")["Rennes"] == 0
    count_all(always)
    assert figures("hour")["Rennes"] == 5
    assert {one_of_two() for _ in range(60)} == {True, False}


def test_the_secretariat_reads_totals_of_what_it_keeps_and_no_names(client, cast, people, lille):
    for member in people(cast.rennes, 7) + people(lille, 9):
        say_obstacles(member, ["children"])
    count_all(always)
    client.force_login(cast.farid)
    page = client.get(TOTALS).content.decode()
    assert "Everywhere" in page
    assert page.count("at least 5 people") == 2
    assert "at least 10 people" in page
    assert "P 1" not in page
    Duty.objects.create(
        member=cast.bruno, kind="secretariat", branch=lille, from_on=cast.today, until_on=cast.today + timedelta(days=9)
    )
    client.force_login(cast.bruno)
    page = client.get(TOTALS).content.decode()
    assert "Lille" in page.split("<main")[1]
    assert "Rennes" not in page.split("<main")[1]
    assert "Everywhere" not in page
    client.force_login(cast.awa)
    assert client.get(TOTALS).status_code == 403
