"""What a body may do, and the article that gives it that: who decides what."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class Power(models.Model):
    """One thing a body may do, in the cooperative's words, with the article behind it.

    ``also`` are other words under which people look for it. ``toward`` is the body it concerns, if any: whom an
    assembly elects, before whom a council speaks; the map draws it as a link. ``weigh_in`` says how a member can have a
    say in it, ``where`` is the page of this house where they do, if any.
    """

    MOST = 40

    class Kind(models.TextChoices):
        DECIDES = "decides", _("decides")
        ELECTS = "elects", _("elects")
        PROPOSES = "proposes", _("proposes")
        APPOINTS = "appoints", _("appoints")
        REPORTS = "reports", _("reports to")
        ESCALATES = "escalates", _("escalates to")
        ADVISES = "advises", _("gives its opinion on")
        REPRESENTS = "represents", _("represents")
        WATCHES = "watches", _("watches over")

    body = models.ForeignKey("governance.Body", models.PROTECT, related_name="powers", verbose_name=_("body"))
    kind = models.CharField(_("how"), max_length=12, choices=Kind.choices)
    what = models.CharField(_("what"), max_length=160)
    also = models.CharField(_("other words for it"), max_length=300, blank=True)
    article = models.ForeignKey(
        "statutes.Article", models.PROTECT, null=True, blank=True, related_name="powers", verbose_name=_("article")
    )
    toward = models.ForeignKey(
        "governance.Body",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="powers_toward",
        verbose_name=_("which body it concerns"),
    )
    weigh_in = models.CharField(_("how members weigh in"), max_length=300, blank=True)
    where = models.CharField(_("page"), max_length=200, blank=True)
    position = models.PositiveSmallIntegerField()

    class Meta:
        verbose_name = _("power")
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return self.what


class BodyTieQuerySet(models.QuerySet):
    def on(self, day: date) -> Self:
        """Those that stood on ``day``, included. One whose beginning was not kept counts as having always stood."""
        begun = Q(from_on=None) | Q(from_on__lte=day)
        return self.filter(begun, Q(until_on=None) | Q(until_on__gte=day))


class BodyTie(models.Model):
    """One body elects, advises or answers to another, from a day to a day, as its powers said meanwhile.

    ``set_powers`` opens and closes them; powers say what holds today, these what held on any day. ``from_on`` is empty
    for what stood before such days were kept.
    """

    body = models.ForeignKey("governance.Body", models.PROTECT, related_name="ties", verbose_name=_("body"))
    toward = models.ForeignKey(
        "governance.Body", models.PROTECT, related_name="ties_toward", verbose_name=_("which body it concerns")
    )
    kind = models.CharField(_("how"), max_length=12, choices=Power.Kind.choices)
    from_on = models.DateField(_("from"), null=True, blank=True)
    until_on = models.DateField(_("until"), null=True, blank=True, help_text=_("The last day, included."))

    objects = BodyTieQuerySet.as_manager()

    class Meta:
        verbose_name = _("tie between bodies")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["body", "toward", "kind"], condition=Q(until_on=None), name="tie_open_once"
            ),
            models.CheckConstraint(
                name="tie_ends_after_it_begins",
                condition=Q(from_on=None) | Q(until_on=None) | Q(until_on__gte=F("from_on")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.body} {self.get_kind_display()} {self.toward}"
