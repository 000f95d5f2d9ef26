"""What working groups ask of a body: recommendations, each with its measures."""

from typing import Self

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from palabre.core import clock
from palabre.people.models import Addressed, AddressedQuerySet


class RecommendationQuerySet(AddressedQuerySet):
    def for_page(self) -> Self:
        return self.select_related("process__decider", "audience", "discussion", "text", "referral__body")


class Recommendation(Addressed):
    """What groups ask, in versions. ``title`` repeats the newest version's; only publishing writes it."""

    process = models.ForeignKey("processes.Process", models.PROTECT, related_name="recommendations")
    number = models.PositiveSmallIntegerField(_("number"))
    title = models.CharField(_("title"), max_length=300)
    text = models.OneToOneField("texts.Text", models.PROTECT, related_name="+", verbose_name=_("text"))
    # Empty groups mean "unattributed": the document lost who said what, and we do not guess.
    groups = models.ManyToManyField("processes.WorkingGroup", related_name="recommendations", blank=True)
    discussion = models.OneToOneField("conversations.Discussion", models.PROTECT, related_name="+")

    objects = RecommendationQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        verbose_name = _("recommendation")
        ordering = ["number", "id"]
        constraints = [models.UniqueConstraint(fields=["process", "number"], name="recommendation_numbered_once")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("processes:recommendation", args=[self.pk])

    @property
    def is_referred(self) -> bool:
        return getattr(self, "referral", None) is not None


class Measure(Addressed):
    """One concrete thing a recommendation asks for. Its words stand in the versions, under ``anchor``.

    ``title`` repeats the newest version's. A measure that a later version leaves out is retired, not removed.
    """

    recommendation = models.ForeignKey(Recommendation, models.PROTECT, related_name="measures")
    number = models.PositiveSmallIntegerField(_("number"))
    anchor = models.CharField(max_length=12)
    title = models.CharField(_("title"), max_length=300)
    discussion = models.OneToOneField("conversations.Discussion", models.PROTECT, related_name="+")
    group = models.ForeignKey("processes.WorkingGroup", models.PROTECT, null=True, blank=True, related_name="measures")
    retired_in = models.PositiveIntegerField(_("left out from version"), null=True, blank=True)
    # Set when the recommendation is referred: the board answers point by point. What is above points down.
    point = models.OneToOneField(
        "governance.AgendaPoint",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("agenda point"),
    )

    class Meta:
        verbose_name = _("measure")
        ordering = ["number", "id"]
        constraints = [models.UniqueConstraint(fields=["recommendation", "anchor"], name="measure_anchored_once")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("processes:measure", args=[self.pk])

    @property
    def reference(self) -> str:
        """“3.2”: the second measure of the third recommendation."""
        return f"{self.recommendation.number}.{self.number}"


class Referral(models.Model):
    """A recommendation put before a body, in the version it had then. Answered when its points have decisions."""

    recommendation = models.OneToOneField(Recommendation, models.PROTECT, related_name="referral")
    revision = models.ForeignKey("texts.Revision", models.PROTECT, related_name="+", verbose_name=_("version"))
    body = models.ForeignKey("governance.Body", models.PROTECT, related_name="+", verbose_name=_("body"))
    item = models.OneToOneField("governance.AgendaItem", models.PROTECT, related_name="+")
    by = models.ForeignKey("people.Member", models.PROTECT, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = _("referral")
