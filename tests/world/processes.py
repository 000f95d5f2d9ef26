"""Processes: ``n`` that were answered, the first of them with ``n`` of everything; and one in public review."""

from datetime import timedelta

from django.db import transaction

from palabre.commons.conversations.marked_names import mark_of
from palabre.commons.conversations.models import Comment, Discussion, Follow, Mention, Support
from palabre.commons.texts.models import Draft, Text
from palabre.commons.texts.revisions import publish_revision
from palabre.core import clock
from palabre.people.models import Audience, Listed
from palabre.processes.corrections import working
from palabre.processes.models import (
    Answer,
    Drafter,
    Edition,
    EditionPart,
    Manuscript,
    Measure,
    Process,
    Recommendation,
    Referral,
    Seat,
    Session,
    Stage,
    WorkingGroup,
)
from palabre.processes.reading import propose
from tests.world.governance import a_point, an_item, changed_since, decided, followed

DAY = timedelta(days=1)
DOCUMENT = """# A document

Drafted by Awa, 3 May 2021. Group: Rennes

Hello.

## Recommendation 1: Buy near

Because it is far.

- Make a list of farms
- Sign with two of them
"""


@transaction.atomic
def processes_that_were_answered(world):
    """The first went all the way, with everything; the others have one recommendation."""
    world.walked = None
    for number in range(world.n):
        process = a_process(world, f"Answered {number}", review_ends=-60)
        if world.walked is None:
            world.walked = process
            whole_life(world, process)
        else:
            a_recommendation(world, process, 1)


@transaction.atomic
def an_open_process(world):
    """In public review until tomorrow, with ``n`` measures and more comments that wait; and one to be referred."""
    world.open = a_process(world, "In public review", review_ends=1)
    world.group = seats(world, world.open)[0]
    world.recommendation = a_recommendation(world, world.open, 1, measures=world.n)
    world.measure, *others = world.recommendation.measures.all()
    world.comment = a_comment(world, world.measure.discussion, world.cast.awa, "Unanswered")
    for thing in (world.open, world.recommendation, *others):
        a_comment(world, thing.discussion, world.others[-1], "Unanswered too")
    for number in range(1, world.n):
        said = a_comment(world, world.measure.discussion, world.others[number], f"Unanswered {number}")
        a_mention(said, world.cast.awa)
    a_mention(world.comment, world.cast.bruno)
    ready = a_process(world, "Review is over", review_ends=-5)
    seats(world, ready)
    world.referable = a_recommendation(world, ready, 1)
    proposal = working(propose(DOCUMENT.encode(), filename="pad.md").to_json())
    world.manuscripts = [
        Manuscript.objects.create(
            name=f"Document {i}", proposal=proposal, by=world.cast.farid, changed_by=world.cast.farid,
            audience=world.audience("manuscript"),
        )
        for i in range(world.n)
    ]  # fmt: skip


def a_process(world, title, review_ends):
    today = world.cast.today
    end = today + review_ends * DAY
    process = Process.objects.create(
        title=title, summary="…", level="concertation", decider=world.body, answer_due_on=today + 60 * DAY,
        introduction=a_text(world, "Introduction", []), discussion=a_discussion(world, clock.end_of(end)),
        by=world.cast.farid,
        writers=Audience.objects.create(reach="listed", label=f"Writers: {title}"), audience=world.audience("process"),
    )  # fmt: skip
    Stage.objects.create(process=process, kind="groups", opens_on=end - 60 * DAY, closes_on=end - 31 * DAY)
    Stage.objects.create(process=process, kind="review", opens_on=end - 30 * DAY, closes_on=end)
    Stage.objects.create(process=process, kind="answers", opens_on=end + DAY, closes_on=end + 20 * DAY)
    return process


def seats(world, process, names=("Rennes",)):
    """Groups; in the first Bruno facilitates and Driss sits; both may write."""
    cast = world.cast
    groups = [WorkingGroup.objects.create(process=process, name=name) for name in names]
    for member, role in ((cast.bruno, "facilitator"), (cast.driss, "participant")):
        a_seat(groups[0], member, role)
    return groups


def a_seat(group, member, role="participant"):
    """For a hundred days; who holds one may write."""
    Seat.objects.create(group=group, member=member, role=role, from_on=clock.today() - 100 * DAY)
    Listed.objects.create(audience=group.process.writers, member=member)


def a_discussion(world, closed_at):
    audience = world.audience("discussion")
    return Discussion.objects.create(audience=audience, speakers=world.speakers, closed_at=closed_at)


def a_text(world, title, anchors, versions=1):
    text = Text.objects.create(audience=world.audience("text"))
    parts = [{"anchor": anchor, "title": f"Measure {anchor}", "html": "<p>Do it.</p>"} for anchor in anchors]
    for number in range(versions):
        publish_revision(
            text, by=world.cast.bruno, title=title, html=f"<p>Version {number + 1}</p>", parts=parts, reason="Clearer"
        )
    return text


def a_recommendation(world, process, number, *, measures=1, versions=1):
    title = f"Recommendation {number} of {process.pk}"
    anchors = [f"m{i + 1}" for i in range(measures)]
    recommendation = Recommendation.objects.create(
        process=process, number=number, title=title, text=a_text(world, title, anchors, versions),
        discussion=a_discussion(world, process.discussion.closed_at), audience=world.audience("recommendation"),
    )  # fmt: skip
    for place, anchor in enumerate(anchors, 1):
        Measure.objects.create(
            recommendation=recommendation, number=place, anchor=anchor, title=f"Measure {anchor}",
            discussion=a_discussion(world, process.discussion.closed_at), audience=world.audience("measure"),
        )  # fmt: skip
    return recommendation


def a_comment(world, discussion, author, text, supporters=()):
    comment = Comment.objects.create(
        discussion=discussion,
        author=author,
        text=text,
        once=f"{discussion.pk}-{text}"[:36],
        supports_count=len(supporters),
    )
    Support.objects.bulk_create(Support(comment=comment, member=member) for member in supporters)
    discussion.comments_count += 1
    discussion.save(update_fields=["comments_count"])
    return comment


def a_mention(comment, member):
    comment.text += f" {mark_of(member.pk)}"
    comment.save(update_fields=["text"])
    Mention.objects.create(comment=comment, member=member)


def whole_life(world, process):
    """Of everything a process has, ``n``; each recommendation referred, its measures decided."""
    n, cast = world.n, world.cast
    groups = seats(world, process, [f"Group {i}" for i in range(n)])
    for other in world.others:
        a_seat(groups[0], other)
        Follow.objects.create(discussion=process.discussion, member=other)
    for i in range(n):
        Drafter.objects.create(process=process, name=f"Drafter {i}")
        Session.objects.create(process=process, title=f"Evening {i}", starts_at=clock.now() + i * DAY)
        a_comment(world, process.discussion, cast.awa, f"On the process {i}")
    recommendations = [
        a_recommendation(world, process, i + 1, measures=n if i == 0 else 1, versions=n + 1 if i == 0 else 1)
        for i in range(n)
    ]
    for i in range(n):
        edition = Edition.objects.create(process=process, number=i + 1, by=cast.bruno, at=clock.now(), reason="…")
        for place, recommendation in enumerate(recommendations, 1):
            EditionPart.objects.create(edition=edition, place=place, revision=recommendation.text.revisions.first())
        world.drafted = a_text(world, f"A draft {i}", [])
        Draft.objects.create(text=world.drafted, base_number=1, title="…", saved_by=cast.bruno)
    for recommendation in recommendations:
        answered(world, recommendation)
        for discussed in (recommendation, *recommendation.measures.all()):
            a_comment(world, discussed.discussion, cast.awa, "Said before")
    world.walked_recommendation = recommendations[0]
    world.walked_measure = recommendations[0].measures.first()
    talked_about(world, recommendations[0].discussion, recommendations[0])
    talked_about(world, world.walked_measure.discussion, recommendations[0])


def talked_about(world, discussion, recommendation):
    revision = recommendation.text.revisions.first()
    for i in range(world.n):
        comment = a_comment(world, discussion, world.cast.awa, f"Words {i}", supporters=world.others)
        Answer.objects.create(
            comment=comment, fate="partly", reason="It helps.", by=world.cast.bruno, revision=revision
        )
    Comment.objects.filter(discussion=discussion).update(written_at=clock.now() - DAY)


def answered(world, recommendation):
    """Referred, on the agenda of the meeting that began, decided measure by measure, followed."""
    item = an_item(world, recommendation.title, meeting=world.meeting)
    Referral.objects.create(
        recommendation=recommendation, revision=recommendation.text.revisions.last(), body=world.body, item=item,
        by=world.cast.bruno,
    )  # fmt: skip
    for measure in recommendation.measures.all():
        measure.point = a_point(item, measure.number, measure.title, f"{recommendation.pk}.{measure.pk}")
        measure.save(update_fields=["point"])
        commitment = decided(world, measure.point)
        if not hasattr(world, "commitment"):
            world.commitment, world.decision = commitment, commitment.decision
            followed(world, commitment)
    changed_since(world, world.decision)
    item.closed_at = clock.now()
    item.save(update_fields=["closed_at"])
