"""What somebody agreed to: each time it changed, and only then."""

import pytest
from django.urls import reverse

from palabre.directory.actions.profiles import describe_oneself
from palabre.directory.agreeing import FOUND, PUBLIC
from palabre.directory.models import Shown
from palabre.people.consents import agreed_by, note_consent
from palabre.people.models import Consent
from palabre.wishes.choosing import OBSTACLES, say_obstacles


def said(member):
    return list(Consent.objects.filter(member=member).order_by("pk").values_list("to", "given"))


def describe(by, *, found, shown=Shown.MEMBERS):
    words = {"about": "Hello.", "ask": "", "trades": [], "skills": [], "languages": []}
    describe_oneself(by=by, found=found, shown={"about": shown}, **words)


def test_a_profile_writes_down_what_changed_and_nothing_else(cast):
    describe(cast.awa, found=False)
    assert said(cast.awa) == []
    describe(cast.awa, found=True, shown=Shown.PUBLIC)
    describe(cast.awa, found=True, shown=Shown.PUBLIC)
    describe(cast.awa, found=False, shown=Shown.BRANCH)
    assert said(cast.awa) == [(FOUND, True), (PUBLIC, True), (FOUND, False), (PUBLIC, False)]


def test_obstacles_are_agreed_to_by_saying_one(cast):
    for kinds in (["stairs"], ["stairs", "hour"], []):
        say_obstacles(cast.awa, kinds)
    assert said(cast.awa) == [(OBSTACLES.key, True), (OBSTACLES.key, False)]
    assert said(cast.edwige) == []


def test_it_stands_on_ones_own_page_with_where_to_take_it_back(cast, client):
    say_obstacles(cast.awa, ["stairs"])
    client.force_login(cast.awa)
    page = client.get(reverse("privacy:held")).content.decode()
    assert str(OBSTACLES.sentence) in page
    assert f'href="{reverse("wishes:obstacles")}"' in page
    client.force_login(cast.edwige)
    assert str(OBSTACLES.sentence) not in client.get(reverse("privacy:held")).content.decode()


def test_what_nobody_asks_cannot_be_agreed_to(cast):
    with pytest.raises(KeyError):
        note_consent(cast.awa, "nothing.known", given=True)
    assert agreed_by(cast.awa) == []
