"""The thread of one recommendation: what happened to it, in order, and what is still to come."""

from collections import Counter
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.db.models import Count, QuerySet
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from palabre.commons.texts.models import Revision
from palabre.core import clock
from palabre.core.components.marks import OUTCOMES, STATUSES
from palabre.governance.models import Decision
from palabre.processes.models import Measure, Process, Recommendation, Referral


@dataclass(frozen=True, slots=True)
class Knot:
    """One step of the thread, as the component ``knot`` wants it, with a sentence below."""

    state: str
    at: date | datetime | str | None
    title: str | Promise
    text: str = ""
    href: str = ""


def versions_of(recommendation: Recommendation) -> QuerySet[Revision]:
    """Every version without its words, oldest first, with the number of comments it carries (``carries``)."""
    found = recommendation.text.revisions.select_related("author").defer("html", "parts")
    return found.annotate(carries=Count("answers")).order_by("number")


def history_of(recommendation: Recommendation, versions: list[Revision], measures: list[Measure]) -> list[Knot]:
    """Past, present and future knots, oldest first. No query if the stages and the measures' points were fetched."""
    knots = [_version(recommendation, version) for version in versions]
    if day := recommendation.process.document_on:
        knots.insert(0, Knot("past", day, _("The groups’ working document")))
    past = recommendation.process.handed_down_from
    decisions = [measure.point.decision for measure in measures if measure.point and hasattr(measure.point, "decision")]
    if recommendation.is_referred:
        knots += [] if past else [_referral(recommendation.referral)]
        knots += _decided(decisions)
    if past:
        return _as_handed_down(recommendation.process, knots)
    if knots and not decisions:
        knots[-1] = Knot("now", knots[-1].at, knots[-1].title, knots[-1].text, knots[-1].href)
    return [*knots, *_to_come(recommendation, decisions, measures)]


def _as_handed_down(process: Process, knots: list[Knot]) -> list[Knot]:
    """What was decided stands on its own day, before the day on which it was written down here."""
    source = {"source": process.handed_down_from}
    decided = Knot(
        "past", process.answer_due_on, _("Decided before Palabre"), _("Handed down from %(source)s.") % source
    )
    versions = [knot for knot in knots if knot.state == "past" and knot.href]
    followed = [replace(knot, at=_last(knot, versions)) for knot in knots if knot.state == "now" and not knot.href]
    return [decided, *versions, *followed]


def _last(knot: Knot, versions: list[Knot]) -> Any:
    """What became of it stands behind what was written down here, though it counts from an earlier day."""
    return max(each.at for each in [*versions, knot] if isinstance(each.at, datetime))


def _version(recommendation: Recommendation, version: Any) -> Knot:
    carried = ""
    if version.carries:
        carried = ngettext(
            "It carries what %(count)s comment asked for.",
            "It carries what %(count)s comments asked for.",
            version.carries,
        ) % {"count": version.carries}
    return Knot(
        state="past",
        at=version.at,
        title=_("Version %(number)s, by %(name)s") % {"number": version.number, "name": version.author},
        text=" ".join(words for words in (_sentence(version.reason), carried) if words),
        href=reverse("processes:version", args=[recommendation.pk, version.number]),
    )


def _referral(referral: Referral) -> Knot:
    facts = {"body": referral.body}
    return Knot("past", referral.at, _("Referred to “%(body)s”") % facts, href=referral.item.get_absolute_url())


def _decided(decisions: list[Decision]) -> list[Knot]:
    """One knot: what was decided, counted by outcome, then what became of the promises."""
    if not decisions:
        return []
    outcomes = Counter(decision.outcome for decision in decisions)
    said = [f"{count} {OUTCOMES[outcome]}" for outcome, count in outcomes.items()]
    knots = [Knot("past", decisions[-1].at, _("Answered, measure by measure"), _sentence(", ".join(said)))]
    promises = [decision.commitment for decision in decisions if hasattr(decision, "commitment")]
    if promises:
        statuses = Counter(promise.status for promise in promises)
        kept = _sentence(", ".join(f"{count} {STATUSES[status]}" for status, count in statuses.items()))
        changed_at = max(promise.changed_at for promise in promises)
        knots.append(Knot("now", changed_at, _("In the register of commitments"), kept))
    return knots


def _to_come(recommendation: Recommendation, decisions: list[Decision], measures: list[Measure]) -> list[Knot]:
    process, knots = recommendation.process, []
    review = process.review
    if review and review.closes_on and not review.is_over(clock.today()):
        knots.append(Knot("future", review.closes_on, _("Last day of the public review")))
    standing = [measure for measure in measures if measure.retired_in is None]
    if len(decisions) < len(standing) or not standing:
        knots.append(
            Knot("future", process.answer_due_on, _("“%(body)s” answers at the latest") % {"body": process.decider})
        )
        knots.append(Knot("future", _("then"), _("Commitments, dates, proofs")))
    return knots


def _sentence(words: str) -> str:
    """With its first letter raised and a full stop, as people forget both."""
    words = words.strip()
    if not words:
        return ""
    return f"{words[0].upper()}{words[1:]}" + ("" if words[-1] in ".!?…" else ".")
