"""Mail that came in, waiting to be read; addresses that take no mail; answers that were sent to refused ones."""

from typing import Self

from django.db import models
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from palabre.core import clock


class InboundMail(models.Model):
    """A raw message that was handed in. Its words are gone as soon as it is read; that it came is kept for two days.

    ``signature`` is kept so that the same call is not done twice, ``sha256`` so that the same message is read once.
    """

    class Outcome(models.TextChoices):
        WAITING = "waiting", _("waiting to be read")
        COMMENT = "comment", _("became a comment")
        REFUSED = "refused", _("refused, with the reason by mail")
        BOUNCE = "bounce", _("one of our mails came back")
        IGNORED = "ignored", _("neither an answer nor a mail of ours")
        PARKED = "parked", _("could not be read in five attempts")

    signature = models.CharField(max_length=80, unique=True)
    sha256 = models.CharField(max_length=64, db_index=True)
    raw = models.BinaryField(blank=True)
    came_at = models.DateTimeField(default=clock.now)
    due_at = models.DateTimeField(default=clock.now)
    attempts = models.PositiveSmallIntegerField(default=0)
    outcome = models.CharField(max_length=8, choices=Outcome.choices, default=Outcome.WAITING)

    class Meta:
        verbose_name = _("mail that came in")
        verbose_name_plural = _("mails that came in")
        indexes = [
            models.Index(fields=["due_at"], name="inbound_waiting", condition=models.Q(outcome="waiting")),
        ]


class TroubleQuerySet(models.QuerySet):
    def stopping(self) -> Self:
        """Those that stop mail: of an address the member still has."""
        return self.filter(stopped_at__isnull=False, email=F("member__email"))


class Trouble(models.Model):
    """Mails to a member come back. Stopped, nothing is mailed until they confirm that address, or have another."""

    SOFT = 5  # that many in a month stop it, as one that is for good does at once

    member = models.OneToOneField("people.Member", models.CASCADE, related_name="trouble", primary_key=True)
    email = models.EmailField(_("e-mail address"))
    code = models.CharField(_("what the mail server said"), max_length=12)
    times = models.PositiveSmallIntegerField(default=0)
    at = models.DateTimeField(default=clock.now)
    stopped_at = models.DateTimeField(null=True, blank=True)
    # When they asked for a mail to try; emptied of it once the worker sent it.
    trial_at = models.DateTimeField(null=True, blank=True)
    trial_owed = models.BooleanField(default=False)

    objects = TroubleQuerySet.as_manager()

    class Meta:
        verbose_name = _("address that takes no mail")
        verbose_name_plural = _("addresses that take no mail")


class Answered(models.Model):
    """A member was told by mail that an answer of theirs was refused: two a day at most, so that no loop goes on."""

    member = models.ForeignKey("people.Member", models.CASCADE, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = _("answer to a refused mail")
        verbose_name_plural = _("answers to refused mails")
        indexes = [models.Index(fields=["member", "at"], name="answered_member")]
