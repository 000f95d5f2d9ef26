"""Something that can happen, told to whom the test says."""

from dataclasses import replace
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.db import transaction

from palabre.commons.notices.models import Rhythm
from palabre.commons.trail import verbs
from palabre.commons.trail.record import record
from palabre.commons.trail.verbs import Verb, Why
from palabre.core import clock
from palabre.people.models import Branch, Member


@pytest.fixture
def happen(monkeypatch, cast, audiences):
    """``happen(cast.awa, (cast.bruno, Why.OWNER), about=…)``: Awa did something, Bruno is to be told."""
    Member.objects.update(language="en")  # tests read the source of every string, in mails too
    told = {}
    verb = Verb(
        key="tests.happened",
        sentence="%(actor)s moved the tree of %(subject)s",
        told=lambda entry: told[entry.pk],
        address=lambda entry: f"/branches/{entry.subject_id}/",
        about=lambda entry: entry.details.facts.get("about") or (entry.subject_kind, entry.subject_id),
    )
    often = replace(verb, key="tests.happens_often", alike=True)
    convocation = replace(verb, key="tests.convoked", legal=True)
    for each in (verb, often, convocation):
        monkeypatch.setitem(verbs.registry, each.key, each)

    def happen(by, *people, audience=audiences.public, subject=cast.rennes, about=None, alike=False, legal=False):
        kind = often if alike else convocation if legal else verb
        with transaction.atomic():
            entry = record(kind, subject, by=by, audience=audience, about=about)
        told[entry.pk] = [(member.pk, why) for member, why in people]
        return entry

    return happen


@pytest.fixture
def another(cast):
    """Another thing one can be told about."""
    return Branch.objects.create(name="Namur", entity=cast.france)


@pytest.fixture
def why():
    return SimpleNamespace(author=Why.AUTHOR, owner=Why.OWNER, seat=Why.SEAT, follower=Why.FOLLOWER)


@pytest.fixture
def at_once(cast):
    """Everyone wants mail as it happens."""
    everyone = Member.objects.values_list("pk", flat=True)
    Rhythm.objects.bulk_create(Rhythm(member_id=pk, pace=Rhythm.Pace.SOON) for pk in everyone)


@pytest.fixture
def later():
    """``later(hours=1)``: that much time has passed."""
    passed = [timedelta()]
    clock_offset = clock._offset
    clock.read_offset_from(lambda: passed[0])
    yield lambda **amount: passed.append(passed.pop() + timedelta(**amount))
    clock.read_offset_from(clock_offset)
