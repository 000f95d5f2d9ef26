"""Whose words a promise, a decision or an agenda item came from: the thread walked back from the proof to the voice."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Model, Q
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from palabre.commons.conversations.models import Comment
from palabre.commons.trail.thread import Step, back
from palabre.governance.models import AgendaItem
from palabre.processes.models import Measure, Recommendation, Referral
from palabre.processes.queries.words import excerpt_of


@dataclass(frozen=True, slots=True)
class Voice:
    """Someone's words, under the name they chose, and the page of their thread."""

    name: str
    member: int | None  # where the name may lead to them; None beside a pseudonym
    excerpt: str
    href: str
    fate: str


@dataclass(frozen=True, slots=True)
class Origin:
    """Where something before a body came from, as far as its reader may know.

    ``voices`` spoke of the very measure, ``others`` of the recommendation as a whole or of a measure that was left
    out; for an item of an agenda all are ``others``. ``version`` is the one that was referred.
    """

    recommendation: Recommendation
    measure: Measure | None
    version: int
    version_url: str
    voices: list[Voice]
    others: list[Voice]

    @property
    def facts(self) -> list[tuple[str, SafeString]]:
        """The measure, the recommendation, who asked it, the version referred, the process: each leads there."""
        recommendation, number = self.recommendation, self.recommendation.number
        found = [
            (_("Recommendation"), _link(recommendation.get_absolute_url(), f"{number}. {recommendation}")),
            (_("Asked by"), format_html("{}", self._groups())),
            (_("As it was put"), _link(self.version_url, _("Version %(number)s") % {"number": self.version})),
            (_("Process"), _link(recommendation.process.get_absolute_url(), str(recommendation.process))),
        ]
        if measure := self.measure:
            label = f"{number}.{measure.number} {measure}"
            found.insert(0, (_("Measure"), _link(measure.get_absolute_url(), label)))
        return found

    def _groups(self) -> str:
        """The measure's own group, or the recommendation's; we do not guess what the document lost."""
        if self.measure and self.measure.group:
            return self.measure.group.name
        return ", ".join(group.name for group in self.recommendation.groups.all()) or _("unattributed")


def origin_of(subject: Model, viewer: Any) -> Origin | None:
    """Where ``subject`` (commitment, decision or item of governance) came from; None when that is not for ``viewer``.

    The number of queries does not grow with the voices: one a level of the links, then three.
    """
    item = subject if isinstance(subject, AgendaItem) else None
    steps = back(subject, *(item.points.all() if item else ()), viewer=viewer)
    points = {step.node[1] for step in steps if step.node[0] == "governance.agendapoint"}
    referral = _referral(item, points)
    recommendation = referral and _recommendation(referral, viewer)
    if not (referral and recommendation):
        return None
    asked = Measure.objects.visible_to(viewer).filter(point__in=points).select_related("group")
    measure = None if item else asked.first()
    voices, others = _voices(steps, measure, viewer)
    if measure is None and not item:  # a decision on the whole: no voice is beside the point
        voices, others = others, []
    return Origin(
        recommendation=recommendation,
        measure=measure,
        version=referral.revision.number,
        version_url=reverse("processes:version", args=[recommendation.pk, referral.revision.number]),
        voices=voices,
        others=others,
    )


def _referral(item: AgendaItem | None, points: set[int]) -> Referral | None:
    asked = Q(item=item) if item else Q(item__points__in=points)
    return Referral.objects.filter(asked).select_related("revision").first()


def _recommendation(referral: Referral, viewer: Any) -> Recommendation | None:
    found = Recommendation.objects.visible_to(viewer).select_related("process").prefetch_related("groups")
    return found.filter(pk=referral.recommendation_id).first()


def _voices(steps: list[Step], measure: Measure | None, viewer: Any) -> tuple[list[Voice], list[Voice]]:
    """Those of the measure, and the others; each once, from the oldest."""
    said = [step for step in steps if step.node[0] == "conversations.comment"]
    own = {step.node[1] for step in said if measure and (step.link.to_kind, step.link.to_id) == _node(measure)}
    comments = Comment.objects.visible_to(viewer).filter(pk__in={step.node[1] for step in said})
    voices: tuple[list[Voice], list[Voice]] = ([], [])
    for comment in comments.select_related("author", "answer").order_by("written_at", "id"):
        voices[comment.pk not in own].append(
            Voice(
                name=comment.shown_name,
                member=comment.linked_author,
                excerpt=excerpt_of(comment),
                href=reverse("processes:comment", args=[comment.pk]),
                fate=comment.answer.fate if hasattr(comment, "answer") else "waiting",
            )
        )
    return voices


def _node(thing: Model) -> tuple[str, int]:
    return thing._meta.label_lower, thing.pk


def _link(url: str, label: str) -> SafeString:
    return format_html('<a href="{}">{}</a>', url, label)
