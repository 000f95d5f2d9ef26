"""Several nodes count together; while the cache is gone each counts for itself, and no page fails."""

import time
from itertools import cycle

import pytest
from allauth.core.internal import ratelimit
from django.test import Client
from django.urls import reverse

from palabre.core import shared_cache
from palabre.core.shared_cache import SharedCache
from tests.cache_server import cache_server


@pytest.fixture
def server():
    yield from cache_server()


@pytest.fixture
def node(server, monkeypatch):
    """Makes a node's own view of the cache."""
    monkeypatch.setattr(SharedCache, "away_until", 0.0)

    def made():
        found = SharedCache(server.address, {"KEY_PREFIX": "test"})
        found.own.clear()
        return found

    return made


def test_what_one_node_counts_another_sees(node):
    first, second = node(), node()
    first.set("tries", [3.5, 1.25], 60)
    assert second.get("tries") == [3.5, 1.25]
    assert first.add("lock", True, 10) is True
    assert second.add("lock", True, 10) is False
    second.delete("lock")
    assert first.get("lock") is None
    first.set("count", 1)
    assert second.incr("count") == 2
    second.set_many({"a": 1, "b": None})
    assert first.get_many(["a", "b", "c"]) == {"a": 1, "b": None}
    assert first.answers()


def test_what_somebody_else_put_there_runs_nothing_and_breaks_nothing(node):
    import pickle

    first = node()
    first._cache.get_client(None, write=True).set(first.make_and_validate_key("tries"), pickle.dumps([1.0]))
    assert first.get("tries") is None


def test_without_it_a_process_counts_for_itself_and_asks_again(node, server, monkeypatch, caplog):
    first, second = node(), node()
    first.set("tries", [1.0], 60)
    server.stop()
    assert first.get("tries") is None
    first.set("tries", [2.0], 60)
    assert first.get("tries") == [2.0]
    assert first.add("lock", True, 10) is True
    assert first.add("lock", True, 10) is False
    assert not second.answers()
    assert [record.name for record in caplog.records] == ["palabre.cache"]  # said once, not at each question

    server.start()
    assert first.get("tries") == [2.0], "asked again only after a while"
    monkeypatch.setattr(SharedCache, "away_until", 0.0)
    assert second.get("tries") is None, "a new Redis is empty"
    second.set("tries", [3.0], 60)
    assert first.get("tries") == [3.0]


def test_a_cache_that_is_away_makes_no_page_wait_twice(node, server, monkeypatch):
    first = node()
    server.stop()
    first.get("x")
    asked = []
    monkeypatch.setattr(shared_cache.RedisCache, "get", lambda *words: asked.append(1))
    begun = time.monotonic()
    for _ in range(100):
        first.get("x")
    assert (asked, time.monotonic() - begun < shared_cache.ASKED_AGAIN_AFTER) == ([], True)


def tried(cast, times):
    """Signing in with a wrong password, each time by another visitor of the same hall."""
    words = {"login": cast.awa.email, "password": "not hers"}
    return [Client().post(reverse("account_login"), words).status_code for _ in range(times)]


def test_limits_hold_over_nodes_and_outlive_the_cache(cast, node, server, monkeypatch):
    """Ten wrong passwords in five minutes, whoever of the nodes is asked; without the cache, ten for each process."""
    nodes = cycle([node(), node()])

    class NowThisNowThat:
        def __getattr__(self, name):
            return getattr(next(nodes), name)

    monkeypatch.setattr(ratelimit, "cache", NowThisNowThat())
    assert tried(cast, 11) == [422] * 10 + [429]
    server.stop()
    assert tried(cast, 11) == [422] * 10 + [429]
