"""Who answers, drafts, publishes and refers. Everything rests on a seat open today, or on the secretariat's duty."""

from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from palabre.commons.conversations.models import Comment
from palabre.core import clock
from palabre.core.components.dates import in_words
from palabre.core.verdict import YES, Verdict, no
from palabre.people.models import Duty
from palabre.people.policies import holds_duty
from palabre.processes.models import Process, Recommendation, Seat, Stage

ANSWERERS = (Seat.Role.FACILITATOR, Seat.Role.SECRETARY)


def holds_seat(viewer: Any, process: Process, *roles: Seat.Role) -> bool:
    """Whether ``viewer`` sits today in a group of ``process``, in one of these roles (any, if none is named)."""
    if not (viewer.is_authenticated and viewer.is_active):
        return False
    seats = viewer.seats.on(clock.today()).filter(group__process=process)
    return bool(seats.filter(role__in=roles).exists() if roles else seats.exists())


def may_answer(viewer: Any, process: Process) -> Verdict:
    """Answer what was said about a process and its recommendations."""
    if holds_seat(viewer, process, *ANSWERERS):
        return YES
    return no(_("Only those who facilitate a group of this process, or keep its secretariat, answer comments."))


def may_draft(viewer: Any, recommendation: Recommendation) -> Verdict:
    """Work on the next version; publishing it asks for more."""
    if recommendation.is_referred:
        return no(_stays_as_referred(recommendation))
    if holds_seat(viewer, recommendation.process):
        return YES
    return no(_("Only the members of this process’s groups write its texts. A comment reaches them all."))


def may_publish_version(viewer: Any, recommendation: Recommendation) -> Verdict:
    if recommendation.is_referred:
        return no(_stays_as_referred(recommendation))
    if holds_seat(viewer, recommendation.process, Seat.Role.FACILITATOR):
        return YES
    return no(_("Only a facilitator of a group publishes a version. Your draft is kept; ask one to publish it."))


def may_refer(viewer: Any, recommendation: Recommendation) -> Verdict:
    """Put a recommendation before the body that decides. M1: no review, no referral, and not before its last day.

    Not before each comment on it has its answer either, as long as there is time to give it: until the last day of
    the answers, which the contract names. After that the body is not kept waiting, and what is still owed stays owed.
    """
    if recommendation.is_referred:
        return no(
            _("This recommendation has already been referred to “%(body)s”.") % {"body": recommendation.referral.body}
        )
    if not (review := recommendation.process.review):
        return no(_("No public review is planned for this process, and none can be skipped: plan it first."))
    if not review.is_over(clock.today()):
        return no(_still_open(review))
    if not (
        holds_seat(viewer, recommendation.process, Seat.Role.FACILITATOR) or holds_duty(viewer, Duty.Kind.SECRETARIAT)
    ):
        return no(_("Only a facilitator of a group, or the secretariat, refers a recommendation."))
    return _answered_first(recommendation)


def unanswered(recommendation: Recommendation) -> QuerySet[Comment]:
    """What was said of a recommendation and its measures, and has no answer."""
    measures = recommendation.measures.values("discussion")
    about = Q(discussion=recommendation.discussion_id) | Q(discussion__in=measures)
    return Comment.objects.filter(about, answer=None)


def _answered_first(recommendation: Recommendation) -> Verdict:
    """Yes once everything said has its answer, or the time to give it is over."""
    answers = recommendation.process.answers
    if not (answers and answers.closes_on) or answers.is_over(clock.today()):
        return YES
    if not (count := unanswered(recommendation).count()):
        return YES
    sentence = ngettext(
        "%(count)s comment waits for its answer, promised by %(day)s. The recommendation is referred after it.",
        "%(count)s comments wait for their answers, promised by %(day)s. The recommendation is referred after them.",
        count,
    )
    return no(sentence % {"count": count, "day": in_words(answers.closes_on)})


def _stays_as_referred(recommendation: Recommendation) -> str:
    facts = {"body": recommendation.referral.body}
    return (
        _("This recommendation was referred to “%(body)s”; it stays as it was then, and the body answers it.") % facts
    )


def _still_open(review: Stage) -> str:
    if review.closes_on is None:
        return _("The public review has no last day yet. A recommendation is referred once the review is over.")
    day = in_words(review.closes_on)
    return _("The public review runs until %(day)s, included. A recommendation is referred once it is over.") % {
        "day": day
    }
