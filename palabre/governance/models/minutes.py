"""The minutes of a meeting in the making, and which of their frozen versions holds."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from palabre.core import clock
from palabre.governance.models.meeting import AgendaItem
from palabre.people.models import Addressed


class Minutes(Addressed):
    """What was said and decided at a meeting. In the making nobody reads them: they are written under a policy.

    Presented, they are addressed to the meeting's readers, and ``current`` is what was presented last. Approved, what
    holds is what was approved, whatever ``current`` says. ``title_words`` and ``words`` are what they are found by.
    """

    meeting = models.OneToOneField(
        "governance.Meeting", models.PROTECT, related_name="minutes", verbose_name=_("meeting")
    )
    title = models.CharField(_("title"), max_length=300)
    title_words = models.CharField(max_length=400, blank=True)
    words = models.TextField(blank=True)
    text = models.OneToOneField("texts.Text", models.PROTECT, null=True, blank=True, related_name="+")
    current = models.ForeignKey(
        "governance.Presentation", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("presented")
    )

    class Meta:
        verbose_name = _("minutes")
        verbose_name_plural = _("minutes")
        constraints = [
            models.CheckConstraint(
                name="presented_minutes_have_a_text", condition=Q(current__isnull=True) | Q(text__isnull=False)
            )
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("governance:minutes", args=[self.meeting_id])

    @property
    def is_approved(self) -> bool:
        return hasattr(self, "approval")


class MinutesPart(models.Model):
    """One part in the making: who was there, the summary, the notes on an agenda item, or a part of its own.

    ``saves`` counts up at every save, each part apart: two people on two parts never meet, and of two on one the
    second is shown the first. With ``held_until_on`` its words are held back until that day, with a reason. Gone with
    the approval: from then on the frozen version says it all.
    """

    PRESENCE, SUMMARY = "presence", "summary"
    OWN = "own"  # what is on no agenda: own1, own2 …

    minutes = models.ForeignKey(Minutes, models.PROTECT, related_name="parts", verbose_name=_("minutes"))
    anchor = models.SlugField(max_length=20)
    item = models.ForeignKey(
        "governance.AgendaItem", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("agenda item")
    )
    title = models.CharField(_("title"), max_length=300, blank=True)
    text = models.TextField(_("text"), blank=True)
    present = models.JSONField(default=list)
    excused = models.JSONField(default=list)
    held_because = models.CharField(_("why it is held back"), max_length=300, blank=True)
    held_until_on = models.DateField(_("held back until"), null=True, blank=True)
    saves = models.PositiveIntegerField(default=0)
    saved_by = models.ForeignKey("people.Member", models.PROTECT, related_name="+", verbose_name=_("by"))
    saved_at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = _("part of minutes")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["minutes", "anchor"], name="part_of_minutes_once"),
            models.CheckConstraint(
                name="held_back_says_why",
                condition=Q(held_until_on__isnull=True, held_because="")
                | (Q(held_until_on__isnull=False) & ~Q(held_because="")),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @staticmethod
    def anchor_of(item: AgendaItem) -> str:
        return f"i{item.pk}"

    @property
    def about(self) -> str:
        """What it is about: the item's title, or its own."""
        return self.item.title if self.item else self.title
