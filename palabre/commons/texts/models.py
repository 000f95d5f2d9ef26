"""Versioned rich text. A published revision is frozen: an edit is a new revision."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from palabre.core import clock
from palabre.people.models import Addressed


class Text(Addressed):
    """A text over time. Its owner (a recommendation, an introduction) points here; it does not know its owner."""

    language = models.CharField(_("language"), max_length=7, default="fr")

    class Meta:
        verbose_name = _("text")


class Revision(models.Model):
    """One published version of a text: never changed, never removed; the database itself refuses.

    ``parts`` are the text's anchored pieces, in order: ``[{"anchor": "m1", "title": "…", "html": "…"}]``.
    ``sha256`` is over the canonical JSON of number, title, html, parts, author, time and reason
    (``texts.revisions.hash_of``); ``palabre check`` computes it again.
    """

    append_only = True

    text = models.ForeignKey(Text, models.PROTECT, related_name="revisions")
    number = models.PositiveIntegerField(_("version"))
    title = models.CharField(_("title"), max_length=300)
    html = models.TextField(_("text"), blank=True)
    parts = models.JSONField(default=list)
    author = models.ForeignKey("people.Member", models.PROTECT, related_name="+", verbose_name=_("written by"))
    at = models.DateTimeField(_("published"))
    reason = models.CharField(_("why this version"), max_length=500, blank=True)
    sha256 = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("version")
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["text", "number"], name="revision_numbered_once")]

    def __str__(self) -> str:
        return self.title


class Draft(models.Model):
    """The next version in the making: one a text, saved by hand or by itself, addressed to those who may write.

    ``saves`` counts up at every save; saving on top of an older count is refused, so that of two people
    writing at once the second sees both texts.
    """

    text = models.OneToOneField(Text, models.CASCADE, related_name="draft")
    base_number = models.PositiveIntegerField()
    title = models.CharField(_("title"), max_length=300)
    html = models.TextField(_("text"), blank=True)
    parts = models.JSONField(default=list)
    saves = models.PositiveIntegerField(default=1)
    saved_by = models.ForeignKey("people.Member", models.PROTECT, related_name="+")
    saved_at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = _("draft")
