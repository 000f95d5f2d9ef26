"""What a body may do, and the article that gives it that: who decides what."""

from django.db import models
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
