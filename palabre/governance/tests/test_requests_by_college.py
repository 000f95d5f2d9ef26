"""A member's point where the rules ask that each college stands behind it."""

import pytest

from palabre.governance.actions.requests import support_point, take_back_point_support
from palabre.governance.actions.requests_due import settle_requests
from palabre.governance.models import AgendaRequest
from palabre.governance.request_colleges import colleges_missing
from palabre.people.models import Belonging, College, Entity


@pytest.fixture
def second(cast):
    """A college beside that of everyone else; Hugo and Driss are in it, and in no other."""
    college = College.objects.create(name="Partners", entity=cast.france, weight_percent=30)
    Belonging.objects.filter(member__in=[cast.hugo, cast.driss]).replace(college=college)
    return college


def state(asked):
    return AgendaRequest.objects.get(pk=asked.pk).state


def test_enough_in_all_is_not_enough_without_each_college(cast, ruled, propose, second):
    ruled(point_supporters=3, point_supporters_each_college=1)
    asked = propose()
    support_point(asked, by=cast.edwige)
    support_point(asked, by=cast.bruno)
    assert (state(asked), colleges_missing(asked)) == ("gathering", [second])

    support_point(asked, by=cast.hugo)
    assert (state(asked), colleges_missing(asked)) == ("admissible", [])


def test_without_such_a_rule_colleges_are_not_asked(cast, ruled, propose, second):
    ruled(point_supporters=2)
    asked = propose()
    support_point(asked, by=cast.edwige)

    assert state(asked) == "admissible"


def test_a_smaller_college_is_there_with_all_of_them_and_an_empty_one_is_not_asked(cast, ruled, propose, second):
    College.objects.create(name="Founders", entity=cast.france, weight_percent=10)
    ruled(point_supporters=2, point_supporters_each_college=3)
    asked = propose()
    for member in (cast.edwige, cast.bruno, cast.hugo):
        support_point(asked, by=member)
    assert colleges_missing(asked) == [second]

    support_point(asked, by=cast.driss)
    assert state(asked) == "admissible"


def test_whoever_left_no_longer_counts_for_their_college(cast, ruled, propose, second, days):
    ruled(point_supporters=9, point_supporters_each_college=1)
    asked = propose()
    support_point(asked, by=cast.hugo)
    Belonging.objects.filter(member=cast.hugo).in_force().replace(until_on=days(-1))

    assert colleges_missing(asked) == [second]
    Belonging.objects.filter(member=cast.driss).in_force().replace(until_on=days(-1))
    assert colleges_missing(asked) == []  # nobody is left of it to ask


def test_the_worker_sees_that_the_register_made_it_enough(cast, ruled, propose, second, days):
    ruled(point_supporters=2, point_supporters_each_college=1)
    asked = propose()
    support_point(asked, by=cast.edwige)
    settle_requests()
    assert state(asked) == "gathering"

    Belonging.objects.filter(member__in=[cast.hugo, cast.driss]).in_force().replace(until_on=days(-1))
    settle_requests()
    assert state(asked) == "admissible"


def test_its_page_says_that_a_college_lacks_and_never_which(client, cast, ruled, propose, second):
    ruled(point_supporters=3, point_supporters_each_college=2)
    asked = propose()
    support_point(asked, by=cast.hugo)
    support_point(asked, by=cast.edwige)

    page = client.get(asked.get_absolute_url()).content.decode()
    assert "Among them, at least 2 members of each college, or all of a smaller one." in page
    assert "That is enough in all" in page
    assert "Not enough yet from every college." in page

    take_back_point_support(asked, by=cast.edwige)
    page = client.get(asked.get_absolute_url()).content.decode()
    assert "That is enough in all" not in page
    assert "Partners" not in page


def test_before_a_body_of_one_entity_its_own_colleges_count(cast, ruled, propose, board, second):
    board.body.entity = second.entity
    board.body.save()
    belgium = Entity.objects.create(name="Estran Belgique", country="BE")
    College.objects.create(name="Elsewhere", entity=belgium, weight_percent=40)
    ruled(point_supporters=2, point_supporters_each_college=1)
    asked = propose()
    support_point(asked, by=cast.hugo)

    assert state(asked) == "admissible"
