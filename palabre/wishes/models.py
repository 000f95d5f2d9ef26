"""What members wish and what keeps them from coming, in the cooperative's own words; and how often they are asked."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from palabre.core import clock


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
    # When obstacles were last counted (``counting``): once a month.
    counted_on = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name = _("asking for wishes")
        verbose_name_plural = _("askings for wishes")
        constraints = [models.CheckConstraint(name="only_one_asking", condition=models.Q(pk=1))]

    @classmethod
    def current(cls) -> "Asking":
        return cls.objects.filter(pk=1).first() or cls(pk=1)


class Obstacle(models.Model):
    """What keeps a member from coming, as they say it themselves. Read by them alone; others read ``Figure``."""

    class Kind(models.TextChoices):
        HOUR = "hour", _("the hour")
        DISTANCE = "distance", _("the distance")
        CHILDREN = "children", _("children, or others to care for")
        STAIRS = "stairs", _("stairs, doors, seats")
        HEARING = "hearing", _("hearing, or seeing")
        LANGUAGE = "language", _("the language that is spoken")
        CONNECTION = "connection", _("the connection, or the device")
        MONEY = "money", _("money")
        LEGITIMACY = "legitimacy", _("the feeling that it is not my place")

    member = models.ForeignKey("people.Member", models.CASCADE, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    said_at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = _("obstacle")
        constraints = [models.UniqueConstraint(fields=["member", "kind"], name="obstacle_said_once")]


class Figure(models.Model):
    """What organisers read of one obstacle, in one branch or (``branch`` null) everywhere, since its last cut.

    ``shown`` is rounded down to a multiple of five and never under five unless 0 ("fewer than five"). How and why:
    ``docs/decisions/0015-obstacles.md``.
    """

    kind = models.CharField(max_length=10, choices=Obstacle.Kind.choices)
    branch = models.ForeignKey("people.Branch", models.CASCADE, null=True, related_name="+")
    shown = models.PositiveIntegerField(default=0)
    counted = models.PositiveIntegerField(default=0)  # when it last moved, to the digit: read by ``counting`` alone
    cut_on = models.DateField(null=True)

    class Meta:
        verbose_name = _("total of an obstacle")
        verbose_name_plural = _("totals of obstacles")
        constraints = [
            models.UniqueConstraint(fields=["kind", "branch"], name="one_total_for_each_branch"),
            models.UniqueConstraint(fields=["kind"], condition=models.Q(branch=None), name="one_total_for_everywhere"),
        ]


class Counted(models.Model):
    """Who stood behind a total when it last moved: what a later cut is compared with. Shown to nobody."""

    figure = models.ForeignKey(Figure, models.CASCADE, related_name="+")
    member = models.ForeignKey("people.Member", models.CASCADE, related_name="+")

    class Meta:
        verbose_name = _("counted")
        constraints = [models.UniqueConstraint(fields=["figure", "member"], name="counted_once")]
