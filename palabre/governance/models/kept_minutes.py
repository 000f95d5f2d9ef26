"""What is kept of minutes for good: each version presented, who was there, what is held back, the approval."""

from datetime import date

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from palabre.core import clock


class Presentation(models.Model):
    """A version of minutes as it was presented: never changed, never removed; the database itself refuses.

    Its public words are a ``Revision``: the summary, and a part for each item. ``sha256`` is over that revision's
    hash, who was there and what is held back (``freezing.hash_of``); ``palabre check`` computes it again.
    """

    append_only = True

    minutes = models.ForeignKey(
        "governance.Minutes", models.PROTECT, related_name="presentations", verbose_name=_("minutes")
    )
    revision = models.OneToOneField("texts.Revision", models.PROTECT, related_name="+", verbose_name=_("version"))
    by = models.ForeignKey("people.Member", models.PROTECT, related_name="+", verbose_name=_("presented by"))
    at = models.DateTimeField(_("presented"), default=clock.now)
    sha256 = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("presented minutes")
        ordering = ["id"]


class Attendance(models.Model):
    """Who was at a meeting, represented or excused, as a version of its minutes says.

    People with a seat stand by number, whoever carried their voice too, and when they left: a name is then the one of
    today, and goes with an erasure. Others stand as the words that were written (``name``).
    """

    append_only = True

    class How(models.TextChoices):
        PRESENT = "present", _("present")
        REPRESENTED = "represented", _("represented")
        EXCUSED = "excused", _("excused")

    presentation = models.ForeignKey(
        Presentation, models.PROTECT, related_name="attendance", verbose_name=_("presented minutes")
    )
    how = models.CharField(_("how"), max_length=12, choices=How.choices)
    member = models.ForeignKey(
        "people.Member", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("member")
    )
    role = models.CharField(_("role"), max_length=12, blank=True)
    name = models.TextField(_("others, in words"), blank=True)
    represented_by = models.ForeignKey(
        "people.Member", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("represented by")
    )
    left_at = models.DateTimeField(_("left at"), null=True, blank=True)

    class Meta:
        verbose_name = _("attendance")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                name="attendance_is_a_member_or_words",
                condition=(Q(member__isnull=False) & Q(name="")) | (Q(member__isnull=True) & ~Q(name="")),
            ),
            models.CheckConstraint(
                name="attendance_represented_says_by_whom",
                condition=(Q(how="represented") & Q(represented_by__isnull=False))
                | (~Q(how="represented") & Q(represented_by__isnull=True)),
            ),
        ]


class HeldBack(models.Model):
    """The words of a part that only the body's members read until a day; on that day it opens by itself.

    That the part exists, why it is held back and until when, everyone reads. ``salt`` keeps short words from being
    guessed from the hash that covers them.
    """

    append_only = True

    presentation = models.ForeignKey(
        Presentation, models.PROTECT, related_name="held_back", verbose_name=_("presented minutes")
    )
    anchor = models.SlugField(max_length=20)
    because = models.CharField(_("why it is held back"), max_length=300)
    until_on = models.DateField(_("opens on"))
    html = models.TextField(_("text"))
    salt = models.CharField(max_length=32)

    class Meta:
        verbose_name = _("part held back")
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["presentation", "anchor"], name="held_back_once")]

    def is_open(self, day: date | None = None) -> bool:
        """Whether everyone may read it on ``day`` (today unless given)."""
        return self.until_on <= (day or clock.today())


class Approval(models.Model):
    """Minutes as a later meeting of the same body approved them. From then on they are what was presented then."""

    append_only = True

    minutes = models.OneToOneField(
        "governance.Minutes", models.PROTECT, related_name="approval", verbose_name=_("minutes")
    )
    presentation = models.OneToOneField(
        Presentation, models.PROTECT, related_name="approval", verbose_name=_("presented minutes")
    )
    meeting = models.ForeignKey(
        "governance.Meeting", models.PROTECT, related_name="approvals", verbose_name=_("approved at")
    )
    by = models.ForeignKey("people.Member", models.PROTECT, related_name="+", verbose_name=_("recorded by"))
    at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = _("approval of minutes")


class Correction(models.Model):
    """What turned out to be wrong in approved minutes: a new entry beside them, dated, never a change."""

    append_only = True

    minutes = models.ForeignKey(
        "governance.Minutes", models.PROTECT, related_name="corrections", verbose_name=_("minutes")
    )
    text = models.TextField(_("what is corrected"), max_length=2000)
    by = models.ForeignKey("people.Member", models.PROTECT, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = _("correction of minutes")
        ordering = ["id"]
        constraints = [models.CheckConstraint(name="correction_says_something", condition=~Q(text=""))]
