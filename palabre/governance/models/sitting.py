"""What happens while a body sits: where it is on its agenda, who takes part, and the votes that are counted."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from palabre.core import clock


class Passage(models.Model):
    """The meeting passes to an item of its agenda at a time; without an item, it ends. The newest says where it is."""

    append_only = True

    meeting = models.ForeignKey(
        "governance.Meeting", models.PROTECT, related_name="passages", verbose_name=_("meeting")
    )
    item = models.ForeignKey(
        "governance.AgendaItem", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("agenda item")
    )
    by = models.ForeignKey("people.Member", models.PROTECT, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = _("passage to an item")
        ordering = ["id"]


class Presence(models.Model):
    """How somebody who sits on the body takes part from ``at`` on: a line of the attendance sheet.

    Somebody's newest line up to an instant says how it was then; a slip is mended by another line.
    """

    append_only = True

    class How(models.TextChoices):
        ROOM = "room", _("in the room")
        VIDEO = "video", _("by video")
        REPRESENTED = "represented", _("represented")
        EXCUSED = "excused", _("excused")
        LEFT = "left", _("left")
        ABSENT = "absent", _("not there")

    HERE = (How.ROOM, How.VIDEO)

    meeting = models.ForeignKey(
        "governance.Meeting", models.PROTECT, related_name="presences", verbose_name=_("meeting")
    )
    member = models.ForeignKey("people.Member", models.PROTECT, related_name="+", verbose_name=_("member"))
    how = models.CharField(_("how"), max_length=12, choices=How.choices)
    represented_by = models.ForeignKey(
        "people.Member", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("represented by")
    )
    by = models.ForeignKey("people.Member", models.PROTECT, related_name="+", verbose_name=_("noted by"))
    at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = _("line of the attendance sheet")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                name="represented_says_by_whom",
                condition=(Q(how="represented") & Q(represented_by__isnull=False))
                | (~Q(how="represented") & Q(represented_by__isnull=True)),
            ),
            models.CheckConstraint(
                name="nobody_represents_themselves",
                condition=Q(represented_by__isnull=True) | ~Q(represented_by=F("member")),
            ),
        ]


class Headcount(models.Model):
    """How many of a college take part in an assembly from ``at`` on, of how many who may vote: typed, not ticked."""

    append_only = True

    meeting = models.ForeignKey(
        "governance.Meeting", models.PROTECT, related_name="headcounts", verbose_name=_("meeting")
    )
    college = models.ForeignKey("people.College", models.PROTECT, related_name="+", verbose_name=_("college"))
    entitled = models.PositiveIntegerField(_("entitled to vote"))
    in_room = models.PositiveIntegerField(_("in the room"))
    by_video = models.PositiveIntegerField(_("by video"))
    represented = models.PositiveIntegerField(_("represented"))
    by = models.ForeignKey("people.Member", models.PROTECT, related_name="+", verbose_name=_("counted by"))
    at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = _("headcount")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                name="no_more_take_part_than_may",
                condition=Q(entitled__gte=F("in_room") + F("by_video") + F("represented")),
            )
        ]

    @property
    def voices(self) -> int:
        return self.in_room + self.by_video + self.represented


class Count(models.Model):
    """The votes on a point, counted at an instant, beside who took part then and what the quorum asked.

    ``voices`` took part, of ``entitled``; ``needed`` is the quorum of that moment, nothing where no rule sets one.
    The newest count of a point at a meeting is the one that holds. A slip is mended by a count that ``corrects``
    it and says why; the first stays, and is shown.
    """

    append_only = True

    class Way(models.TextChoices):
        OPEN = "open", _("open vote")
        SECRET = "secret", _("secret vote")

    point = models.ForeignKey("governance.AgendaPoint", models.PROTECT, related_name="counts", verbose_name=_("point"))
    meeting = models.ForeignKey("governance.Meeting", models.PROTECT, related_name="counts", verbose_name=_("meeting"))
    in_favour = models.PositiveIntegerField(_("in favour"))
    against = models.PositiveIntegerField(_("against"))
    abstaining = models.PositiveIntegerField(_("abstaining"))
    not_taking_part = models.PositiveIntegerField(_("not taking part"))
    way = models.CharField(_("how they voted"), max_length=8, choices=Way.choices)
    voices = models.PositiveIntegerField(_("present or represented"))
    entitled = models.PositiveIntegerField(_("entitled to vote"))
    needed = models.PositiveIntegerField(_("needed for the quorum"), null=True, blank=True)
    corrects = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="corrected_by", verbose_name=_("corrects")
    )
    because = models.CharField(_("why it was counted again"), max_length=300, blank=True)
    by = models.ForeignKey("people.Member", models.PROTECT, related_name="+", verbose_name=_("counted by"))
    at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = _("count of votes")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                name="no_more_votes_than_voices",
                condition=Q(voices__gte=F("in_favour") + F("against") + F("abstaining") + F("not_taking_part")),
            ),
            models.CheckConstraint(
                name="a_corrected_count_says_why", condition=Q(corrects__isnull=True) | ~Q(because="")
            ),
        ]
        indexes = [models.Index(fields=["point", "meeting"], name="count_of_point")]

    @property
    def has_quorum(self) -> bool | None:
        """None where no rule sets a quorum."""
        return None if self.needed is None else self.voices >= self.needed
