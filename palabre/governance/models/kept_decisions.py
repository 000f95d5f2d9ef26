"""What stands beside a decision for good: its number, what a minority said of it, what it changes of an earlier one."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from palabre.core import clock


class DecisionNumber(models.Model):
    """The number of a decision among those of its body and year, and the words that were decided, as they stood.

    Numbers follow in the order in which decisions are recorded; the year is that of the day ``on`` which the body
    decided. ``text`` is frozen here: what becomes of the point it answers changes nothing. ``words`` is what it is
    found by.
    """

    append_only = True

    decision = models.OneToOneField(
        "governance.Decision", models.PROTECT, related_name="number", verbose_name=_("decision")
    )
    body = models.ForeignKey("governance.Body", models.PROTECT, related_name="+", verbose_name=_("body"))
    code = models.CharField(max_length=12)
    year = models.PositiveSmallIntegerField(_("year"))
    number = models.PositiveIntegerField(_("number"))
    on = models.DateField(_("decided on"))
    text = models.TextField(_("text as decided"), blank=True)
    words = models.TextField(blank=True)

    class Meta:
        verbose_name = _("number of a decision")
        constraints = [
            models.UniqueConstraint(fields=["body", "year", "number"], name="decision_numbered_once"),
            models.UniqueConstraint(fields=["code", "year", "number"], name="decision_number_of_one_body"),
        ]
        indexes = [models.Index(fields=["-on", "-number"], name="decisions_newest_first")]

    def __str__(self) -> str:
        return f"{self.code} {self.year}-{self.number:03}"


class MinorityOpinion(models.Model):
    """What those who were against a decision say of it, named or not. Beside the decision, only ever added."""

    append_only = True

    decision = models.ForeignKey(
        "governance.Decision", models.PROTECT, related_name="opinions", verbose_name=_("decision")
    )
    text = models.TextField(_("minority opinion"), max_length=2000)
    said_by = models.CharField(_("who says so"), max_length=200, blank=True)
    by = models.ForeignKey("people.Member", models.PROTECT, related_name="+", verbose_name=_("written down by"))
    at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = _("minority opinion")
        ordering = ["id"]
        constraints = [models.CheckConstraint(name="opinion_says_something", condition=~Q(text=""))]


class Succession(models.Model):
    """A decision replaces or amends an earlier one of the same body; said with the new one, never afterwards.

    Replaced, a decision no longer holds, and no other can replace or amend it.
    """

    append_only = True

    class Kind(models.TextChoices):
        REPLACES = "replaces", _("replaces")
        AMENDS = "amends", _("amends")

    decision = models.OneToOneField(
        "governance.Decision", models.PROTECT, related_name="succeeds", verbose_name=_("decision")
    )
    earlier = models.ForeignKey(
        "governance.Decision", models.PROTECT, related_name="successions", verbose_name=_("earlier decision")
    )
    kind = models.CharField(_("how"), max_length=8, choices=Kind.choices)

    class Meta:
        verbose_name = _("succession of decisions")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["earlier"], condition=Q(kind="replaces"), name="replaced_once"),
            models.CheckConstraint(name="decision_succeeds_another", condition=~Q(decision=F("earlier"))),
        ]
