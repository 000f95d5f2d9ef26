"""Joining: how an account becomes a membership; and who outside keeps the seals."""

from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from palabre.core import clock
from palabre.people.models import Addressed, AddressedQuerySet, Branch, Duty


class JoinRequestQuerySet(AddressedQuerySet):
    def entrusted_to(self, viewer: Any) -> Self:
        """Those that ``viewer`` answers by duty: of every branch, or of the branch or the entity they keep.

        Twin of the duty in ``policies.may_answer``.
        """
        return self.filter(branch__in=Branch.objects.entrusted_to(viewer, *JoinRequest.ANSWERED_BY))


class JoinRequest(Addressed):
    """Someone asks to become a member. Read by them, the secretariat and the keepers of the register: those of the
    branch they asked for, of its entity, of the whole.

    It stays open until it is answered; an admission opens a ``Belonging``, a refusal says why.
    """

    class Outcome(models.TextChoices):
        ADMITTED = "admitted", _("admitted")
        DECLINED = "declined", _("declined")

    LONGEST = 1000
    ANSWERED_BY = (Duty.Kind.REGISTER, Duty.Kind.SECRETARIAT)

    member = models.ForeignKey(
        "people.Member", models.PROTECT, related_name="join_requests", verbose_name=_("asked by")
    )
    branch = models.ForeignKey("people.Branch", models.PROTECT, related_name="+", verbose_name=_("branch"))
    message = models.TextField(_("a word about you"), max_length=LONGEST, blank=True)
    asked_at = models.DateTimeField(_("asked"), default=clock.now)
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)
    answered_by = models.ForeignKey(
        "people.Member", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("answered by")
    )
    outcome = models.CharField(_("answer"), max_length=10, choices=Outcome.choices, blank=True)
    reason = models.TextField(_("reason"), max_length=LONGEST, blank=True)

    objects = JoinRequestQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        verbose_name = _("request to join")
        verbose_name_plural = _("requests to join")
        ordering = ["asked_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["member"], condition=Q(outcome=""), name="one_open_request_per_person"),
            models.CheckConstraint(name="answer_is_dated", condition=Q(outcome="") | Q(answered_at__isnull=False)),
            models.CheckConstraint(name="refusal_says_why", condition=~Q(outcome="declined") | ~Q(reason="")),
        ]

    def __str__(self) -> str:
        return f"{self.member.name}, {self.branch.name}"


class Witness(models.Model):
    """An address that is sent the newest seal, at most once a day. Typed by the secretariat; shown to nobody else.

    ``mailed_sha256`` is the seal of the last mail: the same is not sent twice.
    """

    MOST = 20

    address = models.EmailField(_("address"), unique=True)
    added_at = models.DateTimeField(_("added"), default=clock.now)
    mailed_on = models.DateField(null=True, blank=True)
    mailed_sha256 = models.CharField(max_length=64, blank=True)

    class Meta:
        verbose_name = _("witness")
        verbose_name_plural = _("witnesses")
        ordering = ["address"]
