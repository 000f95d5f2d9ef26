"""Reading through the API with a token: what each kind opens, and how it is refused."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from palabre.membership.actions.tokens import end_token, make_token
from palabre.site.api import pace
from palabre.site.api.root import LISTS
from palabre.site.api.urls import WRITES
from tests.world import build
from tests.world.addresses import ARGUMENTS, patterns
from tests.world.processes import a_recommendation


@pytest.fixture
def secrets(cast):
    """``secrets.mine`` and ``secrets.public``, both Edwige's, who is a member and holds nothing."""

    def secret(scope):
        return make_token(by=cast.edwige, name=scope, scope=scope, ends_on=cast.today + timedelta(days=9))[1]

    return SimpleNamespace(mine=secret("mine"), public=secret("public"))


def asked(address, secret, **headers):
    return Client().get(address, headers={"authorization": f"Bearer {secret}"} | headers)


def things(world):
    for each in patterns():
        if each.name.startswith("api:") and each.takes and each.name.removeprefix("api:") not in WRITES:
            yield each.name, reverse(each.name, args=ARGUMENTS[each.name](world))


def test_a_token_says_what_it_is(cast, secrets):
    told = asked(reverse("api:token"), secrets.mine).json()
    assert told == {"name": "mine", "scope": "read:mine", "ends_on": str(cast.today + timedelta(days=9))}
    unshown = Client().get(reverse("api:token"))
    assert (unshown.status_code, unshown["WWW-Authenticate"]) == (401, 'Bearer realm="Palabre"')


def test_each_kind_reads_what_it_says_in_a_cooperative_that_keeps_things_for_members(cast, secrets):
    world = build(cast, 2, reach="members")
    for name, address in things(world):
        found = [asked(address, secret).status_code for secret in (secrets.mine, secrets.public)]
        assert found == [200, 404], name
    for name in LISTS:
        found = [
            bool(asked(reverse(f"api:{name}"), secret).json()["items"]) for secret in (secrets.mine, secrets.public)
        ]
        assert found == [True, False], name


def test_it_opens_nothing_that_its_member_may_not_read(cast, secrets):
    world = build(cast, 2, reach="listed")  # Awa and Bruno are on the list, Edwige is not
    for name, address in things(world):
        assert asked(address, secrets.mine).status_code == 404, name


def test_what_a_token_reads_is_kept_nowhere_on_the_way(cast, secrets):
    build(cast, 1)
    for secret in (secrets.mine, secrets.public):
        answer = asked(reverse("api:bodies"), secret)
        assert answer["Cache-Control"] == "private, no-store"
        assert "Access-Control-Allow-Origin" not in answer
        assert asked(reverse("api:bodies"), secret, **{"if-none-match": answer["ETag"]}).status_code == 304


def test_it_counts_in_the_head_of_the_request_only(cast, secrets):
    world = build(cast, 1, reach="members")
    address = reverse("api:process", args=[world.walked.pk])
    for name in ("token", "access_token", "authorization"):
        assert Client().get(f"{address}?{name}={secrets.mine}").status_code == 404
    spelled = Client().get(address, headers={"authorization": f"bearer  {secrets.mine}"})
    assert spelled.status_code == 200  # the word's case does not count (RFC 9110, 11.1)


def test_what_ended_is_refused_even_for_what_everyone_may_read(cast, secrets):
    build(cast, 1)
    for token in cast.edwige.tokens.all():
        end_token(token, by=cast.edwige)
    answer = asked(reverse("api:bodies"), secrets.mine)
    assert answer.status_code == 401
    assert 'error="invalid_token"' in answer["WWW-Authenticate"]


def test_a_token_costs_the_same_for_one_thing_as_for_thirty(cast, secrets, steady_clock):
    """Signed out, tests/test_queries.py asks it of every address."""
    address = f"{reverse('api:recommendations')}?limit=100"
    asked(address, secrets.mine)  # its day is noted once
    world, costs = build(cast, 1, reach="members"), []
    for more in (0, 30):
        for number in range(50, 50 + more):
            a_recommendation(world, world.open, number)
        with CaptureQueriesContext(connection) as captured:
            told = asked(address, secrets.mine).json()["items"]
        costs.append((len(told), len(captured)))
    (few, first), (many, second) = costs
    assert many == few + 30
    assert first == second


def test_whoever_asks_too_often_is_told_when_to_ask_again(cast, secrets, settings):
    pace.asked_lately.clear()
    settings.API_A_MINUTE = 2
    build(cast, 1)
    address = reverse("api:bodies")
    assert [asked(address, secrets.mine).status_code for _time in range(3)] == [200, 200, 429]
    assert asked(address, secrets.public).status_code == 200  # each token has its own measure
    last = [Client().get(address) for _time in range(3)][-1]
    assert (last.status_code, last["Content-Type"]) == (429, "application/problem+json")
    assert 1 <= int(last["Retry-After"]) <= 60
    elsewhere = Client(REMOTE_ADDR="10.9.9.9").get(address)
    assert elsewhere.status_code == 200
