"""The one thing this viewer might do now in a process, in plain words."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from palabre.core import clock
from palabre.core.components.dates import in_words, until
from palabre.governance.models import AgendaItem, Mandate
from palabre.people.models import Audience, Duty
from palabre.people.policies import holds_duty
from palabre.processes.models import Process, Recommendation, Seat, Stage
from palabre.processes.queries.answers import left_to_answer
from palabre.processes.queries.stages import WhereWeAre


@dataclass(frozen=True, slots=True)
class NextStep:
    """``href`` may be empty: then the step is to know, not to do. ``sign_in`` asks for the two doors."""

    title: str
    text: str | SafeString
    label: str = ""
    href: str = ""
    sign_in: bool = False


def next_step(process: Process, where: WhereWeAre, recommendations: list[Recommendation], viewer: Any) -> NextStep:
    """The first that applies: answer, refer, decide, write, speak, sign in, read. Seven queries at most.

    ``recommendations`` are those the viewer may read, with ``referral`` selected.
    """
    if process.handed_down_from:
        return _look_back(process)
    kind = where.now.kind if where.now else ""
    if not viewer.is_authenticated:
        return _signed_out(where)
    roles = set(viewer.seats.on(clock.today()).filter(group__process=process).values_list("role", flat=True))
    offered = (
        _answer(process, roles)
        or _refer(process, recommendations, roles, viewer)
        or _decide(process, recommendations, viewer)
    )
    if offered:
        return offered
    if kind == Stage.Kind.REVIEW:
        return _speak(process, where, viewer)
    if roles and kind in (Stage.Kind.GROUPS, Stage.Kind.ANSWERS) and recommendations:
        return _write(where, recommendations)
    return _read(process, where)


def _look_back(process: Process) -> NextStep:
    """Of a past cycle: what became of it, measure by measure."""
    address = f"{reverse('governance:commitments')}?{urlencode({'source': process.handed_down_from})}"
    return NextStep(
        _("See what became of it"),
        _("This cycle was over before Palabre. The register says what became of each measure."),
        _("Open the register"),
        address,
    )


def _signed_out(where: WhereWeAre) -> NextStep:
    if where.now and where.now.kind == Stage.Kind.REVIEW:
        return NextStep(
            _("Read, then say what you think"),
            _with_days(where, _("Reading needs no account. To write in the margin, sign up: it takes a minute")),
            sign_in=True,
        )
    return NextStep(
        _("Read what is asked"), _("Reading needs no account. With one, you are told what happens next."), sign_in=True
    )


def _answer(process: Process, roles: set[str]) -> NextStep | None:
    if not roles & {Seat.Role.FACILITATOR, Seat.Role.SECRETARY}:
        return None
    if not (count := left_to_answer(process)):
        return None
    title = ngettext("%(count)s comment waits for your answer", "%(count)s comments wait for your answers", count)
    text = _("One after the other, oldest first; what you have written stays if you stop.")
    return NextStep(
        title % {"count": count}, text, _("Answer comments"), reverse("processes:answers", args=[process.pk])
    )


def _refer(process: Process, recommendations: list[Recommendation], roles: set[str], viewer: Any) -> NextStep | None:
    review = process.review
    left = [found for found in recommendations if not found.is_referred]
    if not left or review is None or not review.is_over(clock.today()):
        return None
    if Seat.Role.FACILITATOR not in roles and not holds_duty(viewer, Duty.Kind.SECRETARIAT):
        return None
    answers = process.answers
    if answers and not answers.is_over(clock.today()) and left_to_answer(process):
        return None
    title = ngettext(
        "%(count)s recommendation may be referred to “%(body)s”",
        "%(count)s recommendations may be referred to “%(body)s”",
        len(left),
    ) % {"count": len(left), "body": process.decider}
    text = _("The review has run its dates. Check that the last version says what the groups want to say.")
    return NextStep(
        title,
        text,
        _("Refer recommendation %(number)s") % {"number": left[0].number},
        reverse("processes:referral", args=[left[0].pk]),
    )


def _decide(process: Process, recommendations: list[Recommendation], viewer: Any) -> NextStep | None:
    """For whoever sits on the body: what stands before it, or when it will."""
    if not Mandate.objects.on(clock.today()).filter(body=process.decider_id, holder=viewer).exists():
        return None
    day = in_words(process.answer_due_on)
    items = [found.referral.item_id for found in recommendations if found.is_referred]
    item = AgendaItem.objects.visible_to(viewer).filter(pk__in=items, closed_at=None).order_by("id").first()
    if item:
        text = _("Your body answers each measure, with its reasons, by %(day)s.") % {"day": day}
        return NextStep(
            _("Your body’s answer is awaited"), text, _("See what stands before it"), item.get_absolute_url()
        )
    if items:
        return None
    text = _("Until then you may read, and write in the margin like any member.")
    return NextStep(
        _("Your body will answer this by %(day)s") % {"day": day}, text, _("Read the recommendations"), "#document"
    )


def _speak(process: Process, where: WhereWeAre, viewer: Any) -> NextStep:
    if not Audience.objects.open_to(viewer).filter(pk=process.discussion.speakers_id).exists():
        return NextStep(
            _("Read, and follow what happens"),
            _("Members write in the margin. Your account has no open membership today: read and follow as you like."),
            _("Read the recommendations"),
            "#document",
        )
    text = _with_days(where, _("Two minutes are enough for one measure"))
    return NextStep(_("What do you think of one measure?"), text, _("Choose a recommendation"), "#document")


def _write(where: WhereWeAre, recommendations: list[Recommendation]) -> NextStep:
    return NextStep(
        _("Write the last version with your group"),
        _with_days(where, _("Every comment taken in finds its place in it")),
        _("Open recommendation %(number)s") % {"number": recommendations[0].number},
        recommendations[0].get_absolute_url(),
    )


def _read(process: Process, where: WhereWeAre) -> NextStep:
    if where.now and where.now.kind == Stage.Kind.FOLLOW_UP:
        return NextStep(
            _("See what was promised, and what became of it"),
            _("Every measure was answered. The register says which promises are kept."),
            _("Open the register"),
            reverse("governance:commitments"),
        )
    text = _("You are told when something happens, if you follow.")
    if where.then:
        text = format_html("{} {}", format_html(_("Next: {step}."), step=where.next), text)
    return NextStep(_("Nothing awaits you here now"), text, _("Read the recommendations"), "#document")


def _with_days(where: WhereWeAre, words: str) -> SafeString:
    """The sentence, with what is left of the stage that is on."""
    if where.now and where.now.closes_on:
        return format_html("{}, {}.", words, until(where.now.closes_on))
    return format_html("{}.", words)
