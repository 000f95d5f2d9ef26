"""What was asked for, and what a second person answered."""

import hashlib
import json
from typing import Any, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from palabre.commons.four_eyes.deeds import registry
from palabre.core import clock


def same_as(facts: dict[str, Any]) -> str:
    """SHA-256 (hex) of the facts: what is asked for twice is known again."""
    return hashlib.sha256(json.dumps(facts, sort_keys=True).encode()).hexdigest()


class ActQuerySet(models.QuerySet):
    def waiting(self) -> Self:
        """Those that can still be confirmed."""
        return self.filter(outcome="", expires_at__gt=clock.now())


class Act(models.Model):
    """An exceptional act: one person asked for it, another confirms it, or nothing happens.

    ``facts`` are what the deed needs, ids only. ``same`` is their hash: the same thing waits once.
    """

    class Outcome(models.TextChoices):
        CONFIRMED = "confirmed", _("confirmed and done")
        REFUSED = "refused", pgettext_lazy("act", "refused")
        WITHDRAWN = "withdrawn", pgettext_lazy("act", "withdrawn")
        EXPIRED = "expired", _("nobody confirmed it in time")

    LONGEST = 500

    deed = models.CharField(max_length=60)
    facts = models.JSONField(default=dict)
    same = models.CharField(max_length=64)
    asked_by = models.ForeignKey("people.Member", models.PROTECT, related_name="+", verbose_name=_("asked by"))
    asked_at = models.DateTimeField(_("asked"), default=clock.now)
    expires_at = models.DateTimeField(_("until"))
    outcome = models.CharField(_("answer"), max_length=10, choices=Outcome.choices, blank=True)
    answered_by = models.ForeignKey(
        "people.Member", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("answered by")
    )
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)
    reason = models.TextField(_("reason"), max_length=LONGEST, blank=True)

    objects = ActQuerySet.as_manager()

    class Meta:
        verbose_name = _("exceptional act")
        verbose_name_plural = _("exceptional acts")
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["deed", "same"], condition=Q(outcome=""), name="asked_once_at_a_time"),
            models.CheckConstraint(name="act_answer_is_dated", condition=Q(outcome="") | Q(answered_at__isnull=False)),
            models.CheckConstraint(name="act_refusal_says_why", condition=~Q(outcome="refused") | ~Q(reason="")),
            # The promise itself, kept by the database: whoever asked never confirms.
            models.CheckConstraint(
                name="act_confirmed_by_another",
                condition=~Q(outcome="confirmed") | (Q(answered_by__isnull=False) & ~Q(answered_by=F("asked_by"))),
            ),
        ]

    def __str__(self) -> str:
        deed = registry.get(self.deed)
        return deed.sentence(self.facts) if deed else self.deed

    @property
    def is_waiting(self) -> bool:
        return not self.outcome and self.expires_at > clock.now()
