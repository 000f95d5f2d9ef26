"""Searching the directory: who is found, in which order, how often one may ask."""

import re

import pytest
from django.urls import reverse

from palabre.commons.trail.models import Entry
from palabre.core.verdict import Refused
from palabre.directory import policies, rounds
from palabre.directory.actions.searching import ask_directory
from palabre.directory.asked import Asked, read, sign
from palabre.directory.models import Profile, Shown, Tally, Term
from palabre.directory.queries.directory import found_people
from palabre.people.models import Belonging, Member

PAGE = "directory:directory"


def names(asked, viewer):
    return sorted(person.name for person in found_people(asked, viewer).people)


def many(cast, count):
    """``count`` more members of Rennes who wish to be found."""
    for number in range(count):
        member = Member.objects.create(email=f"m{number}@example.org", name=f"Membre Numéro {number}")
        place = {"entity": cast.france, "college": cast.college, "branch": cast.rennes, "from_on": cast.today}
        Belonging.objects.create(member=member, **place)
        Profile.objects.create(
            member=member, found=True, folded_name=f"membre numero {number}", name_seen=member.name,
            branch_for=Shown.MEMBERS,
        )  # fmt: skip


def test_people_are_found_by_what_they_show_and_accents_make_no_difference(client, cast, describe):
    describe(cast.awa, Shown.MEMBERS, found=True, trades=["Sérigraphie"])
    client.force_login(cast.bruno)
    asked = [{"words": "serigraphie"}, {"words": "SÉRIG"}, {"language": "wo"}, {"branch": cast.rennes.pk}]
    for words in (*asked, {"name": "áwa"}, {"words": "seri", "language": "wo", "name": "awa"}):
        answer = client.post(reverse(PAGE), words)
        assert answer.status_code == 303, words
        page = client.get(answer["Location"]).content.decode()
        assert ("Sérigraphie" in page, cast.awa.email in page) == (True, False), words
    answer = client.post(reverse(PAGE), {"words": "maçonnerie"})
    assert "Nobody was found" in client.get(answer["Location"]).content.decode()


def test_only_who_wishes_to_be_found_is(cast, describe):
    describe(cast.awa, Shown.PUBLIC)
    assert names(Asked(words="graphisme"), cast.bruno) == []
    describe(cast.awa, Shown.PUBLIC, found=True)
    assert names(Asked(words="graphisme"), cast.bruno) == ["Awa"]
    assert names(Asked(words="graphisme"), cast.awa) == []  # not oneself


def test_what_is_hidden_from_a_reader_finds_nobody(cast, describe, elsewhere):
    """Finding by a thing says the thing."""
    hidden = {"trades": Shown.BRANCH, "languages": Shown.BRANCH, "branch": Shown.BRANCH, "skills": Shown.NOBODY}
    describe(cast.awa, Shown.MEMBERS, found=True, parts=hidden)
    asked = (Asked(words="graphisme"), Asked(language="wo"), Asked(branch=cast.rennes.pk))
    for each in asked:
        assert (names(each, cast.bruno), names(each, elsewhere)) == (["Awa"], []), each
    assert names(Asked(words="risographie"), cast.bruno) == []
    assert names(Asked(name="Awa"), elsewhere) == ["Awa"]


def test_whoever_shows_nothing_or_left_is_not_found(cast, describe):
    describe(cast.awa, found=True)
    assert names(Asked(name="Awa"), cast.bruno) == []
    describe(cast.awa, Shown.MEMBERS, found=True)
    cast.awa.belongings.all().replace(until_on="2020-01-01", from_on="2019-01-01")
    assert names(Asked(name="Awa"), cast.bruno) == []


def test_a_word_that_waits_finds_nobody(cast, describe):
    describe(cast.awa, Shown.MEMBERS, found=True, trades=["Magie"])
    Term.objects.filter(folded="magie").update(kept_at=None)
    assert names(Asked(words="magie"), cast.bruno) == []


def test_twenty_are_shown_and_no_total_is_said(client, cast):
    many(cast, 23)
    found = found_people(Asked(branch=cast.rennes.pk), cast.bruno)
    assert (len(found.people), found.more) == (20, True)
    client.force_login(cast.bruno)
    page = client.get(client.post(reverse(PAGE), {"branch": cast.rennes.pk})["Location"]).content.decode()
    assert "More than twenty people" in page
    shown = re.sub("<[^>]+>", " ", page.split("<main")[1].split("</main>")[0])  # addresses are drawn: they may hold 23
    assert "23" not in shown


def test_the_order_is_another_one_for_each_reader_and_each_day(cast, move_clock):
    many(cast, 12)
    asked = Asked(branch=cast.rennes.pk)
    orders = [[p.name for p in found_people(asked, viewer).people] for viewer in (cast.bruno, cast.bruno, cast.awa)]
    assert orders[0] == orders[1] != orders[2]
    assert sorted(orders[0]) == sorted(orders[2])
    move_clock(days=1)
    assert [p.name for p in found_people(asked, cast.bruno).people] != orders[0]
    assert orders[0] != sorted(orders[0])


def test_results_open_for_who_asked_and_for_an_hour(client, cast, describe):
    describe(cast.awa, Shown.MEMBERS, found=True)
    token = ask_directory(Asked(name="Awa"), by=cast.bruno)
    assert read(token, cast.bruno.pk) == Asked(name="Awa")
    assert (read(token, cast.chloe.pk), read("made-up", cast.bruno.pk)) == (None, None)
    client.force_login(cast.chloe)
    page = client.get(reverse(PAGE), {"q": token}).content.decode()
    assert ("more than an hour old" in page, "Graphisme" in page) == (True, False)


def test_results_go_after_an_hour(cast):
    time = pytest.importorskip("time_machine")
    with time.travel(0, tick=False):
        token = sign(Asked(name="Awa"), cast.bruno.pk)
    assert read(token, cast.bruno.pk) is None


@pytest.mark.parametrize("words", [{}, {"name": "a"}, {"words": "ab"}, {"branch": "999"}, {"language": "xx"}])
def test_a_search_that_says_too_little_is_not_made(client, cast, words):
    client.force_login(cast.bruno)
    answer = client.post(reverse(PAGE), words)
    assert answer.status_code == 422
    assert not Tally.objects.exists()


def test_who_searches_too_much_waits_and_the_secretariat_hears_of_it_once(client, cast, move_clock):
    client.force_login(cast.bruno)
    statuses = [client.post(reverse(PAGE), {"name": f"Numéro {n}"}).status_code for n in range(32)]
    assert statuses == [303] * 30 + [429] * 2
    entry = Entry.objects.select_related("details").get()
    assert (entry.verb, entry.details.facts) == ("directory.searched_much", {"count": 30})
    readers = [entry.audience.lets_in(person) for person in (cast.farid, cast.bruno, cast.awa)]
    assert readers == [True, False, False]
    move_clock(hours=1)
    assert client.post(reverse(PAGE), {"name": "Numéro"}).status_code == 303


def test_a_day_has_its_limit_too(cast, move_clock, monkeypatch):
    monkeypatch.setattr(policies, "MOST_A_DAY", 3)
    for hour in range(3):
        move_clock(hours=hour)
        ask_directory(Asked(name="Awa"), by=cast.bruno)
    with pytest.raises(Refused, match="go on tomorrow") as refused:
        ask_directory(Asked(name="Awa"), by=cast.bruno)
    assert refused.value.verdict.retry
    move_clock(hours=50)
    assert rounds.forget_tallies() == 3


def test_what_was_asked_is_kept_nowhere(cast):
    ask_directory(Asked(name="Quelqu’un"), by=cast.bruno)
    assert [field.name for field in Tally._meta.fields] == ["id", "member", "hour_at", "searches"]
    assert not Entry.objects.exists()


def test_the_directory_is_for_members(client, cast):
    assert client.get(reverse(PAGE)).status_code == 302
    for person in (cast.zoe, cast.greta):
        client.force_login(person)
        assert client.get(reverse(PAGE)).status_code == 403
        with pytest.raises(Refused, match="for members"):
            ask_directory(Asked(name="Awa"), by=person)


def test_twenty_people_cost_as_many_queries_as_one(cast, describe, steady_clock, django_assert_num_queries):
    many(cast, 1)
    with django_assert_num_queries(6):
        found_people(Asked(branch=cast.rennes.pk), cast.bruno)
    for number, member in enumerate((cast.awa, cast.chloe, cast.driss)):
        describe(member, Shown.MEMBERS, found=True, about=f"{number}")
    with django_assert_num_queries(6):
        assert len(found_people(Asked(branch=cast.rennes.pk), cast.bruno).people) == 4
