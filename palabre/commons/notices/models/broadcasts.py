"""A message of the cooperative to many: one row, read against those it is for; and what became of each one's mail."""

from typing import Any, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from palabre.core import clock
from palabre.people.models import Audience, Belonging


class BroadcastQuerySet(models.QuerySet):
    def sent(self) -> Self:
        return self.filter(sent_at__isnull=False)

    def drafts(self) -> Self:
        return self.filter(sent_at=None, discarded_at=None)

    def told_to(self, viewer: Any) -> Self:
        """Those sent to ``viewer``: to whoever belonged on that day, as the register stood at that instant.

        So nobody is told afterwards, and nobody who was told loses it. Twin of ``circles.Circle.holders``.
        """
        if not viewer.is_authenticated:
            return self.none()
        day, at = OuterRef("sent_on"), OuterRef("sent_at")
        lines = Belonging.objects.filter(
            Q(until_on=None) | Q(until_on__gte=day),
            Q(replaced_at=None) | Q(replaced_at__gt=at),
            member=viewer,
            from_on__lte=day,
            recorded_at__lte=at,
        )
        return self.sent().filter(
            Q(Q(circle="members") & Exists(lines))
            | Q(Q(circle="entity") & Exists(lines.filter(entity=OuterRef("circle_id"))))
            | Q(Q(circle="branch") & Exists(lines.filter(branch=OuterRef("circle_id"))))
            | Q(audience__in=Audience.read_by(viewer))
        )


class Broadcast(models.Model):
    """Words of the cooperative to everyone, an entity, a branch, a body. A draft until it is sent, then never changed.

    ``circle`` and ``circle_id`` say to whom (``circles.py``). Who that was on ``sent_on`` is read in the register of
    members; where nothing keeps it (a body), it is listed in ``audience`` when the message is sent.
    """

    LONGEST = 8000

    circle = models.CharField(max_length=12)
    circle_id = models.BigIntegerField(null=True, blank=True)
    addressee = models.CharField(_("to the members of"), max_length=160)
    title = models.CharField(_("title"), max_length=120)
    text = models.TextField(_("text"), max_length=LONGEST)
    # The law or the statutes owe it (a convocation): mailed at once, whatever each chose about mail.
    legal = models.BooleanField(default=False)
    written_by = models.ForeignKey("people.Member", models.PROTECT, related_name="+")
    changed_at = models.DateTimeField(default=clock.now)
    discarded_at = models.DateTimeField(null=True, blank=True)
    # Who asked to have it as a trial; empty once the worker sent it.
    trial_for = models.ForeignKey("people.Member", models.SET_NULL, null=True, blank=True, related_name="+")
    sent_by = models.ForeignKey("people.Member", models.PROTECT, null=True, blank=True, related_name="+")
    sent_at = models.DateTimeField(null=True, blank=True)
    sent_on = models.DateField(null=True, blank=True)
    audience = models.ForeignKey(Audience, models.PROTECT, null=True, blank=True, related_name="+")
    # Up to which member the worker wrote down a mail, and when it had done so for all.
    listed_up_to = models.BigIntegerField(default=0)
    listed_at = models.DateTimeField(null=True, blank=True)

    objects = BroadcastQuerySet.as_manager()

    class Meta:
        verbose_name = _("message to many")
        verbose_name_plural = _("messages to many")
        constraints = [
            models.CheckConstraint(
                name="a_message_sent_has_its_day",
                condition=Q(sent_at=None, sent_on=None, sent_by=None)
                | Q(sent_at__isnull=False, sent_on__isnull=False, sent_by__isnull=False),
            )
        ]

    def __str__(self) -> str:
        """To whom: what the trail says of it. Its title is for those it is for."""
        return self.addressee

    def get_absolute_url(self) -> str:
        return reverse("notices:news", args=[self.pk])


class BroadcastMail(models.Model):
    """What became of one member's mail of a broadcast. One narrow row each, written by the worker in batches."""

    class State(models.IntegerChoices):
        OWED = 0, _("still to be mailed")
        SENT = 1, _("mailed to them")
        REFUSED = 2, _("refused by the mail server")
        BOUNCED = 3, _("mailed, and came back")
        NO_ADDRESS = 4, _("no address that takes mail")
        WISH = 5, _("told here only: wants no mail")
        READ = 6, _("told here only: read here first")
        CLOSED = 7, _("no open account")

    broadcast = models.ForeignKey(Broadcast, models.CASCADE, related_name="mails", db_index=False)
    member = models.ForeignKey("people.Member", models.CASCADE, related_name="+")
    state = models.PositiveSmallIntegerField(choices=State.choices, default=State.OWED)
    legal = models.BooleanField()
    attempts = models.PositiveSmallIntegerField(default=0)
    # From when on its mail may go out; once it is not owed any more, since when it is what it is.
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("mail of a message to many")
        verbose_name_plural = _("mails of messages to many")
        constraints = [models.UniqueConstraint(fields=["broadcast", "member"], name="broadcast_mailed_once")]
        indexes = [models.Index(fields=["legal", "at"], name="broadcast_mail_owed", condition=Q(state=0))]
