"""What was decided before Palabre: who told it, and what a file said of it."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from palabre.core import clock
from palabre.governance.models.commitment import Commitment

DERIVED = "~"  # before a reference that was made of the words, for want of one


class HandedDown(models.Model):
    """Where a decision comes from that was taken before Palabre: it stands in place of its meeting.

    ``on`` is the day from which it counted, as told; ``at`` when it was written down here. ``source`` says in words
    where it stood (“AG de juin 2016”), ``reference`` what it is called there: both together come in once.
    """

    append_only = True

    decision = models.OneToOneField(
        "governance.Decision", models.PROTECT, related_name="handed_down", verbose_name=_("decision")
    )
    on = models.DateField(_("decided on"))
    source = models.CharField(_("handed down from"), max_length=160)
    reference = models.CharField(_("reference there"), max_length=80)
    by = models.ForeignKey("people.Member", models.PROTECT, related_name="+", verbose_name=_("entered by"))
    at = models.DateTimeField(_("entered"), default=clock.now)

    class Meta:
        verbose_name = _("decision handed down")
        verbose_name_plural = _("decisions handed down")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["source", "reference"], name="handed_down_once"),
            models.CheckConstraint(name="handed_down_from_somewhere", condition=~Q(source="") & ~Q(reference="")),
        ]

    def __str__(self) -> str:
        return self.source

    @property
    def reference_shown(self) -> str:
        """What it is called there; nothing where the file did not call it anything."""
        return "" if self.reference.startswith(DERIVED) else self.reference


class Telling(models.Model):
    """What a file said of a decision handed down: its first line there, and each later one that says something else.

    ``note`` is what it left in the story of the commitment. Where that says “done”, this line of the file is what shows
    it: as told, not checked here.
    """

    append_only = True

    handed_down = models.ForeignKey(
        HandedDown, models.PROTECT, related_name="tellings", verbose_name=_("decision handed down")
    )
    number = models.PositiveSmallIntegerField(_("number"))
    line = models.PositiveIntegerField(_("line of the file"))
    status = models.CharField(_("status"), max_length=10, choices=Commitment.Status.choices)
    words = models.TextField(_("as the file says it"), max_length=2000, blank=True)
    note = models.OneToOneField(
        "governance.ProgressNote", models.PROTECT, null=True, blank=True, related_name="telling",
        verbose_name=_("progress note"),
    )  # fmt: skip
    by = models.ForeignKey("people.Member", models.PROTECT, related_name="+", verbose_name=_("entered by"))
    at = models.DateTimeField(_("entered"), default=clock.now)

    class Meta:
        verbose_name = _("line of a file about a decision")
        verbose_name_plural = _("lines of a file about decisions")
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["handed_down", "number"], name="told_in_order")]

    def __str__(self) -> str:
        return f"{self.handed_down}, {self.number}"
