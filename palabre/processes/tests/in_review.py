"""A process in public review, as the tests of this chapter find it."""

from datetime import timedelta
from itertools import count
from types import SimpleNamespace

import pytest

_once = count(1)


@pytest.fixture
def review(cast, audiences, board):
    """“Deciding together”: in public review for ten more days, the board decides in sixty.

    Bruno facilitates the group of Rennes, Driss takes part in it, Hugo keeps its secretariat. Recommendation 1
    has two measures, recommendation 2 has one. ``review.over()`` ends the review yesterday.
    """
    from palabre.processes.editions import freeze_edition

    made = _Made(audiences, cast)
    process = made.process(board.body)
    group = made.group(process)
    first = made.recommendation(process, 1, "Publish the agenda", ["Ten days before", "Room for members’ points"])
    second = made.recommendation(process, 2, "Answer in writing", ["A refusal gives its reasons"])
    freeze_edition(process, by=cast.bruno, reason="First publication")
    measure, other = first.measures.all()
    return SimpleNamespace(
        process=process,
        group=group,
        first=first,
        second=second,
        measure=measure,
        other=other,
        over=lambda: _end(process),
        made=made,
    )


class _Made:
    """Makes the things a process stands on: texts, discussions, recommendations with measures."""

    def __init__(self, audiences, cast):
        self.audiences, self.cast = audiences, cast

    def text(self):
        from palabre.commons.texts.models import Text

        return Text.objects.create(audience=self.audiences.public)

    def discussion(self):
        from palabre.commons.conversations.models import Discussion
        from palabre.core import clock

        return Discussion.objects.create(
            audience=self.audiences.public,
            speakers=self.audiences.members,
            opens_at=clock.start_of(self.cast.today - timedelta(days=20)),
            closed_at=clock.end_of(self.cast.today + timedelta(days=10)),
        )

    def process(self, body):
        from palabre.commons.texts.revisions import publish_revision
        from palabre.processes.models import Process, Stage

        cast, introduction = self.cast, self.text()
        words = {"title": "Deciding together", "html": "<p>We met four times.</p>", "parts": []}
        publish_revision(introduction, by=cast.bruno, reason="First publication", **words)
        process = Process.objects.create(
            title="Deciding together, even from afar",
            level="concertation",
            decider=body,
            answer_due_on=cast.today + timedelta(days=60),
            introduction=introduction,
            discussion=self.discussion(),
            writers=self.audiences.listing("the writers", cast.bruno, cast.driss, cast.hugo),
            audience=self.audiences.public,
            by=cast.farid,
            cycle="2027",
        )
        days = {"review": (-20, 10), "answers": (11, 30), "decision": (31, 60), "follow_up": (61, None)}
        for kind, (first, last) in days.items():
            opens_on = cast.today + timedelta(days=first)
            closes_on = None if last is None else cast.today + timedelta(days=last)
            Stage.objects.create(process=process, kind=kind, opens_on=opens_on, closes_on=closes_on)
        return process

    def group(self, process):
        from palabre.processes.models import Seat, WorkingGroup

        cast, group = self.cast, WorkingGroup.objects.create(process=process, name="Rennes")
        for member, role in ((cast.bruno, "facilitator"), (cast.driss, "participant"), (cast.hugo, "secretary")):
            Seat.objects.create(group=group, member=member, role=role, from_on=cast.today - timedelta(days=90))
        return group

    def recommendation(self, process, number, title, measures):
        from palabre.commons.texts.html import from_paragraphs
        from palabre.commons.texts.revisions import publish_revision
        from palabre.processes.models import Measure, Recommendation

        parts = [
            {"anchor": f"m{place}", "title": measure, "html": from_paragraphs([f"Why: {measure}."])}
            for place, measure in enumerate(measures, start=1)
        ]
        text = self.text()
        publish_revision(
            text,
            by=self.cast.bruno,
            title=title,
            html=from_paragraphs(["Today only those present know."]),
            parts=parts,
            reason="First publication",
        )
        recommendation = Recommendation.objects.create(
            process=process,
            number=number,
            title=title,
            text=text,
            discussion=self.discussion(),
            audience=self.audiences.public,
        )
        for place, part in enumerate(parts, start=1):
            Measure.objects.create(
                recommendation=recommendation,
                number=place,
                anchor=part["anchor"],
                title=part["title"],
                discussion=self.discussion(),
                audience=self.audiences.public,
            )
        return recommendation


def _end(process):
    """The review ended yesterday: its stage and every discussion."""
    from palabre.commons.conversations.models import Discussion
    from palabre.core import clock

    yesterday = clock.today() - timedelta(days=1)
    process.stages.filter(kind="review").update(closes_on=yesterday)
    process.stages.filter(kind="answers").update(opens_on=clock.today())
    Discussion.objects.all().update(closed_at=clock.end_of(yesterday))


@pytest.fixture
def say(review):
    """Someone says something: ``say(review.measure, cast.awa, "And in Dutch?")``."""
    from palabre.processes.actions.comments import comment_on

    def _say(thing, by, text="And in Dutch?", **more):
        thing.refresh_from_db()
        return comment_on(thing, by=by, text=text, once=f"once-{next(_once)}", **more)

    return _say
