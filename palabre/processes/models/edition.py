"""The whole document at a moment: which version of each text stood together."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Edition(models.Model):
    """One published state of a process's whole document. Made by every publication; never changed."""

    append_only = True

    process = models.ForeignKey("processes.Process", models.PROTECT, related_name="editions")
    number = models.PositiveIntegerField(_("version"))
    by = models.ForeignKey("people.Member", models.PROTECT, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("published"))
    reason = models.CharField(_("why this version"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("version of the document")
        verbose_name_plural = _("versions of the document")
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["process", "number"], name="edition_numbered_once")]


class EditionPart(models.Model):
    """One text's version within an edition: place 0 is the introduction, then the recommendations in order."""

    append_only = True

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="parts")
    place = models.PositiveSmallIntegerField()
    revision = models.ForeignKey("texts.Revision", models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("part of a version")
        verbose_name_plural = _("parts of a version")
        ordering = ["place"]
        constraints = [models.UniqueConstraint(fields=["edition", "place"], name="edition_place_once")]
