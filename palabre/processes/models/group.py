"""Who works on a process: groups and the seats in them, drafters named in the document, sessions to come to."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from palabre.people.models.belonging import HeldQuerySet


class WorkingGroup(models.Model):
    """People of one place or one interest who work on a process together."""

    process = models.ForeignKey("processes.Process", models.PROTECT, related_name="groups", verbose_name=_("process"))
    name = models.CharField(_("name"), max_length=120)

    class Meta:
        verbose_name = _("working group")
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["process", "name"], name="group_named_once")]

    def __str__(self) -> str:
        return self.name


class Seat(models.Model):
    """A member's place in a working group, with a role, from a day to a day."""

    class Role(models.TextChoices):
        PARTICIPANT = "participant", _("participant")
        FACILITATOR = "facilitator", _("facilitator")
        SECRETARY = "secretary", _("secretary of the group")

    group = models.ForeignKey(WorkingGroup, models.PROTECT, related_name="seats", verbose_name=_("working group"))
    member = models.ForeignKey("people.Member", models.PROTECT, related_name="seats", verbose_name=_("member"))
    role = models.CharField(_("role"), max_length=12, choices=Role.choices, default=Role.PARTICIPANT)
    from_on = models.DateField(_("from"))
    until_on = models.DateField(_("until"), null=True, blank=True)

    objects = HeldQuerySet.as_manager()

    class Meta:
        verbose_name = _("seat")
        constraints = [models.UniqueConstraint(fields=["group", "member"], name="one_seat_per_group")]

    def __str__(self) -> str:
        return f"{self.member}, {self.get_role_display()}"


class Drafter(models.Model):
    """Someone the document names as having written it; with an account or without."""

    process = models.ForeignKey("processes.Process", models.PROTECT, related_name="drafters")
    name = models.CharField(_("name"), max_length=120)
    member = models.ForeignKey("people.Member", models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = _("drafter")
        ordering = ["id"]

    def __str__(self) -> str:
        return self.name


class Session(models.Model):
    """A sitting about the document: a video meeting, a group's evening."""

    process = models.ForeignKey("processes.Process", models.PROTECT, related_name="sessions")
    title = models.CharField(_("title"), max_length=200)
    starts_at = models.DateTimeField(_("starts"))
    link = models.URLField(_("link"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("session")
        ordering = ["starts_at", "id"]

    def __str__(self) -> str:
        return self.title
