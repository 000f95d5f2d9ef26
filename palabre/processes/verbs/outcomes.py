"""Who is told of what a body did with a measure: whoever spoke of it. Governance cannot know them, so we add them."""

from palabre.commons.conversations.models import Comment
from palabre.commons.trail.models import Entry
from palabre.commons.trail.verbs import Told, tell_also
from palabre.governance import verbs
from palabre.governance.models import Commitment
from palabre.processes.models import Measure, Recommendation
from palabre.processes.verbs.recommendations import followers, voices


def told_of_what_became(entry: Entry) -> Told:
    """Whose words they are, who supported them, who follows the measure or its recommendation (issue 2, story 6)."""
    commitment = entry.details.facts.get("commitment")
    point = Commitment.objects.filter(pk=commitment).values("decision__point")
    for measure in Measure.objects.filter(point__in=point).select_related("recommendation"):
        said = Comment.objects.filter(discussion=measure.discussion_id).order_by("id")
        yield from voices(said.values_list("pk", flat=True))
        yield from followers([measure.discussion_id, measure.recommendation.discussion_id])


def told_of_the_meeting(entry: Entry) -> Told:
    """The same people, when the secretary chooses the meeting at which their measure stands on the agenda."""
    for recommendation in Recommendation.objects.filter(referral__item=entry.subject_id):
        measures = recommendation.measures.values_list("discussion", flat=True)
        discussions = [recommendation.discussion_id, *measures]
        said = Comment.objects.filter(discussion__in=discussions).order_by("id")
        yield from voices(said.values_list("pk", flat=True))
        yield from followers(discussions)


def add() -> None:
    told = [*verbs.POINT_DECIDED.values(), *verbs.PROGRESS_NOTED.values(), verbs.PROOF_ADDED]
    tell_also(told, told_of_what_became)
    tell_also([verbs.ITEM_SCHEDULED], told_of_the_meeting)
