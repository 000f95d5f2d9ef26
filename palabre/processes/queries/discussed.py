"""What a discussion is about: a process, a recommendation or a measure."""

from palabre.commons.conversations.models import Discussion
from palabre.processes.models import Measure, Process, Recommendation

Discussed = Process | Recommendation | Measure


def thing_of(discussion: Discussion) -> Discussed:
    """Whatever owns this discussion; three queries at most. Raises ``Process.DoesNotExist`` for anything else."""
    measures = Measure.objects.select_related("recommendation__process__decider", "discussion", "audience")
    if measure := measures.filter(discussion=discussion).first():
        return measure
    if recommendation := Recommendation.objects.for_page().filter(discussion=discussion).first():
        return recommendation
    return Process.objects.select_related("decider", "discussion", "audience").get(discussion=discussion)


def process_of(thing: Discussed) -> Process:
    """The process in which ``thing`` is discussed."""
    if isinstance(thing, Measure):
        return thing.recommendation.process
    return thing.process if isinstance(thing, Recommendation) else thing


def reference_of(thing: Discussed) -> str:
    """“3.2” for a measure, “3” for a recommendation, nothing for the whole."""
    if isinstance(thing, Measure):
        return thing.reference
    return str(thing.number) if isinstance(thing, Recommendation) else ""


def discussions_of(recommendation: Recommendation) -> list[int]:
    """The ids of everything said about a recommendation: on the whole and on each of its measures. One query."""
    measures = recommendation.measures.values_list("discussion", flat=True)
    return [recommendation.discussion_id, *measures]
