"""A working document as groups write them, and the manuscript made of it."""

from datetime import timedelta
from types import SimpleNamespace

import pytest

from palabre.processes.tests.in_review import review as review
from palabre.processes.tests.in_review import say as say

DOCUMENT = """Deciding together, even from afar

Working document of 12 March 2026

Drafted by: Ada Roux, Bram Peeters (bram@example.org)

Groups: Rennes, Lille

Introduction

Sixty people met in four evenings.

They ask for three things.

Recommendation 1: Publish the agenda

Today only those in the room know it.

- The board publishes its agenda ten days before. A short version goes out by post.
- Members may add a point until five days before.

Recommendation 2: Answer in writing

A refusal without a reason hurts twice.

- Every refusal gives its reasons.
- The answer names a person to speak to.
- The answer comes within thirty days.

Leave a comment
"""


@pytest.fixture
def manuscript(cast):
    """The document above, brought in by Farid, who keeps the secretariat."""
    from palabre.processes.actions.manuscripts import bring_in_manuscript

    return bring_in_manuscript(by=cast.farid, name="", data=DOCUMENT.encode(), filename="deciding.txt")


@pytest.fixture
def terms(cast, board):
    """A contract that can be kept; tests change what they speak of: ``terms(level="codecision")``."""

    def _terms(**changed):
        return {
            "title": "Deciding together",
            "summary": "How we decide when we are far apart.",
            "cycle": "2026",
            "language": "en",
            "level": "concertation",
            "decider": board.body,
            "review_opens_on": cast.today + timedelta(days=1),
            "review_closes_on": cast.today + timedelta(days=21),
            "answers_close_on": cast.today + timedelta(days=42),
            "answer_due_on": cast.today + timedelta(days=90),
            "names": "either",
            "words_of_leavers": "choose",
            "audience": "public",
            "speakers": "signed_in",
        } | changed

    return _terms


@pytest.fixture
def as_(client):
    """A browser signed in as someone, or signed out: ``as_(cast.farid)``."""

    def _as(member=None):
        client.logout()
        if member:
            client.force_login(member)
        return client

    return _as


@pytest.fixture
def entries():
    """The verbs of the trail so far, in order, with the facts: ``entries("processes.published")``."""

    def _entries(verb):
        from palabre.commons.trail.models import Entry

        found = Entry.objects.filter(verb=verb).select_related("details").order_by("id")
        return [SimpleNamespace(entry=entry, facts=entry.details.facts, by=entry.actor) for entry in found]

    return _entries
