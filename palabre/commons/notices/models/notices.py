"""Who is told what, how often, and how to stop it."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
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
    # Set when its mail was due and did not go out, to keep within the member's budget. It goes with a later one.
    held_at = models.DateTimeField(null=True, blank=True)
    # The law or the statutes owe it to them (a convocation): mailed whatever they chose about other mail.
    legal = models.BooleanField(default=False, db_default=False)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("notice")
        constraints = [models.UniqueConstraint(fields=["member", "entry"], name="told_once")]
        indexes = [
            models.Index(fields=["member", "read_at", "-id"], name="notice_of_member"),
            models.Index(fields=["mailed_at", "member"], name="notice_owed"),
            models.Index(fields=["member"], name="notice_owed_by_law", condition=Q(legal=True, mailed_at=None)),
        ]


def usual_pace() -> str:
    """For whoever chose nothing: once a day. In the demo at once: nobody waits in front of a shop window."""
    return Rhythm.Pace.SOON if settings.DEMO else Rhythm.Pace.DAILY


class Rhythm(models.Model):
    """How often, at what hour and how much mail a member wants. No row means ``usual_pace``, at the usual hour."""

    class Pace(models.TextChoices):
        SOON = "soon", _("at once, as it happens")
        DAILY = "daily", _("once a day at most")
        WEEKLY = "weekly", _("once a week at most")
        NEVER = "never", _("no mail: I read my notices here")

    member = models.OneToOneField("people.Member", models.CASCADE, related_name="rhythm", primary_key=True)
    HOUR, WEEKDAY = 7, 0  # unless chosen otherwise: seven in the morning, on Mondays
    MOST = 100  # mails a month that one may name as a limit

    pace = models.CharField(_("mail"), max_length=8, choices=Pace.choices, default=usual_pace)
    hour = models.PositiveSmallIntegerField(_("hour"), default=HOUR, db_default=HOUR)
    weekday = models.PositiveSmallIntegerField(_("day of the week"), default=WEEKDAY, db_default=WEEKDAY)
    zone = models.CharField(_("time zone"), max_length=64, blank=True, default="", db_default="")
    # Mails a month at most (``budget``); null: no limit.
    budget = models.PositiveSmallIntegerField(_("mails a month at most"), null=True, blank=True)
    # When what was held back is looked at again; null when nothing is.
    held_until = models.DateTimeField(null=True, blank=True, db_index=True)
    last_mailed_at = models.DateTimeField(null=True, blank=True)
    # A mail is being sent, or was refused by the mail server: nobody tries again before this.
    not_before = models.DateTimeField(null=True, blank=True)
    failures = models.PositiveSmallIntegerField(default=0)
    # Messages of the cooperative sent up to here count as read.
    news_read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("rhythm of mail")
        verbose_name_plural = _("rhythms of mail")
        constraints = [
            models.CheckConstraint(name="hour_of_a_day", condition=Q(hour__lt=24)),
            models.CheckConstraint(name="day_of_a_week", condition=Q(weekday__lt=7)),
            models.CheckConstraint(name="budget_is_a_number_of_mails", condition=Q(budget=None) | Q(budget__gte=1)),
        ]


class Sent(models.Model):
    """A mail of news went to a member: what a budget counts. Written before the mail goes; kept for two months."""

    member = models.ForeignKey("people.Member", models.CASCADE, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = _("mail sent")
        verbose_name_plural = _("mails sent")
        indexes = [models.Index(fields=["member", "at"], name="sent_to_member")]


class Device(models.Model):
    """A browser on which a member wants to be told too, and since which notice (its id)."""

    member = models.ForeignKey("people.Member", models.CASCADE, related_name="devices")
    endpoint = models.URLField(max_length=500, unique=True)
    point = models.CharField(max_length=100)
    secret = models.CharField(max_length=30)
    label = models.CharField(_("browser"), max_length=60, blank=True)
    made_at = models.DateTimeField(default=clock.now)
    told_at = models.DateTimeField(null=True, blank=True)
    told_up_to = models.BigIntegerField(default=0)
    not_before = models.DateTimeField(null=True, blank=True)
    failures = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("browser that is told")
        verbose_name_plural = _("browsers that are told")


class Mute(models.Model):
    """A member wants to hear no more about one thing."""

    member = models.ForeignKey("people.Member", models.CASCADE, related_name="mutes")
    about_kind = models.CharField(max_length=60)
    about_id = models.BigIntegerField()
    at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = _("mute")
        constraints = [models.UniqueConstraint(fields=["member", "about_kind", "about_id"], name="muted_once")]
