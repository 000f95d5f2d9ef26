"""A question worked through stages up to an answer, under a declared level of participation."""

from datetime import date

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from palabre.core import clock
from palabre.people.models import Addressed


class Process(Addressed):
    """One question of the cooperative, from its theme to its executed answers.

    ``level``, ``words_of_leavers`` and the dates are the participation contract: declared before anything opens,
    never changed afterwards.
    """

    class Level(models.TextChoices):
        INFORMATION = "information", _("information")
        CONSULTATION = "consultation", _("consultation")
        CONCERTATION = "concertation", _("concertation")
        CODECISION = "codecision", _("co-decision")

    class Leavers(models.TextChoices):
        """What becomes of what people said here when they have their account erased. The last two bind everyone."""

        CHOOSE = "choose", _("as each person chooses")
        KEPT = "kept", _("they stay, without the name")
        WITHDRAWN = "withdrawn", _("they are withdrawn")

    title = models.CharField(_("title"), max_length=200)
    summary = models.TextField(_("in a few words"), max_length=600, blank=True)
    cycle = models.CharField(_("cycle"), max_length=40, blank=True, help_text=_("Such as 2027."))
    language = models.CharField(_("language"), max_length=7, default="fr")
    level = models.CharField(_("level of participation"), max_length=14, choices=Level.choices)
    words_of_leavers = models.CharField(
        _("words of those who leave"),
        max_length=9,
        choices=Leavers.choices,
        default=Leavers.CHOOSE,
        db_default=Leavers.CHOOSE,
    )
    decider = models.ForeignKey("governance.Body", models.PROTECT, related_name="+", verbose_name=_("who decides"))
    answer_due_on = models.DateField(_("answer owed by"))
    # The working document's own date, which may lie well before its publication here.
    document_on = models.DateField(_("date of the document"), null=True, blank=True)
    introduction = models.OneToOneField("texts.Text", models.PROTECT, related_name="+", verbose_name=_("introduction"))
    discussion = models.OneToOneField("conversations.Discussion", models.PROTECT, related_name="+")
    # Who may write its texts: the members who hold a seat in one of its groups.
    writers = models.ForeignKey("people.Audience", models.PROTECT, related_name="+", verbose_name=_("writers"))
    # In words, of a past cycle that was brought in from a file: it is over, nobody writes in its margins.
    handed_down_from = models.CharField(_("handed down from"), max_length=160, blank=True, default="", db_default="")
    by = models.ForeignKey("people.Member", models.PROTECT, related_name="+", verbose_name=_("opened by"))
    opened_at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = _("process")
        verbose_name_plural = _("processes")
        ordering = ["-opened_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["cycle"], condition=~Q(handed_down_from=""), name="past_cycle_brought_in_once"
            ),
            models.UniqueConstraint(
                fields=["handed_down_from"], condition=~Q(handed_down_from=""), name="past_source_of_one_cycle"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("processes:process", args=[self.pk])

    @property
    def review(self) -> "Stage | None":
        """Its public review. Reads ``stages`` whole, so a page that prefetched them asks nothing."""
        return self._stage(Stage.Kind.REVIEW)

    @property
    def answers(self) -> "Stage | None":
        """When the drafters answer what was said. Reads ``stages`` whole, as ``review`` does."""
        return self._stage(Stage.Kind.ANSWERS)

    def _stage(self, kind: str) -> "Stage | None":
        return next((stage for stage in self.stages.all() if stage.kind == kind), None)


class Stage(models.Model):
    """A step of a process, with its first and its last day, both included."""

    class Kind(models.TextChoices):
        GROUPS = "groups", _("working groups")
        REVIEW = "review", _("public review")
        ANSWERS = "answers", _("answers and last version")
        DECISION = "decision", _("decision")
        FOLLOW_UP = "follow_up", _("follow-up")

    process = models.ForeignKey(Process, models.PROTECT, related_name="stages", verbose_name=_("process"))
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    opens_on = models.DateField(_("first day"))
    closes_on = models.DateField(_("last day"), null=True, blank=True)

    class Meta:
        verbose_name = _("stage")
        ordering = ["opens_on", "id"]
        constraints = [
            models.UniqueConstraint(fields=["process", "kind"], name="one_stage_of_each_kind"),
            models.CheckConstraint(
                name="stage_closes_after_it_opens",
                condition=Q(closes_on__isnull=True) | Q(closes_on__gte=models.F("opens_on")),
            ),
        ]

    def __str__(self) -> str:
        return str(self.get_kind_display())

    def is_on(self, day: date) -> bool:
        return self.opens_on <= day and (self.closes_on is None or day <= self.closes_on)

    def is_over(self, day: date) -> bool:
        return self.closes_on is not None and self.closes_on < day
