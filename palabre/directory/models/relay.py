"""Messages between members who do not know each other's address. Forgotten after thirty days."""

from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from palabre.core import clock
from palabre.directory.models.profile import new_handle


class LetterQuerySet(models.QuerySet):
    def of(self, member: Any) -> Self:
        """Those that ``member`` wrote or was written."""
        return self.filter(Q(writer=member) | Q(reader=member))


class Letter(models.Model):
    """What one member wrote to another through us. Only the two of them read it.

    Mailed once by the worker (``mailing.mail_letters``); ``not_before`` moves ahead while it is at it, and after a
    failure. ``gives_address``: its writer wants their own address given with it.
    """

    LONGEST = 2000

    handle = models.CharField(max_length=16, unique=True, default=new_handle, editable=False)
    writer = models.ForeignKey("people.Member", models.PROTECT, related_name="+", verbose_name=_("written by"))
    reader = models.ForeignKey("people.Member", models.PROTECT, related_name="+", verbose_name=_("written to"))
    text = models.TextField(_("message"), max_length=LONGEST)
    gives_address = models.BooleanField(_("gives the address"), default=False)
    answers = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="+")
    written_at = models.DateTimeField(_("written"), default=clock.now)
    mailed_at = models.DateTimeField(_("mailed"), null=True, blank=True)
    not_before = models.DateTimeField(null=True, blank=True)
    failures = models.PositiveSmallIntegerField(default=0)

    objects = LetterQuerySet.as_manager()

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["id"], condition=Q(mailed_at=None), name="letter_to_be_mailed"),
            models.Index(fields=["written_at"], name="letter_to_be_forgotten"),
        ]

    def __str__(self) -> str:
        return str(_("a message"))

    def get_absolute_url(self) -> str:
        return reverse("directory:letter", args=[self.handle])


class Refusal(models.Model):
    """Someone wants no more messages from ``writer``. Told to nobody, ``writer`` least of all."""

    member = models.ForeignKey("people.Member", models.CASCADE, related_name="+", verbose_name=_("member"))
    writer = models.ForeignKey("people.Member", models.CASCADE, related_name="+", verbose_name=_("no more from"))
    refused_at = models.DateTimeField(_("since"), default=clock.now)

    class Meta:
        verbose_name = _("person no longer heard")
        verbose_name_plural = _("people no longer heard")
        constraints = [models.UniqueConstraint(fields=["member", "writer"], name="refused_once")]
