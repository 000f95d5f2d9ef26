"""What awaits someone's voice: first what was entrusted to them, then what is open to everyone."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from palabre.commons.four_eyes.waiting import to_confirm
from palabre.core import clock
from palabre.core.components.dates import day_of, in_words
from palabre.governance.models import AgendaItem, Commitment, Mandate, Question
from palabre.governance.policies import DECIDERS
from palabre.membership.models import JoinRequest
from palabre.membership.policies import may_see_admissions
from palabre.people.models import Member
from palabre.processes.models import Measure, Process, Recommendation, Seat
from palabre.processes.policies.recommendations import ANSWERERS
from palabre.site.queries.open_now import open_reviews
from palabre.wishes.matching import Taste

SOON = timedelta(days=14)  # how long before a check its owner is reminded of it
MOST = 5


@dataclass(frozen=True, slots=True)
class Awaiting:
    """One line. ``level`` for what is open to voices; ``minutes`` it takes; until when, when there is an end."""

    title: str
    href: str
    what: str = ""
    level: str = ""
    minutes: int = 0
    until_on: date | None = None


def awaiting(member: Member, taste: Taste | None = None) -> list[Awaiting]:
    """At most fifteen queries, whatever waits. What is open to everyone: first what fits their wishes."""
    return [
        *_exceptional_acts(member),
        *_comments_to_answer(member),
        *_points_to_decide(member),
        *_items_without_a_meeting(member),
        *_questions(member),
        *_checks(member),
        *_requests(member),
        *_reviews(member, taste),
    ]


def _reviews(member: Member, taste: Taste | None) -> list[Awaiting]:
    return [
        Awaiting(
            title=review.title,
            href=review.href,
            what="" if review.speaks else _("to read; members write here"),
            level=review.level,
            minutes=review.minutes,
            until_on=review.until_on,
        )
        for review in open_reviews(member, taste)
    ]


def _comments_to_answer(member: Member) -> list[Awaiting]:
    """For those who answer in a process: what nobody has answered yet, on the whole and on each part. Four queries."""
    seats = Seat.objects.filter(member=member, role__in=ANSWERERS).on(clock.today())
    mine = list(Process.objects.filter(groups__seats__in=seats).distinct())
    if not mine:
        return []
    unanswered = Count("discussion__comments", Q(discussion__comments__answer=None))
    waiting: Counter[int] = Counter()
    for model, process in ((Process, "pk"), (Recommendation, "process"), (Measure, "recommendation__process")):
        found: Any = model._default_manager.filter(**{f"{process}__in": [each.pk for each in mine]}).order_by()
        waiting.update(dict(found.values_list(process).annotate(waiting=unanswered)))
    return [_answering(process, waiting[process.pk]) for process in mine if waiting[process.pk]]


def _answering(process: Process, number: int) -> Awaiting:
    words = ngettext("%(number)s comment awaits an answer", "%(number)s comments await an answer", number)
    return Awaiting(
        title=words % {"number": number}, href=reverse("processes:answers", args=[process.pk]), what=process.title
    )


def _points_to_decide(member: Member) -> list[Awaiting]:
    """For those who decide in a body: what stands on an agenda without a decision. One query."""
    mandates = Mandate.objects.filter(holder=member, role__in=DECIDERS).on(clock.today())
    items = AgendaItem.objects.visible_to(member).filter(body__mandates__in=mandates, closed_at=None)
    items = items.exclude(meeting=None).order_by("meeting__starts_at")
    counted = items.values("meeting", "meeting__starts_at", "body__name").annotate(
        waiting=Count("points", Q(points__decision=None), distinct=True)
    )
    return [_deciding(row) for row in counted.filter(waiting__gt=0)[:MOST]]


def _deciding(row: Any) -> Awaiting:
    words = ngettext("%(number)s point awaits a decision", "%(number)s points await a decision", row["waiting"])
    facts = {"body": row["body__name"], "day": in_words(row["meeting__starts_at"], hour=False)}
    return Awaiting(
        title=words % {"number": row["waiting"]},
        href=reverse("governance:meeting", args=[row["meeting"]]),
        what=_("%(body)s, meeting of %(day)s") % facts,
    )


def _items_without_a_meeting(member: Member) -> list[Awaiting]:
    """For those who sit in a body: what was put before it and stands on no agenda yet. One query."""
    mandates = Mandate.objects.filter(holder=member).on(clock.today())
    items = AgendaItem.objects.visible_to(member).filter(body__mandates__in=mandates, closed_at=None, meeting=None)
    counted = items.order_by("body").values("body", "body__name").annotate(waiting=Count("pk", distinct=True))
    return [_scheduling(row) for row in counted[:MOST]]


def _scheduling(row: Any) -> Awaiting:
    words = ngettext("%(number)s point waits for a meeting", "%(number)s points wait for a meeting", row["waiting"])
    href = reverse("governance:body", args=[row["body"]])
    return Awaiting(title=words % {"number": row["waiting"]}, href=href, what=row["body__name"])


def _questions(member: Member) -> list[Awaiting]:
    """For those who receive at an open hour: what was asked there and has no answer yet. One query."""
    mandates = Mandate.objects.filter(holder=member).on(clock.today())
    asked = Question.objects.visible_to(member).unanswered().filter(hour__receivers__in=mandates)  # type: ignore[attr-defined]
    counted = asked.order_by("hour__from_at", "hour").values("hour", "hour__about", "hour__from_at")
    return [_asked(row) for row in counted.annotate(waiting=Count("pk", distinct=True))[:MOST]]


def _asked(row: Any) -> Awaiting:
    words = ngettext("%(number)s question awaits an answer", "%(number)s questions await an answer", row["waiting"])
    facts = {"about": row["hour__about"], "day": in_words(row["hour__from_at"], hour=False)}
    return Awaiting(
        title=words % {"number": row["waiting"]},
        href=reverse("governance:open_hour", args=[row["hour"]]),
        what=_("%(about)s, open hour of %(day)s") % facts,
    )


def _checks(member: Member) -> list[Awaiting]:
    """For those to whom something was entrusted: what is to be checked soon, or should have been. One query."""
    mine = Commitment.objects.filter(owner=member, status__in=Commitment.OPEN)
    due = mine.filter(next_check_on__lte=clock.today() + SOON).order_by("next_check_on", "id")[:MOST]
    return [Awaiting(title=each.title, href=each.get_absolute_url(), what=_check(each)) for each in due]


def _check(commitment: Commitment) -> str:
    sentence = (
        _("entrusted to you: its check was due on %(day)s")
        if commitment.is_overdue
        else _("entrusted to you: to be checked on %(day)s")
    )
    return sentence % {"day": in_words(commitment.next_check_on or clock.today())}


def _requests(member: Member) -> list[Awaiting]:
    if not may_see_admissions(member):
        return []
    number = JoinRequest.objects.entrusted_to(member).filter(outcome="").exclude(member=member).count()
    words = ngettext("%(number)s person asks to join", "%(number)s people ask to join", number)
    line = Awaiting(title=words % {"number": number}, href=reverse("membership:admissions"), what=_("membership"))
    return [line] if number else []


def _exceptional_acts(member: Member) -> list[Awaiting]:
    return [
        Awaiting(
            title=str(act),
            href=reverse("four_eyes:act", args=[act.pk]),
            what=_("an exceptional act that you can confirm"),
            until_on=day_of(act.expires_at),
        )
        for act in to_confirm(member)[:MOST]
    ]
