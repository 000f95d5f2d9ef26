"""When a body meets, what stands on its agenda, and what it decided on each point."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from palabre.core import clock
from palabre.people.models import Addressed


class Meeting(Addressed):
    """A sitting of a body. It keeps the version of the rules under which it was called.

    ``urgent_because`` says why it was called at shorter notice than a house rule asks.
    """

    body = models.ForeignKey("governance.Body", models.PROTECT, related_name="meetings", verbose_name=_("body"))
    starts_at = models.DateTimeField(_("starts"))
    place = models.CharField(_("place"), max_length=160, blank=True)
    rulebook = models.ForeignKey(
        "rules.Rulebook", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("rules it runs under")
    )
    called_at = models.DateTimeField(_("called"), default=clock.now, null=True)
    urgent_because = models.CharField(_("why it could not wait"), max_length=300, blank=True, default="", db_default="")

    class Meta:
        verbose_name = _("meeting")
        ordering = ["starts_at", "id"]
        constraints = [models.UniqueConstraint(fields=["body", "starts_at"], name="one_meeting_at_a_time")]

    def __str__(self) -> str:
        return str(self.body)

    def get_absolute_url(self) -> str:
        return reverse("governance:meeting", args=[self.pk])

    @property
    def has_begun(self) -> bool:
        return self.starts_at <= clock.now()


class AgendaItem(Addressed):
    """Something put before a body: on a meeting's agenda, or waiting for the secretary to choose the meeting."""

    class Source(models.TextChoices):
        RECOMMENDATION = "recommendation", _("a recommendation")
        OVERDUE = "overdue", _("an overdue commitment")
        MEMBER = "member", _("a member’s point")
        OWN = "own", _("the body itself")
        STANDING = "standing", _("a standing item")

    class Kind(models.TextChoices):
        INFORMATION = "information", _("to inform")
        DISCUSSION = "discussion", _("to discuss")
        DECISION = "decision", _("to decide")

    body = models.ForeignKey("governance.Body", models.PROTECT, related_name="items", verbose_name=_("body"))
    meeting = models.ForeignKey(
        Meeting, models.PROTECT, null=True, blank=True, related_name="items", verbose_name=_("meeting")
    )
    source = models.CharField(_("brought by"), max_length=16, choices=Source.choices)
    title = models.CharField(_("title"), max_length=300)
    kind = models.CharField(
        _("what for"), max_length=12, choices=Kind.choices, default=Kind.DECISION, db_default=Kind.DECISION
    )
    box_minutes = models.PositiveSmallIntegerField(_("time, in minutes"), null=True, blank=True)
    presenter = models.ForeignKey(
        "people.Member", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("presented by")
    )
    presenter_service = models.CharField(
        _("presented by a service"), max_length=120, blank=True, default="", db_default=""
    )
    position = models.PositiveSmallIntegerField(default=0, db_default=0)
    commitment = models.ForeignKey("governance.Commitment", models.PROTECT, null=True, blank=True, related_name="items")
    put_at = models.DateTimeField(default=clock.now)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("agenda item")
        ordering = ["position", "id"]
        constraints = [
            models.CheckConstraint(
                name="overdue_item_names_its_commitment",
                condition=~Q(source="overdue") | Q(commitment__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["commitment"], condition=Q(closed_at__isnull=True), name="one_open_item_per_commitment"
            ),
        ]
        indexes = [models.Index(fields=["body", "closed_at", "meeting"], name="item_waiting")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("governance:item", args=[self.pk])


class AgendaPoint(models.Model):
    """One question of an item, answered by one decision: for a recommendation, one point a measure."""

    item = models.ForeignKey(AgendaItem, models.PROTECT, related_name="points", verbose_name=_("agenda item"))
    position = models.PositiveSmallIntegerField()
    reference = models.CharField(_("reference"), max_length=20, blank=True)
    title = models.CharField(_("title"), max_length=300)
    text = models.TextField(_("text"), blank=True)

    class Meta:
        verbose_name = _("agenda point")
        ordering = ["position", "id"]
        constraints = [models.UniqueConstraint(fields=["item", "position"], name="point_placed_once")]

    def __str__(self) -> str:
        return self.title


class Decision(Addressed):
    """What a body decided on one point, and why. Never changed, never removed: the database itself refuses.

    Taken before Palabre, it has no meeting here: ``handed_down`` says instead where it comes from.
    """

    append_only = True

    class Outcome(models.TextChoices):
        ACCEPTED = "accepted", _("accepted")
        AMENDED = "amended", _("amended")
        REFUSED = "refused", _("refused")
        DEFERRED = "deferred", _("deferred")

    point = models.OneToOneField(AgendaPoint, models.PROTECT, related_name="decision", verbose_name=_("point"))
    meeting = models.ForeignKey(
        Meeting, models.PROTECT, null=True, blank=True, related_name="decisions", verbose_name=_("meeting")
    )
    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome.choices)
    reason = models.TextField(_("reason"), max_length=2000)
    amended_text = models.TextField(_("text as decided"), max_length=2000, blank=True)
    by = models.ForeignKey("people.Member", models.PROTECT, related_name="+", verbose_name=_("recorded by"))
    at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = _("decision")
        constraints = [
            models.CheckConstraint(name="decision_has_a_reason", condition=~Q(reason="")),
            models.CheckConstraint(name="amended_says_the_text", condition=~Q(outcome="amended") | ~Q(amended_text="")),
        ]

    def __str__(self) -> str:
        return self.point.title

    def get_absolute_url(self) -> str:
        return reverse("governance:decision", args=[self.pk])

    @property
    def numbered(self) -> str:
        """Its number, such as « CA 2026-014 »."""
        return str(getattr(self, "number", ""))
