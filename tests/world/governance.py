"""The board, its mandates, its meetings; and a measure answered, promised and followed."""

import hashlib
from datetime import timedelta

from django.core.files.base import ContentFile
from django.db import transaction

from palabre.commons.files.models import File
from palabre.commons.texts.models import Text
from palabre.commons.texts.revisions import publish_revision
from palabre.core import clock
from palabre.core.components.dates import day_of
from palabre.governance.freezing import hash_of
from palabre.governance.models import (
    AgendaItem,
    AgendaPoint,
    AgendaRequest,
    AgendaRequestCorrection,
    AgendaRequestSupport,
    Approval,
    Attendance,
    Body,
    CollegeSeats,
    Commitment,
    Correction,
    Count,
    Decision,
    DecisionNumber,
    Headcount,
    HeldBack,
    Incompatibility,
    Mandate,
    Meeting,
    Minutes,
    MinutesPart,
    Passage,
    Presence,
    Presentation,
    ProgressNote,
    Proof,
    PublishedAgenda,
    StandingItem,
    Succession,
)
from palabre.people.models import College

DAY = timedelta(days=1)
OUTCOMES = Decision.Outcome
HELD = "Grelinette"  # stands in parts held back and nowhere else


def a_board(world):
    """Bodies; the first is the board, where Chloé directs and Farid keeps the minutes; its first meeting has begun."""
    cast, today = world.cast, world.cast.today
    bodies = [Body.objects.create(name=f"Body {i}", audience=world.audience("body")) for i in range(world.n)]
    world.body = bodies[0]
    dates = {"from_on": today - 400 * DAY, "until_on": today + 400 * DAY}
    for holder, role in ((cast.chloe, "director"), (cast.farid, "secretary")):
        Mandate.objects.create(body=world.body, holder=holder, role=role, **dates)
    for other in world.others:
        past = {"from_on": today - 900 * DAY, "until_on": today - 500 * DAY, "planned_until_on": today - 450 * DAY}
        left = Mandate.objects.create(body=world.body, holder=other, ended_because="resigned", **past)
        Mandate.objects.create(body=world.body, holder=other, obtained="coopted", replaces=left, **dates)
    world.coopted = Mandate.objects.unconfirmed().order_by("pk").first()
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
    minutes_of_meetings(world)
    a_sitting(world)
    an_agenda_to_come(world)
    world.files = [a_file(world, f"minutes {i}.pdf", f"pdf {i}".encode()) for i in range(world.n)]


def a_sitting(world):
    """The first meeting sits: it came to its items, people are there, and the votes on one point were counted ``n``
    times, each a correction. Beside it an assembly sits, whose people are counted.
    """
    cast, meeting = world.cast, world.meeting
    items = [an_item(world, f"For information {number}", meeting=meeting) for number in range(world.n)]
    for item in items:
        Passage.objects.create(meeting=meeting, item=item, by=cast.farid)
    for member in (cast.chloe, *world.others):
        Presence.objects.create(meeting=meeting, member=member, how="room", by=cast.farid)
    count = None
    for number in range(world.n):
        count = Count.objects.create(
            point=world.point, meeting=meeting, in_favour=1, against=0, abstaining=0, not_taking_part=0, way="open",
            voices=2, entitled=4, needed=2, corrects=count, because=f"Slip {number}", by=cast.farid,
        )  # fmt: skip
    body = Body.objects.create(name="The assembly", audience=world.audience("body"))
    dates = {"from_on": cast.today - 400 * DAY, "until_on": cast.today + 400 * DAY}
    Mandate.objects.create(body=body, holder=cast.farid, role="secretary", **dates)
    world.assembly = Meeting.objects.create(
        body=body, audience=world.audience("meeting"), starts_at=clock.now() - DAY / 2
    )
    for number in range(world.n):
        Headcount.objects.create(
            meeting=world.assembly, college=cast.college, entitled=90, in_room=number, by_video=1, represented=0,
            by=cast.farid,
        )  # fmt: skip


def an_agenda_to_come(world):
    """Of the last meeting: ``n`` items of the body's own, published ``n`` times, most of them late; one is not yet."""
    world.to_come, farid = world.meetings[-1], world.cast.farid
    said = {"body": world.body, "meeting": world.to_come, "source": "own", "audience": world.audience("item")}
    own = [
        AgendaItem.objects.create(title=f"Our own {i}", kind="discussion", box_minutes=9, presenter=farid, **said)
        for i in range(world.n)
    ]
    for number in range(1, world.n + 1):
        lines = [{"item": item.pk, "title": f"{item.title}, {number}"} for item in own[:number]]
        PublishedAgenda.objects.create(
            meeting=world.to_come, number=number, lines=lines, reason="It came up." if number > 1 else "", by=farid
        )
        StandingItem.objects.create(body=world.body, position=number, title=f"As always {number}", kind="information")
    AgendaItem.objects.create(title="Not published yet", **said)


def minutes_of_meetings(world):
    """The first meeting's are presented, and their summary was written anew; ``presented`` are those of a meeting
    before. Older ones were approved at the first meeting and corrected since. A part of each is held back.
    """
    farid, begun = world.cast.farid, world.meeting.starts_at
    world.minutes = some_minutes(world, world.meeting)
    world.part = world.minutes.parts.get(anchor="summary")
    MinutesPart.objects.filter(pk=world.part.pk).update(text="In short.")
    world.presented, *world.approved = (
        some_minutes(world, Meeting.objects.create(
            body=world.body, audience=world.audience("meeting"), starts_at=begun - (40 + number) * DAY,
        ))
        for number in range(world.n + 1)
    )  # fmt: skip
    for minutes in world.approved:
        minutes.parts.all().delete()
        Approval.objects.create(minutes=minutes, presentation=minutes.current, meeting=world.meeting, by=farid)
        Correction.objects.create(minutes=minutes, text="Lille, not Lyon.", by=farid)


def some_minutes(world, meeting):
    """Presented by Farid: he and Chloé were there; the notes on one item are held back."""
    farid = world.cast.farid
    text = Text.objects.create(audience=world.audience("text"))
    minutes = Minutes.objects.create(
        meeting=meeting, title=f"Minutes {meeting.pk}", text=text, audience=world.audience("minutes"),
        title_words="minutes", words="minutes of what was said",
    )  # fmt: skip
    parts = [{"anchor": "own1", "title": "Opening", "html": "<p>Welcome.</p>"},
             {"anchor": "own2", "title": "A case", "html": ""}]  # fmt: skip
    with transaction.atomic():
        revision = publish_revision(text, by=farid, title=minutes.title, html="<p>Short.</p>", parts=parts, reason="")
    attendance = [Attendance(how="present", member=world.cast.chloe, role="director"),
                  Attendance(how="present", name="Two guests")]  # fmt: skip
    held = HeldBack(
        anchor="own2", because="It is about someone.", until_on=world.cast.today + 300 * DAY,
        html=f"<p>{HELD}</p>", salt="0" * 32,
    )  # fmt: skip
    presented = Presentation.objects.create(
        minutes=minutes, revision=revision, by=farid, sha256=hash_of(revision, attendance, [held])
    )
    for row in (*attendance, held):
        row.presentation = presented
        row.save()
    minutes.current = presented
    minutes.save()
    for anchor, said in {
        "presence": {"present": [world.cast.chloe.pk], "text": "Two guests"},
        "own1": {"title": "Opening", "text": "Welcome."},
        "own2": {
            "title": "A case", "text": HELD, "held_because": held.because, "held_until_on": held.until_on,
        },
        "summary": {"text": "Short."},
    }.items():  # fmt: skip
        MinutesPart.objects.create(minutes=minutes, anchor=anchor, saves=1, saved_by=farid, **said)
    return minutes


def limits_of_the_board(world):
    """What the statutes limit, and the article that says so."""
    article = {f"{name}_article": world.article for name in ("seats", "months", "terms")}
    limits = {"seats_most": 90, "mandate_months_most": 60, "terms_most": 4, "confirmed_by": world.body}
    parts = {
        "renewal_parts": 2,
        "renewal_months": 12,
        "renewal_article": world.article,
        "seat_name": "delegate",
        "branch": world.cast.rennes,
    }
    Body.objects.filter(pk=world.body.pk).update(**limits, **article, **parts)
    world.body.refresh_from_db()
    ours = College.objects.get(name="Members")
    others = [College(name=f"College {i}", entity=ours.entity, weight_percent=0) for i in range(world.n)]
    for college in (ours, *College.objects.bulk_create(others)):
        CollegeSeats.objects.create(body=world.body, college=college, most=90, article=world.article)
    Mandate.objects.filter(body=world.body).update(college=ours)
    for number in range(world.n):
        court = Body.objects.create(name=f"Court {number}", audience=world.audience("body"))
        Incompatibility.objects.create(body=world.body, other=court, role="chair", article=world.article)
        Incompatibility.objects.create(body=court, other=world.body)
    world.mandate = Mandate.objects.get(body=world.body, holder=world.cast.chloe)


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
    on, number = day_of(decision.meeting.starts_at), DecisionNumber.objects.filter(body=world.body).count() + 1
    DecisionNumber.objects.create(
        decision=decision, body=world.body, code="B", year=on.year, number=number, on=on, text="…", words=" helps"
    )
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
        commitment.decision.opinions.create(text=f"Too dear {number}.", by=world.cast.farid)
        Proof.objects.create(commitment=commitment, title=f"Photo {number}", url="https://example.org/", by=edwige)
        AgendaItem.objects.create(
            body=world.body, source="overdue", title=commitment.title, commitment=commitment, closed_at=clock.now(),
            audience=world.audience("item"),
        )  # fmt: skip


def changed_since(world, decision):
    """Later decisions changed parts of this one."""
    item = an_item(world, "Changed since", meeting=world.meeting)
    for number in range(world.n):
        later = decided(world, a_point(item, number + 1, f"Change {number}")).decision
        Succession.objects.create(decision=later, earlier=decision, kind="amends")
    item.closed_at = clock.now()
    item.save(update_fields=["closed_at"])


def points_that_members_asked_for(world):
    """``n`` of Awa's that gather support (Driss and others give it), ``n`` of Hugo's that wait for their answer, one of
    which Awa is asked to merge hers with, and ``n`` on the agenda of the meeting that has begun.
    """
    gathering = [a_request(world, f"Gathering {i}", by=world.cast.awa, needed=50) for i in range(world.n)]
    world.gathering_request = gathering[0]
    for number, member in enumerate([world.cast.driss, *world.others]):
        AgendaRequestSupport.objects.create(request=world.gathering_request, member=member)
        AgendaRequestCorrection.objects.create(request=world.gathering_request, text=f"Page {number}")
    found = {"admissible_at": clock.now() - DAY, "reached_with": 5}
    waiting = [a_request(world, f"Waiting {i}", state="admissible", **found) for i in range(world.n)]
    world.waiting_request = waiting[0]
    world.merging_request = a_request(
        world,
        "Much the same",
        by=world.cast.awa,
        state="admissible",
        merge_into=waiting[0],
        reason="The same.",
        **found,
    )
    for number in range(world.n):
        item = AgendaItem.objects.create(
            body=world.body, meeting=world.meeting, source="member", title=f"On the agenda {number}",
            audience=world.audience("item"),
        )  # fmt: skip
        a_point(item, 1, item.title)
        world.scheduled_request = a_request(
            world,
            item.title,
            state="scheduled",
            item=item,
            answered_at=clock.now(),
            answered_by=world.cast.farid,
            **found,
        )
        a_request(world, f"Merged {number}", state="merged", merge_into=waiting[0], **found)


def a_request(world, title, *, by=None, needed=5, **more):
    return AgendaRequest.objects.create(
        body=world.body, author=by or world.cast.hugo, title=title, why="It matters.", what="Do it.",
        supporters_needed=needed, audience=world.audience("point"), rulebook=getattr(world, "rulebook", None), **more,
    )  # fmt: skip
