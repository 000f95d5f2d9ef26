"""The board, its mandates, its meetings; and a measure answered, promised and followed."""

import hashlib
from datetime import timedelta

from django.core.files.base import ContentFile

from palabre.commons.files.models import File
from palabre.core import clock
from palabre.governance.models import (
    AgendaItem,
    AgendaPoint,
    Body,
    Commitment,
    Decision,
    Mandate,
    Meeting,
    ProgressNote,
    Proof,
)

DAY = timedelta(days=1)
OUTCOMES = Decision.Outcome


def a_board(world):
    """Bodies; the first is the board, where Chloé directs and Farid keeps the minutes; its first meeting has begun."""
    cast, today = world.cast, world.cast.today
    bodies = [Body.objects.create(name=f"Body {i}", audience=world.audience("body")) for i in range(world.n)]
    world.body = bodies[0]
    dates = {"from_on": today - 400 * DAY, "until_on": today + 400 * DAY}
    for holder, role in ((cast.chloe, "director"), (cast.farid, "secretary")):
        Mandate.objects.create(body=world.body, holder=holder, role=role, **dates)
    for other in world.others:
        Mandate.objects.create(body=world.body, holder=other, role="director", **dates)
    world.meetings = [
        Meeting.objects.create(
            body=world.body,
            audience=world.audience("meeting"),
            place="Lille",
            starts_at=clock.now() + (i * 30 - 1) * DAY,
        )
        for i in range(world.n + 1)
    ]
    world.meeting = world.meetings[0]
    for number in range(world.n):  # items that wait for the secretary to choose their meeting
        an_item(world, f"Waiting {number}", meeting=None)
    world.waiting_item = AgendaItem.objects.filter(meeting=None).first()
    world.item = an_item(world, "To be decided today", meeting=world.meeting)
    world.point = a_point(world.item, 1, "Not decided yet")
    world.files = [a_file(world, f"minutes {i}.pdf", f"pdf {i}".encode()) for i in range(world.n)]


def a_file(world, name, content):
    return File.objects.create(
        name=name, media_type="application/pdf", size=len(content), sha256=hashlib.sha256(content).hexdigest(),
        content=ContentFile(content, name), by=world.cast.chloe, audience=world.audience("file"),
    )  # fmt: skip


def an_item(world, title, *, meeting):
    return AgendaItem.objects.create(
        body=world.body, meeting=meeting, source="recommendation", title=title, audience=world.audience("item")
    )


def a_point(item, position, title, reference=""):
    return AgendaPoint.objects.create(item=item, position=position, title=title, text="…", reference=reference)


def decided(world, point, outcome=OUTCOMES.ACCEPTED):
    """The point's decision and its line of the register, under way with Edwige."""
    decision = Decision.objects.create(
        point=point, meeting=point.item.meeting, outcome=outcome, reason="Because it helps.", by=world.cast.farid,
        audience=world.audience("decision"), at=clock.now() - DAY,
    )  # fmt: skip
    return Commitment.objects.create(
        decision=decision, body=world.body, reference=f"R{point.pk}", title=point.title, status="under_way",
        owner=world.cast.edwige, means="Two days", next_check_on=world.cast.today - DAY, due_on=world.cast.today + DAY,
        audience=world.audience("commitment"),
    )  # fmt: skip


def followed(world, commitment):
    """Notes and proofs of a commitment, and the times it came back before its body."""
    edwige = world.cast.edwige
    for number in range(world.n):
        ProgressNote.objects.create(
            commitment=commitment, status="under_way", text=f"Step {number}", by=edwige, next_check_on=world.cast.today
        )
        Proof.objects.create(commitment=commitment, title=f"Photo {number}", url="https://example.org/", by=edwige)
        AgendaItem.objects.create(
            body=world.body, source="overdue", title=commitment.title, commitment=commitment, closed_at=clock.now(),
            audience=world.audience("item"),
        )  # fmt: skip
