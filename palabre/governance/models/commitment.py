"""What a body promised, and what became of it: the register."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from palabre.core import clock
from palabre.people.models import Addressed, AddressedQuerySet


class CommitmentQuerySet(AddressedQuerySet):
    def overdue(self, day: date | None = None) -> Self:
        """Open commitments whose check date lies before ``day`` (today unless given)."""
        return self.filter(status__in=Commitment.OPEN, next_check_on__lt=day or clock.today())


class Commitment(Addressed):
    """A line of the register: one for every measure answered, whatever the answer.

    Accepted and amended measures are promised: owner, means, dates. Refused ones stand as *rejected*, deferred
    ones as *postponed*, with the decision's reason. Overdue is never stored: it follows from the check date.
    """

    class Status(models.TextChoices):
        DONE = "done", _("done")
        UNDER_WAY = "under_way", _("under way")
        NOT_DONE = "not_done", _("not done")
        REJECTED = "rejected", _("rejected")
        POSTPONED = "postponed", _("postponed")

    OPEN = (Status.UNDER_WAY, Status.NOT_DONE, Status.POSTPONED)

    decision = models.OneToOneField(
        "governance.Decision", models.PROTECT, related_name="commitment", verbose_name=_("decision")
    )
    body = models.ForeignKey("governance.Body", models.PROTECT, related_name="commitments", verbose_name=_("body"))
    reference = models.CharField(_("reference"), max_length=20, unique=True)
    title = models.CharField(_("title"), max_length=300)
    status = models.CharField(_("status"), max_length=10, choices=Status.choices)
    owner = models.ForeignKey(
        "people.Member", models.PROTECT, null=True, blank=True, related_name="commitments", verbose_name=_("person")
    )
    owner_service = models.CharField(
        _("service"), max_length=120, blank=True, help_text=_("A team or service without an account.")
    )
    means = models.CharField(_("means"), max_length=300, blank=True)
    due_on = models.DateField(_("due"), null=True, blank=True)
    next_check_on = models.DateField(_("next check"), null=True, blank=True)
    opened_at = models.DateTimeField(default=clock.now)
    changed_at = models.DateTimeField(default=clock.now)

    objects = CommitmentQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        verbose_name = _("commitment")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                name="promise_has_an_owner",
                condition=Q(status__in=["rejected", "postponed"]) | Q(owner__isnull=False) | ~Q(owner_service=""),
            ),
            models.CheckConstraint(
                name="open_promise_has_a_check",
                condition=Q(status__in=["rejected", "done"]) | Q(next_check_on__isnull=False),
            ),
        ]
        indexes = [
            models.Index(fields=["status", "next_check_on"], name="commitment_due"),
            models.Index(fields=["body", "status"], name="commitment_of_body"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("governance:commitment", args=[self.pk])

    @property
    def is_overdue(self) -> bool:
        return self.status in self.OPEN and self.next_check_on is not None and self.next_check_on < clock.today()

    @property
    def owner_name(self) -> str:
        return self.owner.name if self.owner else self.owner_service


class ProgressNote(models.Model):
    """What its owner says of a commitment at a date, and the status from then on. Only ever added."""

    append_only = True

    commitment = models.ForeignKey(Commitment, models.PROTECT, related_name="notes", verbose_name=_("commitment"))
    status = models.CharField(_("status"), max_length=10, choices=Commitment.Status.choices)
    text = models.TextField(_("what happened"), max_length=2000)
    next_check_on = models.DateField(_("next check"), null=True, blank=True)
    by = models.ForeignKey("people.Member", models.PROTECT, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = _("progress note")
        ordering = ["at", "id"]


class Proof(models.Model):
    """What shows that a commitment was kept: a file or a link. Only ever added."""

    append_only = True

    commitment = models.ForeignKey(Commitment, models.PROTECT, related_name="proofs", verbose_name=_("commitment"))
    title = models.CharField(_("what it shows"), max_length=160)
    file = models.ForeignKey("files.File", models.PROTECT, null=True, blank=True, related_name="+")
    url = models.URLField(_("link"), max_length=500, blank=True)
    by = models.ForeignKey("people.Member", models.PROTECT, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = _("proof")
        ordering = ["at", "id"]
        constraints = [
            models.CheckConstraint(
                name="proof_is_a_file_or_a_link",
                condition=(Q(file__isnull=False) & Q(url="")) | (Q(file__isnull=True) & ~Q(url="")),
            )
        ]

    def __str__(self) -> str:
        return self.title
