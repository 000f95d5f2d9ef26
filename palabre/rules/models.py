"""The rules under which bodies meet and decide: numbers that are data, in versions that never change."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from palabre.core import clock
from palabre.people.models import Addressed
from palabre.people.models.audience import AddressedQuerySet
from palabre.rules.keys import KEYS, Key
from palabre.rules.kinds import BodyKind


class RulebookQuerySet(AddressedQuerySet):
    def on(self, day: date) -> Self:
        """Those whose first day has come by ``day``, the newest first. The first of one owner is what counts."""
        return self.filter(in_force_on__lte=day).order_by("-number")


class Rulebook(Addressed):
    """One version of the rules of a legal entity, or of the whole cooperative. Never changed, never removed.

    ``adopted_on`` is the day of whoever adopted it, ``in_force_on`` the first day on which it counts, ``at`` when it
    was written down here. ``packs`` names the law packs it was held against, and ``facts`` keeps what they said then:
    a pack that is brought up to date moves nothing that ran before.
    """

    append_only = True

    entity = models.ForeignKey(
        "people.Entity", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("legal entity")
    )
    number = models.PositiveSmallIntegerField(_("version"))
    adopted_by = models.CharField(_("adopted by"), max_length=160)
    adopted_on = models.DateField(_("adopted"))
    in_force_on = models.DateField(_("in force from"))
    reason = models.CharField(_("what changed, and why"), max_length=500, blank=True)
    packs = models.JSONField(default=list)
    facts = models.JSONField(default=list)
    by = models.ForeignKey("people.Member", models.PROTECT, related_name="+", verbose_name=_("recorded by"))
    at = models.DateTimeField(default=clock.now)

    objects = RulebookQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        verbose_name = _("version of the rules")
        verbose_name_plural = _("versions of the rules")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["entity", "number"], name="rulebook_numbered_once"),
            models.UniqueConstraint(
                fields=["number"], condition=Q(entity__isnull=True), name="rulebook_of_the_whole_numbered_once"
            ),
            models.CheckConstraint(name="rules_count_after_adoption", condition=Q(in_force_on__gte=F("adopted_on"))),
        ]

    def __str__(self) -> str:
        return _now("Rules, version %(number)s") % {"number": self.number}

    def get_absolute_url(self) -> str:
        return reverse("rules:rulebook", args=[self.pk])


class Rule(models.Model):
    """One number of a version, for every body or for those of one ``kind``, and what it rests on. Never changed.

    ``key`` is one of ``keys.ALL``; a version keeps its rules though a key be given up.
    """

    append_only = True

    class Layer(models.TextChoices):
        STATUTES = "statutes", _("the statutes")
        HOUSE = "house", _("a house rule")

    rulebook = models.ForeignKey(Rulebook, models.PROTECT, related_name="rules", verbose_name=_("version"))
    position = models.PositiveSmallIntegerField()
    key = models.CharField(_("what is ruled"), max_length=32)
    kind = models.CharField(_("for which bodies"), max_length=12, choices=BodyKind.choices, blank=True)
    value = models.PositiveSmallIntegerField(_("value"))
    layer = models.CharField(_("what it rests on"), max_length=10, choices=Layer.choices)
    article = models.ForeignKey(
        "statutes.Article", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("article")
    )

    class Meta:
        verbose_name = _("rule")
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["rulebook", "key", "kind"], name="ruled_once_for_a_kind")]

    def __str__(self) -> str:
        return f"{self.key} {self.kind}: {self.value}"

    @property
    def of(self) -> Key:
        return KEYS[self.key]

    @property
    def said(self) -> str:
        """Its value with the unit."""
        return self.of.said(self.value)


class OwnPack(models.Model):
    """A law pack the cooperative entered itself: what the law of its country and form asks. Each version is kept."""

    append_only = True

    slug = models.SlugField(_("short name"), max_length=40)
    number = models.PositiveSmallIntegerField(_("version"))
    text = models.TextField(_("text"))
    by = models.ForeignKey("people.Member", models.PROTECT, related_name="+", verbose_name=_("recorded by"))
    at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = _("law pack of our own")
        verbose_name_plural = _("law packs of our own")
        ordering = ["slug", "-number"]
        constraints = [models.UniqueConstraint(fields=["slug", "number"], name="own_pack_numbered_once")]

    def __str__(self) -> str:
        return self.slug
