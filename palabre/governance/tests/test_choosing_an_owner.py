"""Whoever is entrusted with a measure may be any member, found by name on a page that works without JavaScript."""

from datetime import timedelta

import pytest

from palabre.governance.models import AgendaPoint, Decision
from palabre.people.models import Belonging, Duty, Member

pytestmark = pytest.mark.django_db


@pytest.fixture
def point(before_the_board):
    return before_the_board.points.first()


@pytest.fixture
def send(client, cast, point, days):
    """Chloé sends the form of the first point, filled in but for what the test says: ``send(who="dwig")``."""

    def post(**typed):
        client.force_login(cast.chloe)
        filled = {
            "outcome": "accepted", "reason": "It costs little.", "owner": "", "owner_service": "",
            "means": "Two hours a month", "due_on": days(60).isoformat(), "next_check_on": days(20).isoformat(),
        }  # fmt: skip
        return client.post(f"/governance/points/{point.pk}/decision/", filled | typed)

    return post


def offered(html):
    """The names to choose among, as the page shows them, and which is chosen."""
    parts = html.split('name="found"')[1:]
    names = [part.split("</label>")[0].rsplit(">", 1)[-1].strip() for part in parts]
    chosen = [name for name, part in zip(names, parts, strict=True) if "checked" in part.split(">")[0]]
    return names, chosen


def test_a_search_writes_nothing_keeps_what_was_typed_and_judges_nothing_else(cast, send):
    answer = send(search="1", who="dwig", due_on="", means="Two hours a month")
    assert (answer.status_code, offered(answer.text)) == (200, (["Edwige", "none of these"], ["Edwige"]))
    for kept in ("It costs little.", 'value="Two hours a month"', 'value="dwig"'):
        assert kept in answer.text
    assert "Please say by when it is due." not in answer.text
    assert "@example.org" not in answer.text
    assert not Decision.objects.exists()


def test_whoever_was_found_and_chosen_is_entrusted_with_it(cast, send):
    assert send(who="dwig", found=cast.edwige.pk).status_code == 303
    assert Decision.objects.get().commitment.owner == cast.edwige


def test_the_one_found_takes_the_place_of_the_one_suggested_and_none_of_these_leaves_it(cast, send):
    assert send(who="dwig", found="none", owner=cast.farid.pk).status_code == 303
    assert Decision.objects.get().commitment.owner == cast.farid


def test_among_several_nobody_is_chosen_for_oneself(cast, send):
    Member.objects.filter(pk=cast.hugo.pk).update(name="Edwin")
    assert offered(send(search="1", who="edw").text) == (["Edwige", "Edwin", "none of these"], [])


def test_a_name_without_a_choice_is_asked_about_and_never_dropped(cast, send):
    answer = send(who="dwig", owner_service="The secretariat")
    assert (answer.status_code, "Choose who is meant." in answer.text) == (422, True)
    assert offered(answer.text)[0] == ["Edwige", "none of these"]
    assert not Decision.objects.exists()


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("ed", "Write at least three letters of the name."),
        ("", "Write at least three letters of the name."),
        ("nobody", "We found nobody under these words."),
        ("edwige@example.org", "We found nobody under these words."),
        ("Zoe", "We found nobody under these words."),  # an account, no member
    ],
)
def test_who_is_not_found_and_what_is_said(cast, send, words, sentence):
    answer = send(search="1", who=words)
    assert (answer.status_code, sentence in answer.text, 'name="found"' in answer.text) == (422, True, False)
    assert "It costs little." in answer.text


def test_members_and_whoever_is_entrusted_with_something_are_found_and_no_others(cast, send):
    Belonging.objects.filter(member__in=[cast.farid, cast.awa, cast.edwige]).replace(
        until_on=cast.today - timedelta(days=1)
    )
    Member.objects.filter(pk=cast.edwige.pk).update(is_active=False)
    Duty.objects.create(member=cast.zoe, kind="register", from_on=cast.today, until_on=cast.today)
    found = [name for name in ("Awa", "Bruno", "Driss", "Edwige", "Farid", "Greta", "Hugo", "Zoe")
             if send(search="1", who=name).status_code == 200]  # fmt: skip
    assert found == ["Bruno", "Driss", "Hugo", "Zoe"]  # Farid left; Zoe never belonged, and keeps the register


def test_a_number_one_did_not_find_gives_nothing_and_no_name(cast, send):
    for given in ({"who": "dwig", "found": cast.zoe.pk}, {"found": cast.edwige.pk}, {"owner": cast.edwige.pk}):
        answer = send(**given)
        assert (answer.status_code, "Zoe" in answer.text.split("<main")[1]) == (422, False)
    assert not Decision.objects.exists()


def test_at_most_eight_are_shown(cast, send):
    for number in range(12):
        someone = Member.objects.create_user(f"{number}@example.org", "for tests only", name=f"Lou Tonneau {number:02}")
        Belonging.objects.create(
            member=someone, entity=cast.france, college=cast.college, branch=cast.rennes, from_on=cast.today
        )
    assert len(offered(send(search="1", who="tonneau").text)[0]) == 9


def test_whoever_decides_nothing_searches_nobody(client, cast, point):
    client.force_login(cast.awa)
    answer = client.post(f"/governance/points/{point.pk}/decision/", {"search": "1", "who": "dwig"})
    assert (answer.status_code, "Edwige" in answer.text) == (403, False)


def test_the_search_answers_at_its_question(client, cast, point):
    client.force_login(cast.chloe)
    html = client.get(point.item.get_absolute_url()).text
    assert f'formaction="/governance/points/{point.pk}/decision/#id_{point.pk}_who"' in html
    assert html.count('name="found"') == 0
    assert AgendaPoint.objects.count() == html.count(">Search</button>")
