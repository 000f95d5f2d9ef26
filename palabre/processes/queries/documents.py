"""A version as a document to print: its frozen words, and as an annex what was said about it and answered."""

from collections import defaultdict
from collections.abc import Iterable
from hashlib import sha256
from typing import Any

from palabre.commons.conversations.marked_names import written_out
from palabre.commons.conversations.models import Comment
from palabre.commons.conversations.plain_marks import render_marks
from palabre.commons.texts.models import Revision, Text
from palabre.commons.texts.printing.blocks import blocks_of
from palabre.people.models import Cooperative
from palabre.processes.documents.document import Asked, Document, Note, Remarks, Reply, Section
from palabre.processes.models import Edition, Measure, Process, Recommendation

Notes = dict[int, tuple[Note, ...]]  # by the discussion they stand in


def document_of_edition(edition: Edition, viewer: Any) -> Document:
    """The whole document as its texts stood together in ``edition``, with what ``viewer`` may read.

    About a dozen queries, whatever the number of recommendations, measures and comments. The comments are those
    of today: the annex grows, the texts do not.
    """
    process = edition.process
    parts = edition.parts.filter(revision__text__in=Text.objects.visible_to(viewer)).select_related("revision")
    revisions = {part.revision.text_id: part.revision for part in parts}
    found = process.recommendations.visible_to(viewer).filter(text__in=revisions)
    recommendations = list(found.prefetch_related("groups", "measures__group"))
    notes = _notes([process.discussion_id, *_discussions(recommendations)], viewer)
    return Document(
        title=process.title,
        subtitle="",
        version=edition.number,
        at=edition.at,
        reason=edition.reason,
        sha256=hash_of_edition(edition),
        sections=(
            *(_introduction(revisions[text]) for text in [process.introduction_id] if text in revisions),
            *(_section(found, revisions[found.text_id]) for found in recommendations),
        ),
        remarks=tuple(
            _kept(
                Remarks("document", "", process.title, None, notes[process.discussion_id]),
                *(said for found in recommendations for said in _remarks(found, revisions[found.text_id], notes)),
            )
        ),
        **_frame(process),
    )


def document_of_revision(recommendation: Recommendation, revision: Revision, viewer: Any) -> Document:
    """One version of one recommendation, which ``viewer`` may read, with the comments on it and on its measures."""
    notes = _notes(_discussions([recommendation]), viewer)
    section = _section(recommendation, revision)
    return Document(
        title=revision.title,
        subtitle=recommendation.process.title,
        version=revision.number,
        at=revision.at,
        reason=revision.reason,
        sha256=revision.sha256,
        sections=(section,),
        remarks=tuple(_kept(*_remarks(recommendation, revision, notes))),
        **_frame(recommendation.process),
    )


def hash_of_edition(edition: Edition) -> str:
    """SHA-256 over the hashes of the versions that stood together, in their order, one a line."""
    hashes = edition.parts.order_by("place").values_list("revision__sha256", flat=True)
    return sha256("\n".join(hashes).encode()).hexdigest()


def _frame(process: Process) -> dict[str, Any]:
    cooperative = Cooperative.current()
    return {
        "level": process.level,
        "decider": process.decider.name,
        "answer_due_on": process.answer_due_on,
        "language": process.language,
        "handed_down_from": process.handed_down_from,
        "cooperative": cooperative.name,
        "accent": cooperative.accent,
        "document_on": process.document_on,
        "authors": tuple(drafter.name for drafter in process.drafters.all()),
        "groups": tuple(group.name for group in process.groups.all()),
    }


def _introduction(revision: Revision) -> Section:
    return Section(number="", title="", groups=(), blocks=blocks_of(revision.html), measures=())


def _section(recommendation: Recommendation, revision: Revision) -> Section:
    """A version's measures in its own order. A measure keeps its number for good, so numbers may have holes."""
    known = {measure.anchor: measure for measure in recommendation.measures.all()}
    measures = (
        Asked(
            number=f"{recommendation.number}.{known[part['anchor']].number}",
            title=part["title"],
            group=_group(known[part["anchor"]]),
            blocks=blocks_of(part["html"]),
        )
        for part in revision.parts
    )
    return Section(
        number=str(recommendation.number),
        title=revision.title,
        groups=tuple(group.name for group in recommendation.groups.all()),
        blocks=blocks_of(revision.html),
        measures=tuple(measures),
    )


def _group(measure: Measure) -> str:
    return measure.group.name if measure.group else ""


def _discussions(recommendations: Iterable[Recommendation]) -> list[int]:
    return [
        discussion
        for found in recommendations
        for discussion in [found.discussion_id, *(measure.discussion_id for measure in found.measures.all())]
    ]


def _remarks(recommendation: Recommendation, revision: Revision, notes: Notes) -> Iterable[Remarks]:
    """On the recommendation, on its measures in this version's order, then on those left out before it.

    A measure that only a later version brought has no place in this one.
    """
    yield Remarks(
        "recommendation", str(recommendation.number), revision.title, None, notes[recommendation.discussion_id]
    )
    known = {measure.anchor: measure for measure in recommendation.measures.all()}
    for part in revision.parts:
        measure = known.pop(part["anchor"])
        number = f"{recommendation.number}.{measure.number}"
        yield Remarks("measure", number, part["title"], None, notes[measure.discussion_id])
    for measure in known.values():
        if measure.retired_in and measure.retired_in <= revision.number:
            yield Remarks("measure", "", measure.title, measure.retired_in, notes[measure.discussion_id])


def _kept(*remarks: Remarks) -> Iterable[Remarks]:
    return (said for said in remarks if said.notes)


def _notes(discussions: list[int], viewer: Any) -> Notes:
    comments = Comment.objects.visible_to(viewer).filter(discussion__in=discussions)
    found = list(comments.select_related("author", "answer__by").order_by("written_at", "id"))
    notes: Notes = defaultdict(tuple)
    for comment, words in zip(found, written_out(comment.text for comment in found), strict=True):
        notes[comment.discussion_id] += (_note(comment, words),)
    return notes


def _note(comment: Comment, words: str) -> Note:
    answer = getattr(comment, "answer", None)
    return Note(
        by=comment.shown_name,
        at=comment.written_at,
        late=comment.arrived_late,
        supports=comment.supports_count,
        blocks=blocks_of(render_marks(words)),
        reply=answer and Reply(answer.fate, answer.reason, answer.by.name, answer.at),
    )
