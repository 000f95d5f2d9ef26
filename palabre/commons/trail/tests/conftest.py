"""Something to happen: Awa greets a body."""

import pytest
from django.db import transaction

from palabre.commons.trail import record as recording
from palabre.commons.trail import verbs
from palabre.commons.trail.models import Link
from palabre.commons.trail.record import record
from palabre.commons.trail.verbs import Verb
from palabre.governance.models import Body


@pytest.fixture
def greeted(monkeypatch):
    verb = Verb(key="test.greeted", sentence="%(actor)s greeted %(subject)s with %(words)s")
    monkeypatch.setitem(verbs.registry, verb.key, verb)
    monkeypatch.setattr(recording, "readers", ["tests"])
    return verb


@pytest.fixture
def bodies(audiences):
    return [Body.objects.create(name=f"Body {n}", audience=audiences.public) for n in range(4)]


@pytest.fixture
def greet(greeted, bodies, cast):
    def make(**facts):
        with transaction.atomic():
            return record(greeted, bodies[0], by=cast.awa, **{"words": "bonjour"} | facts)

    return make


@pytest.fixture
def tie(greet):
    """``tie(3, 7)`` makes links with these ids, as a sequence would have given them."""
    entry = greet()

    def make(*ids):
        Link.objects.bulk_create(
            Link(pk=pk, entry=entry, kind="proved", from_kind="a", from_id=pk, to_kind="b", to_id=pk) for pk in ids
        )

    return make
