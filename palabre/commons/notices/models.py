"""Who is told what, how often, and how to stop it."""

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from palabre.commons.trail.verbs import Why
from palabre.core import clock
from palabre.people.models import Audience, Member


class NoticeQuerySet(models.QuerySet):
    def of(self, member: Member) -> Self:
        """What ``member`` was told and may still read: an expired mandate closes its notices the same minute."""
        return self.filter(member=member, entry__audience__in=Audience.read_by(member))


class Notice(models.Model):
    """A member is told of an entry: once, with the reason. ``about`` groups what concerns one thing."""

    member = models.ForeignKey("people.Member", models.CASCADE, related_name="notices")
    entry = models.ForeignKey("trail.Entry", models.PROTECT, related_name="+")
    why = models.CharField(max_length=12, choices=Why.choices)
    about_kind = models.CharField(max_length=60)
    about_id = models.BigIntegerField()
    at = models.DateTimeField(default=clock.now)
    read_at = models.DateTimeField(null=True, blank=True)
    # Null while the mail is owed; set when it went out, when it was read first, or when the member wants none.
    mailed_at = models.DateTimeField(null=True, blank=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("notice")
        constraints = [models.UniqueConstraint(fields=["member", "entry"], name="told_once")]
        indexes = [
            models.Index(fields=["member", "read_at", "-id"], name="notice_of_member"),
            models.Index(fields=["mailed_at", "member"], name="notice_owed"),
        ]


class Rhythm(models.Model):
    """How often a member wants mail. No row means daily at most."""

    class Pace(models.TextChoices):
        SOON = "soon", _("soon after it happens, grouped by the hour")
        DAILY = "daily", _("once a day at most")
        WEEKLY = "weekly", _("once a week at most")
        NEVER = "never", _("no mail: I read my notices here")

    member = models.OneToOneField("people.Member", models.CASCADE, related_name="rhythm", primary_key=True)
    pace = models.CharField(_("mail"), max_length=8, choices=Pace.choices, default=Pace.DAILY)
    last_mailed_at = models.DateTimeField(null=True, blank=True)
    # A mail is being sent, or was refused by the mail server: nobody tries again before this.
    not_before = models.DateTimeField(null=True, blank=True)
    failures = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("rhythm of mail")
        verbose_name_plural = _("rhythms of mail")


class Mute(models.Model):
    """A member wants to hear no more about one thing."""

    member = models.ForeignKey("people.Member", models.CASCADE, related_name="mutes")
    about_kind = models.CharField(max_length=60)
    about_id = models.BigIntegerField()
    at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = _("mute")
        constraints = [models.UniqueConstraint(fields=["member", "about_kind", "about_id"], name="muted_once")]
