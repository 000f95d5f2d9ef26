"""When those who sit on a body are there to be met, what they are asked beforehand, and what they answered."""

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Count, Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from palabre.core import clock
from palabre.governance.models.body import Mandate
from palabre.people.models import Addressed, AddressedQuerySet, Belonging


class OpenHourQuerySet(AddressedQuerySet):
    def to_come(self) -> Self:
        """Those that are not over, called off or not; the next one first."""
        return self.filter(until_at__gt=clock.now()).order_by("from_at", "id")

    def over(self) -> Self:
        """Those that were held, or called off: what was asked there and is not answered is owed an answer."""
        return self.filter(Q(until_at__lte=clock.now()) | Q(called_off_at__isnull=False))


class OpenHour(Addressed):
    """An hour at which some of a body receive members. Changed or called off with a reason, never removed.

    ``receivers`` are mandates, not people: whoever no longer sits there receives no more. Questions are taken until
    ``questions_until``.
    """

    body = models.ForeignKey("governance.Body", models.PROTECT, related_name="open_hours", verbose_name=_("body"))
    about = models.CharField(_("what about"), max_length=160)
    from_at = models.DateTimeField(_("from"))
    until_at = models.DateTimeField(_("until"))
    place = models.CharField(_("place"), max_length=160, blank=True)
    link = models.URLField(_("link"), max_length=500, blank=True)
    receivers = models.ManyToManyField("governance.Mandate", related_name="open_hours", verbose_name=_("who receives"))
    questions_until = models.DateTimeField(_("questions until"))
    called_at = models.DateTimeField(_("announced"), default=clock.now)
    changed_at = models.DateTimeField(_("last changed"), default=clock.now)
    called_off_at = models.DateTimeField(_("called off"), null=True, blank=True)
    called_off_because = models.TextField(_("why it was called off"), max_length=2000, blank=True)

    objects = OpenHourQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        verbose_name = _("open hour")
        verbose_name_plural = _("open hours")
        ordering = ["from_at", "id"]
        constraints = [
            models.CheckConstraint(name="open_hour_ends_after_it_begins", condition=Q(until_at__gt=F("from_at"))),
            models.CheckConstraint(name="open_hour_is_somewhere", condition=~Q(place="", link="")),
            models.CheckConstraint(
                name="open_hour_called_off_says_why",
                condition=Q(called_off_at__isnull=True) | ~Q(called_off_because=""),
            ),
        ]
        indexes = [models.Index(fields=["body", "until_at"], name="open_hour_to_come")]

    def __str__(self) -> str:
        return self.about

    def get_absolute_url(self) -> str:
        return reverse("governance:open_hour", args=[self.pk])

    @property
    def is_called_off(self) -> bool:
        return self.called_off_at is not None

    @property
    def has_begun(self) -> bool:
        return self.from_at <= clock.now()

    @property
    def is_over(self) -> bool:
        return self.until_at <= clock.now()

    @property
    def takes_questions(self) -> bool:
        return not self.is_called_off and clock.now() < self.questions_until

    @property
    def owes_since(self) -> datetime | None:
        """From when on its questions without an answer wait for one: its end, or when it was called off."""
        return self.called_off_at or (self.until_at if self.is_over else None)

    @property
    def received_by(self) -> list[Mandate]:
        """Who receives, or received: the mandates that run on its day. Reads ``receivers`` (prefetch it)."""
        day = clock.day_of(self.from_at)
        return [mandate for mandate in self.receivers.all() if mandate.until_on >= day]


class OpenHourChange(models.Model):
    """An hour was changed: why, and what stood there before. Never changed, never removed."""

    append_only = True

    hour = models.ForeignKey(OpenHour, models.PROTECT, related_name="changes", verbose_name=_("open hour"))
    reason = models.TextField(_("reason"), max_length=2000)
    about = models.CharField(_("what about, before"), max_length=160)
    from_at = models.DateTimeField(_("from, before"))
    until_at = models.DateTimeField(_("until, before"))
    place = models.CharField(_("place, before"), max_length=160, blank=True)
    link = models.CharField(_("link, before"), max_length=500, blank=True)
    by = models.ForeignKey("people.Member", models.PROTECT, related_name="+", verbose_name=_("changed by"))
    at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = _("change of an open hour")
        ordering = ["id"]
        constraints = [models.CheckConstraint(name="open_hour_change_says_why", condition=~Q(reason=""))]


class QuestionQuerySet(AddressedQuerySet):
    def counted(self) -> Self:
        """Each with ``backing``: those who support it and are members today; closed accounts no longer count."""
        belongs = Belonging.objects.on(clock.today()).filter(member=OuterRef("member"))
        counts = QuestionSupport.objects.filter(Exists(belongs), question=OuterRef("pk"), member__is_active=True)
        number = counts.order_by().values("question").annotate(number=Count("pk")).values("number")
        return self.annotate(backing=Coalesce(Subquery(number), 0))

    def most_supported(self, *before: str) -> Self:
        """The most supported first, then the oldest; what was withdrawn last. ``before`` comes before all this."""
        return self.counted().order_by(*before, F("withdrawn_at").asc(nulls_first=True), "-backing", "asked_at", "id")

    def unanswered(self) -> Self:
        """Those that stand and have no answer, whether their hour is over or not."""
        return self.filter(~Exists(Answer.objects.filter(question=OuterRef("pk"))), withdrawn_at=None)


class Question(Addressed):
    """What a member asks those who receive at an open hour. Its words never change; it may be withdrawn, unanswered.

    ``words`` are what it is found by: its own, and those of its answers.
    """

    hour = models.ForeignKey(OpenHour, models.PROTECT, related_name="questions", verbose_name=_("open hour"))
    author = models.ForeignKey(
        "people.Member", models.PROTECT, related_name="questions", verbose_name=_("who asked it")
    )
    text = models.TextField(_("question"), max_length=600)
    pseudonymous = models.BooleanField(_("under my pseudonym"), default=False)
    asked_at = models.DateTimeField(_("day of the question"), default=clock.now)
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)
    words = models.TextField(blank=True)

    objects = QuestionQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        verbose_name = _("question asked in advance")
        verbose_name_plural = _("questions asked in advance")
        ordering = ["id"]
        constraints = [models.CheckConstraint(name="question_says_something", condition=~Q(text=""))]

    def __str__(self) -> str:
        return self.text

    def get_absolute_url(self) -> str:
        return reverse("governance:question", args=[self.pk])

    @property
    def author_name(self) -> str:
        return self.author.shown_as(pseudonymous=self.pseudonymous)

    @property
    def author_shown(self) -> int | None:
        """Whose name stands there, if it may lead to them: never from a pseudonym."""
        return None if self.pseudonymous else self.author_id


class QuestionSupport(models.Model):
    """A member stands behind another's question. Once each; it can be taken back until there is an answer."""

    question = models.ForeignKey(Question, models.CASCADE, related_name="supports", verbose_name=_("question"))
    member = models.ForeignKey("people.Member", models.PROTECT, related_name="+", verbose_name=_("member"))
    at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = _("support of a question")
        constraints = [models.UniqueConstraint(fields=["question", "member"], name="question_supported_once")]


class Answer(models.Model):
    """What was answered to a question, in writing or in the room. Never changed, never removed.

    A correction is another row, which says what it corrects.
    """

    append_only = True

    class How(models.TextChoices):
        WRITTEN = "written", _("in writing")
        ROOM = "room", _("in the room")

    question = models.ForeignKey(Question, models.PROTECT, related_name="answers", verbose_name=_("question"))
    how = models.CharField(_("how it was answered"), max_length=8, choices=How.choices)
    text = models.TextField(_("answer"), max_length=2000)
    corrects = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="corrections", verbose_name=_("corrects")
    )
    by = models.ForeignKey("people.Member", models.PROTECT, related_name="+", verbose_name=_("answered by"))
    at = models.DateTimeField(_("answered"), default=clock.now)

    class Meta:
        verbose_name = _("answer to a question")
        ordering = ["id"]
        constraints = [models.CheckConstraint(name="question_answer_says_something", condition=~Q(text=""))]
