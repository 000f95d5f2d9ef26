"""Whose words led to a step, who stood behind them, who follows: the people whom every later step tells.

One rule for the referral, the meeting, the decision, the notes, the proofs and the returns of what is overdue:

- whoever *spoke* of the measure or of the whole recommendation, and whoever spoke elsewhere (of the whole document, of
  a measure left out) where the links of the trail lead from their words to this step;
- whoever *supported* one of these comments;
- whoever *follows* the measure or the recommendation. Who follows the whole document is told up to the decisions.

A member has one reason, the first of these. Whoever muted the recommendation is not told by way of it. Who may read the
entry, and who did it, is asked when notices are written (``commons.notices.deliver``).
"""

from collections.abc import Iterable

from django.db.models import Q, QuerySet

from palabre.commons.conversations.models import Comment, Follow, Support
from palabre.commons.notices.models import Mute
from palabre.commons.texts.models import Revision
from palabre.commons.trail.thread import sources
from palabre.commons.trail.verbs import Told, Why
from palabre.processes.models import Measure, Recommendation, Referral


def referrals() -> QuerySet[Referral]:
    """Each with what ``concerned_by`` reads."""
    return Referral.objects.select_related("revision", "recommendation__process")


def concerned_by(referral: Referral, measure: Measure | None = None, *, whole: bool = False) -> Told:
    """Authors, supporters, followers: of all that was referred, or of the one ``measure`` that a step is about.

    ``whole`` tells the followers of the whole document too. ``referral`` is one of ``referrals``. Six queries,
    and one a level of the links (three at most: the versions are given all at once), however many versions and voices
    there are.
    """
    recommendation = referral.recommendation
    measures = [measure] if measure else list(recommendation.measures.all())
    discussions = [recommendation.discussion_id, *(each.discussion_id for each in measures)]
    versions = Revision.objects.filter(text=recommendation.text_id, number__lte=referral.revision.number)
    led_here = sources(Comment._meta.label_lower, *measures, *versions.only("pk"))
    said = Comment.objects.filter(Q(discussion__in=discussions) | Q(pk__in=led_here))
    if whole:
        discussions.append(recommendation.process.discussion_id)
    yield from _unless_muted(recommendation, voices(said), followers(discussions))


def voices(said: QuerySet[Comment]) -> Told:
    """The authors of these comments, then everyone who supported one. Two queries; each member once for each reason."""
    for author in said.order_by("author").values_list("author", flat=True).distinct():
        yield author, Why.AUTHOR
    supports = Support.objects.filter(comment__in=said.order_by().values("pk"))
    for member in supports.order_by("member").values_list("member", flat=True).distinct():
        yield member, Why.SUPPORTER


def followers(discussions: Iterable[int | None]) -> Told:
    """Whoever follows one of these discussions. One query."""
    follows = Follow.objects.filter(discussion__in=[pk for pk in discussions if pk])
    for member in follows.order_by("member").values_list("member", flat=True).distinct():
        yield member, Why.FOLLOWER


def _unless_muted(recommendation: Recommendation, *told: Told) -> Told:
    """What governance says is muted by commitment; who muted the recommendation it came from hears no more either."""
    about = {"about_kind": recommendation._meta.label_lower, "about_id": recommendation.pk}
    muted = set(Mute.objects.filter(**about).values_list("member", flat=True))
    for each in told:
        yield from ((member, why) for member, why in each if member not in muted)
