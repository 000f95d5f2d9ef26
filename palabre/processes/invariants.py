"""What must always be true of processes, their texts and their answers; `palabre check` asks."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from django.db.models import F, OuterRef, Subquery

from palabre.commons.texts.models import Revision
from palabre.commons.trail.invariants import register
from palabre.core import clock
from palabre.people.models import Audience, Listed
from palabre.processes.models import Answer, Measure, Process, Recommendation, Referral, Seat
from palabre.processes.secretariat import out_of_step


def titles_are_those_of_the_newest_version() -> Iterator[str]:
    """A recommendation and its measures are called as their newest version calls them."""
    newest = Revision.objects.filter(text=OuterRef("text")).order_by("-number")
    named: Any = Recommendation.objects.annotate(version=Subquery(newest.values("title")[:1]))
    for recommendation in named.exclude(title=F("version")).order_by("pk"):
        yield f"Recommendation {recommendation.pk} is not called as its newest version calls it."
    parts: Any = Recommendation.objects.annotate(parts=Subquery(newest.values("parts")[:1])).prefetch_related(
        "measures"
    )
    for recommendation in parts.order_by("pk").iterator(chunk_size=200):
        titles = {part["anchor"]: part["title"] for part in recommendation.parts or []}
        standing = {
            measure.anchor: measure.title for measure in recommendation.measures.all() if not measure.retired_in
        }
        if titles != standing:
            yield f"Recommendation {recommendation.pk} has other measures than its newest version."


def answers_changed_the_text_they_answer_for() -> Iterator[str]:
    """A version named by an answer is one of the text that the comment was about, and is not older than it."""
    older = Answer.objects.filter(revision__isnull=False, comment__written_at__gt=F("revision__at"))
    for answer in older.order_by("pk"):
        yield f"Answer {answer.pk} names a version that was published before the comment was written."


def referred_measures_have_their_points() -> Iterator[str]:
    """Every measure that stood when its recommendation was referred has its point on that item."""
    for referral in Referral.objects.order_by("pk"):
        measures = Measure.objects.filter(recommendation=referral.recommendation_id)
        if measures.filter(retired_in=None, point=None).exists():
            yield f"Recommendation {referral.recommendation_id} was referred and a measure of it has no point."
    for measure in Measure.objects.filter(point__isnull=False, recommendation__referral=None).order_by("pk"):
        yield f"Measure {measure.pk} has a point and its recommendation was never referred."


def writers_are_those_who_hold_a_seat() -> Iterator[str]:
    """Who may write a process’s texts today is exactly who holds a seat in one of its groups today."""
    listed = Process.objects.filter(writers__reach=Audience.Reach.LISTED)
    for pk in Process.objects.exclude(pk__in=listed).order_by("pk").values_list("pk", flat=True):
        yield f"Process {pk} may be written by more people than a list of those who hold a seat."
    writers, seated = defaultdict(set), defaultdict(set)
    for audience, member in (
        Listed.objects.at(clock.now()).filter(audience__in=listed.values("writers")).values_list("audience", "member")
    ):
        writers[audience].add(member)
    for pk, member in Seat.objects.on(clock.today()).values_list("group__process", "member"):
        seated[pk].add(member)
    for pk, audience in listed.order_by("pk").values_list("pk", "writers"):
        for member in sorted(seated[pk] - writers[audience]):
            yield f"Member {member} holds a seat in process {pk} and may not write its texts."
        for member in sorted(writers[audience] - seated[pk]):
            yield f"Member {member} may write the texts of process {pk} and holds no seat in it."


def secretariat_is_who_keeps_it() -> Iterator[str]:
    """Who reads working documents is who has the duty, until its last day. The worker sees to it every ten minutes."""
    for member in out_of_step():
        yield f"Member {member} reads working documents for another time than their duty gives; the worker mends it."


def register_own() -> None:
    register("processes: titles", titles_are_those_of_the_newest_version)
    register("processes: answers", answers_changed_the_text_they_answer_for)
    register("processes: points", referred_measures_have_their_points)
    register("processes: writers", writers_are_those_who_hold_a_seat)
    register("processes: secretariat", secretariat_is_who_keeps_it)
