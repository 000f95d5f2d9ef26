"""What members wish, in the cooperative's own words; and how often they are asked."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Subject(models.Model):
    """A word of the cooperative's vocabulary. Retired, it is offered no more; who wished it keeps it."""

    name = models.CharField(_("name"), max_length=60, unique=True)
    retired_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("subject")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Described(models.Model):
    """A process is about this subject, as the secretariat says."""

    process = models.ForeignKey("processes.Process", models.CASCADE, related_name="+", verbose_name=_("process"))
    subject = models.ForeignKey(Subject, models.PROTECT, related_name="+", verbose_name=_("subject"))

    class Meta:
        verbose_name = _("subject of a process")
        verbose_name_plural = _("subjects of processes")
        constraints = [models.UniqueConstraint(fields=["process", "subject"], name="described_once")]


class Wish(models.Model):
    """One member's answers. Every one may be empty: a question that was skipped says nothing.

    ``reach``, ``formats``, ``languages`` and ``moments`` hold keys of the choices below.
    """

    class Reach(models.TextChoices):
        INFORMED = "informed", _("be informed")
        OPINION = "opinion", _("give my opinion")
        DRAFTING = "drafting", _("take part in drafting")
        CARRYING = "carrying", _("carry a responsibility")
        HOSTING = "hosting", _("host: a place, a meal, a bed")

    class Format(models.TextChoices):
        WRITING = "writing", _("in writing, when I like")
        VIDEO = "video", _("by video")
        PRESENCE = "presence", _("in a room, together")

    class Moment(models.TextChoices):
        MORNING = "morning", _("weekdays, in the morning")
        AFTERNOON = "afternoon", _("weekdays, in the afternoon")
        EVENING = "evening", _("weekdays, in the evening")
        WEEKEND = "weekend", _("Saturdays and Sundays")

    # Languages in which the cooperative's documents may be written.
    LANGUAGES = [("fr", _("French")), ("nl", _("Dutch")), ("de", _("German")), ("en", _("English"))]

    member = models.OneToOneField("people.Member", models.CASCADE, related_name="+", primary_key=True)
    reach = models.JSONField(_("how far I want to go"), default=list)
    subjects = models.ManyToManyField(Subject, related_name="+", blank=True, verbose_name=_("subjects"))
    branches = models.ManyToManyField("people.Branch", related_name="+", blank=True, verbose_name=_("branches"))
    formats = models.JSONField(_("formats"), default=list)
    languages = models.JSONField(_("languages"), default=list)
    moments = models.JSONField(_("when I am free"), default=list)
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)
    put_off_until = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("wish")
        verbose_name_plural = _("wishes")


class Asking(models.Model):
    """How often the questionnaire comes back, and when everyone was last asked together. Always row 1."""

    MONTHS, MOST = 12, 120

    months = models.PositiveSmallIntegerField(_("months"), default=MONTHS)
    asked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("asking for wishes")
        verbose_name_plural = _("askings for wishes")
        constraints = [models.CheckConstraint(name="only_one_asking", condition=models.Q(pk=1))]

    @classmethod
    def current(cls) -> "Asking":
        return cls.objects.filter(pk=1).first() or cls(pk=1)
