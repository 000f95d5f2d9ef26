"""What is read before a meeting: the accounts, a draft contract, slides; each version beside the one before."""

from datetime import date

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from palabre.core import clock
from palabre.people.models import Addressed


class Paper(Addressed):
    """A document put before a meeting, or before one item of it. Never changed: a new version stands beside the old.

    That it exists, its title and its versions are for whoever reads the meeting and the item. With ``held_until_on``
    only who sits on the body has its versions before that day, and everyone reads why.
    """

    append_only = True

    meeting = models.ForeignKey("governance.Meeting", models.PROTECT, related_name="papers", verbose_name=_("meeting"))
    item = models.ForeignKey(
        "governance.AgendaItem",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="papers",
        verbose_name=_("agenda item"),
    )
    title = models.CharField(_("title"), max_length=160)
    language = models.CharField(_("language"), max_length=7)
    held_because = models.CharField(_("why it is held back"), max_length=300, blank=True)
    held_until_on = models.DateField(_("held back until"), null=True, blank=True)
    by = models.ForeignKey("people.Member", models.PROTECT, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = _("paper")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(name="paper_has_a_title", condition=~Q(title="")),
            models.CheckConstraint(
                name="paper_held_back_says_why",
                condition=Q(held_until_on__isnull=True, held_because="")
                | (Q(held_until_on__isnull=False) & ~Q(held_because="")),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("governance:paper", args=[self.pk])

    def is_held(self, day: date | None = None) -> bool:
        """Whether it is still held back on ``day`` (today unless given)."""
        return self.held_until_on is not None and self.held_until_on > (day or clock.today())

    def is_open(self, *, sits: bool) -> bool:
        """Whether whoever reads of it has its versions today; ``sits``: they sit on the body."""
        return not self.is_withdrawn and (sits or not self.is_held())

    @property
    def is_withdrawn(self) -> bool:
        return hasattr(self, "withdrawal")


class PaperVersion(models.Model):
    """The file of a paper, as it was put there. ``because``: why it replaces the one before, or comes late."""

    append_only = True

    paper = models.ForeignKey(Paper, models.PROTECT, related_name="versions", verbose_name=_("paper"))
    number = models.PositiveSmallIntegerField(_("version"))
    file = models.OneToOneField("files.File", models.PROTECT, related_name="+", verbose_name=_("file"))
    because = models.CharField(_("why"), max_length=300, blank=True)
    by = models.ForeignKey("people.Member", models.PROTECT, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = _("version of a paper")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["paper", "number"], name="paper_version_once"),
            models.CheckConstraint(
                name="paper_replaced_says_why", condition=Q(number=1) | (Q(number__gt=1) & ~Q(because=""))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.paper}, {self.number}"


class PaperWithdrawal(models.Model):
    """A paper was taken away: its title stays, with the day and the reason; nobody has its versions any more."""

    append_only = True

    paper = models.OneToOneField(Paper, models.PROTECT, related_name="withdrawal", verbose_name=_("paper"))
    because = models.CharField(_("why it was withdrawn"), max_length=300)
    by = models.ForeignKey("people.Member", models.PROTECT, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = _("withdrawal of a paper")
        constraints = [models.CheckConstraint(name="paper_withdrawn_says_why", condition=~Q(because=""))]
