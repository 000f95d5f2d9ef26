"""A working document that came in, while the secretariat corrects what Palabre proposed of its structure."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from palabre.core import clock
from palabre.people.models import Addressed


class Manuscript(Addressed):
    """The proposal under correction, addressed to the secretariat; published once, as a process.

    ``proposal`` has the shape of ``corrections.working``; ``previous`` is the one before the last correction, so
    that it can be taken back. ``saves`` counts up, so that of two people correcting at once the second sees both.
    """

    name = models.CharField(_("name"), max_length=200)
    source = models.ForeignKey("files.File", models.PROTECT, null=True, blank=True, related_name="+")
    proposal = models.JSONField()
    previous = models.JSONField(null=True, blank=True)
    saves = models.PositiveIntegerField(default=1)
    by = models.ForeignKey("people.Member", models.PROTECT, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(default=clock.now)
    changed_by = models.ForeignKey("people.Member", models.PROTECT, related_name="+")
    process = models.OneToOneField(
        "processes.Process", models.PROTECT, null=True, blank=True, related_name="manuscript"
    )

    class Meta:
        verbose_name = _("manuscript")
        ordering = ["-at", "-id"]

    def __str__(self) -> str:
        return self.name
