"""A file of past recommendations, its lines, and what each of them would become."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from palabre.core import clock
from palabre.governance.models import Commitment
from palabre.people.models import Audience
from palabre.processes.models import Process


class PastImport(models.Model):
    """A file of past cycles: brought in, its columns named, its words said once, judged, then applied as a whole.

    ``mapping`` says what each column holds, ``words`` which status each of the file's own words means (``""``: refuse
    those lines), ``cycles`` where each past cycle comes from: a list of ``{cycle, source, on}``, days as 2016-06-30.
    """

    class State(models.TextChoices):
        COLUMNS = "columns", _("its columns are to be named")
        WORDS = "words", _("its words are to be said")
        JUDGED = "judged", _("read, nothing written yet")
        APPLIED = "applied", _("written")
        WITHDRAWN = "withdrawn", _("thrown away")

    name = models.CharField(_("file"), max_length=120)
    by = models.ForeignKey("people.Member", models.PROTECT, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("brought in"), default=clock.now)
    state = models.CharField(_("state"), max_length=9, choices=State.choices, default=State.COLUMNS)
    headers = models.JSONField(default=list)
    mapping = models.JSONField(default=list)
    words = models.JSONField(default=dict)
    cycles = models.JSONField(default=list)
    body = models.ForeignKey(
        "governance.Body", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("body")
    )
    level = models.CharField(_("level of participation"), max_length=14, blank=True, choices=Process.Level.choices)
    reach = models.CharField(_("who may read it"), max_length=10, blank=True, choices=Audience.Reach.choices)
    service = models.CharField(_("who takes care of it"), max_length=120, blank=True)
    next_check_on = models.DateField(_("next check"), null=True, blank=True)
    applied_at = models.DateTimeField(_("written"), null=True, blank=True)

    class Meta:
        verbose_name = _("file of past cycles")
        verbose_name_plural = _("files of past cycles")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                name="judged_history_is_said",
                condition=~Q(state__in=["judged", "applied"])
                | (Q(body__isnull=False) & Q(next_check_on__isnull=False) & ~Q(level="") & ~Q(reach="")),
            )
        ]

    def __str__(self) -> str:
        return str(self.at.date())

    @property
    def sources(self) -> dict[str, str]:
        """Cycle → where it comes from, in words."""
        return {each["cycle"]: each["source"] for each in self.cycles}


class PastRow(models.Model):
    """One line of a file of past cycles. Its words (``cells``) go as soon as the file is written or withdrawn."""

    class Kind(models.TextChoices):
        UNREAD = "unread", _("not read yet")
        NEW = "new", _("created")
        CHANGED = "changed", _("changed")
        SAME = "same", _("left as it is")
        REFUSED = "refused", _("refused")

    of = models.ForeignKey(PastImport, models.CASCADE, related_name="rows")
    line = models.PositiveIntegerField(_("line"))
    cells = models.JSONField(default=list)
    kind = models.CharField(max_length=8, choices=Kind.choices, default=Kind.UNREAD)
    why = models.CharField(_("why"), max_length=300, blank=True)
    title = models.CharField(_("title"), max_length=300, blank=True)
    cycle = models.CharField(_("cycle"), max_length=40, blank=True)
    status = models.CharField(_("status"), max_length=10, blank=True, choices=Commitment.Status.choices)
    commitment = models.ForeignKey(Commitment, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = _("line of a file of past cycles")
        verbose_name_plural = _("lines of files of past cycles")
        ordering = ["line"]
        constraints = [
            models.UniqueConstraint(fields=["of", "line"], name="past_line_once"),
            models.CheckConstraint(name="refused_line_says_why", condition=~Q(kind="refused") | ~Q(why="")),
        ]
        indexes = [models.Index(fields=["of", "kind"], name="past_lines_by_kind")]

    def __str__(self) -> str:
        return f"{self.of}, {self.line}"

    @property
    def fate(self) -> tuple[Any, ...]:
        """What becomes of it, as the dry run told it."""
        return self.kind, self.why, self.cycle, self.status
