"""A point that a member wants a body to speak of: who supports it, what was answered, where it went."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Case, Count, Exists, F, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from palabre.core import clock
from palabre.people.models import Addressed, AddressedQuerySet, Belonging


class AgendaRequestQuerySet(AddressedQuerySet):
    def open(self) -> Self:
        """Those that have no answer yet."""
        return self.filter(state__in=AgendaRequest.OPEN)

    def counted(self, day: date | None = None) -> Self:
        """Each with ``backing``: the author and the supporters who belong on ``day`` (today unless given).

        Before a body of one legal entity, its own members count. An account that is closed, and whoever has left, no
        longer counts.
        """
        belongs = Belonging.objects.on(day or clock.today())

        def stands(member: str, body: str) -> Q:
            theirs = belongs.filter(member=OuterRef(member))
            of_the_whole = Q(Exists(theirs), **{f"{body}__entity": None})
            of_its_entity = Q(Exists(theirs.filter(entity=OuterRef(f"{body}__entity"))))
            return (of_the_whole | of_its_entity) & Q(**{f"{member}__is_active": True})

        counts = AgendaRequestSupport.objects.filter(stands("member", "request__body"), request=OuterRef("pk"))
        number = counts.order_by().values("request").annotate(number=Count("pk")).values("number")
        return self.annotate(
            backing=Coalesce(Subquery(number), 0)
            + Case(When(stands("author", "body"), then=Value(1)), default=Value(0), output_field=models.IntegerField())
        )

    def backing_of(self, asked: "AgendaRequest") -> int:
        """How many stand behind this one today."""
        return self.counted().values_list("backing", flat=True).get(pk=asked.pk)  # type: ignore[misc]


class AgendaRequest(Addressed):
    """What a member asks to be put on a body's agenda. Its words never change; a correction stands beside them.

    It gathers support until ``closes_on``; with enough, it is *admissible* and owed an answer by ``answer_due_on``.
    Without one it goes on the agenda by itself. ``supporters_needed`` (the author counts as one),
    ``supporters_each_college`` (``request_colleges``), ``days_before`` and ``answer_days`` are those of the version of
    the rules under which it was proposed, whatever becomes of the rules since. What the body then decides is never
    stored here: it follows from the agenda item.
    """

    class State(models.TextChoices):
        GATHERING = "gathering", _("gathering support")
        ADMISSIBLE = "admissible", _("waiting for its answer")
        SCHEDULED = "scheduled", _("on the agenda")
        DEFERRED = "deferred", _("deferred to a later meeting")
        BY_ITSELF = "by_itself", _("on the agenda by itself")
        MERGED = "merged", _("merged with another point")
        REFUSED = "refused", pgettext_lazy("a point", "refused")
        WITHDRAWN = "withdrawn", pgettext_lazy("a point", "withdrawn")
        LAPSED = "lapsed", _("not enough support in time")

    class Speaks(models.TextChoices):
        ROOM = "room", _("in the room")
        VIDEO = "video", _("by video")
        READ = "read", _("by a text that is read out")
        NOT = "not", _("does not speak")

    OPEN = (State.GATHERING, State.ADMISSIBLE)
    ON_AGENDA = (State.SCHEDULED, State.DEFERRED, State.BY_ITSELF)

    body = models.ForeignKey("governance.Body", models.PROTECT, related_name="requests", verbose_name=_("body"))
    author = models.ForeignKey(
        "people.Member", models.PROTECT, related_name="agenda_requests", verbose_name=_("proposed by")
    )
    title = models.CharField(_("title"), max_length=160)
    why = models.TextField(_("why"), max_length=2000)
    what = models.TextField(_("what is asked"), max_length=2000)
    speaks = models.CharField(_("how the author speaks"), max_length=8, choices=Speaks.choices, default=Speaks.ROOM)
    speech = models.TextField(_("text to be read out"), max_length=4000, blank=True)
    proposed_at = models.DateTimeField(_("proposed"), default=clock.now)
    rulebook = models.ForeignKey(
        "rules.Rulebook", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("rules it runs under")
    )
    supporters_needed = models.PositiveSmallIntegerField(_("members needed"))
    supporters_each_college = models.PositiveSmallIntegerField(
        _("members needed of each college"), null=True, blank=True
    )
    days_before = models.PositiveSmallIntegerField(_("days before a meeting"), null=True, blank=True)
    answer_days = models.PositiveSmallIntegerField(_("days until the answer"), null=True, blank=True)
    closes_on = models.DateField(_("gathers support until"), null=True, blank=True)
    state = models.CharField(_("state"), max_length=12, choices=State.choices, default=State.GATHERING)
    admissible_at = models.DateTimeField(_("found its supporters"), null=True, blank=True)
    reached_with = models.PositiveIntegerField(_("members who supported it that day"), null=True, blank=True)
    answer_due_on = models.DateField(_("answer due"), null=True, blank=True)
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)
    answered_by = models.ForeignKey(
        "people.Member", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("answered by")
    )
    reason = models.TextField(_("reason"), max_length=2000, blank=True)
    item = models.OneToOneField(
        "governance.AgendaItem",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="request",
        verbose_name=_("agenda item"),
    )
    merge_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="merged", verbose_name=_("merged with")
    )

    objects = AgendaRequestQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        verbose_name = _("member’s point")
        verbose_name_plural = _("members’ points")
        ordering = ["-proposed_at", "-id"]
        constraints = [
            models.CheckConstraint(
                name="request_on_agenda_has_its_item",
                condition=Q(state__in=["scheduled", "deferred", "by_itself"], item__isnull=False)
                | (~Q(state__in=["scheduled", "deferred", "by_itself"]) & Q(item__isnull=True)),
            ),
            models.CheckConstraint(
                name="request_turned_away_says_why",
                condition=~Q(state__in=["refused", "deferred"]) | ~Q(reason=""),
            ),
            models.CheckConstraint(
                name="request_merged_says_with_what",
                condition=~Q(state="merged") | (Q(merge_into__isnull=False) & ~Q(merge_into=F("id"))),
            ),
            models.CheckConstraint(
                name="request_answered_was_admissible",
                condition=~Q(state__in=["admissible", "scheduled", "deferred", "by_itself", "merged", "refused"])
                | Q(admissible_at__isnull=False, reached_with__isnull=False),
            ),
        ]
        indexes = [models.Index(fields=["state", "answer_due_on"], name="request_due")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("governance:agenda_request", args=[self.pk])

    @property
    def is_open(self) -> bool:
        return self.state in self.OPEN

    @property
    def is_over(self) -> bool:
        """Whether the last day on which it may gather support has passed."""
        return self.closes_on is not None and self.closes_on < clock.today()


class AgendaRequestSupport(models.Model):
    """A member stands behind another's point. Once each; it can be taken back until the point is answered."""

    request = models.ForeignKey(AgendaRequest, models.CASCADE, related_name="supports", verbose_name=_("point"))
    member = models.ForeignKey("people.Member", models.PROTECT, related_name="+", verbose_name=_("member"))
    at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = _("support of a member’s point")
        constraints = [models.UniqueConstraint(fields=["request", "member"], name="request_supported_once")]


class AgendaRequestCorrection(models.Model):
    """What the author corrects of a point: dated, beside it, never a change of what was supported."""

    request = models.ForeignKey(AgendaRequest, models.CASCADE, related_name="corrections", verbose_name=_("point"))
    text = models.TextField(_("what is corrected"), max_length=2000)
    at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = _("correction of a member’s point")
        ordering = ["id"]
        constraints = [models.CheckConstraint(name="request_correction_says_something", condition=~Q(text=""))]
