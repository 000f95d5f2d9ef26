"""Discussions, the comments in them, who supports and who follows."""

from typing import Any, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from palabre.commons.conversations.marked_names import without_names
from palabre.commons.conversations.plain_marks import first_words
from palabre.core import clock
from palabre.people.models import Addressed, Audience


class Discussion(Addressed):
    """What people write under something. Whatever is discussed owns one; the discussion does not know what it is.

    ``audience`` reads, ``speakers`` may write. Opening or closing a phase re-addresses it and sets ``closed_at``.
    """

    class Names(models.TextChoices):
        NAME = "name", _("everyone speaks under their name")
        EITHER = "either", _("everyone chooses, name or pseudonym")

    speakers = models.ForeignKey(Audience, models.PROTECT, related_name="+", verbose_name=_("who may speak"))
    names = models.CharField(_("names"), max_length=10, choices=Names.choices, default=Names.EITHER)
    opens_at = models.DateTimeField(_("opens"), null=True, blank=True)
    closed_at = models.DateTimeField(_("closes"), null=True, blank=True)
    # Counted by the actions in the same transaction, so that a list of a hundred measures counts nothing itself.
    comments_count = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("discussion")

    @property
    def is_open(self) -> bool:
        now = clock.now()
        return (self.opens_at is None or self.opens_at <= now) and (self.closed_at is None or now < self.closed_at)


class CommentQuerySet(models.QuerySet):
    def visible_to(self, viewer: Any) -> Self:
        return self.filter(discussion__audience__in=Audience.read_by(viewer))


class Comment(models.Model):
    """What someone said under something. Plain text with a few marks (``plain_marks``, ``marked_names``)."""

    LONGEST = 4000

    discussion = models.ForeignKey(Discussion, models.PROTECT, related_name="comments")
    author = models.ForeignKey("people.Member", models.PROTECT, related_name="comments", verbose_name=_("written by"))
    pseudonymous = models.BooleanField(_("under my pseudonym"), default=False)
    text = models.TextField(_("text"), max_length=LONGEST)
    written_at = models.DateTimeField(default=clock.now)
    # Typed before the deadline, sent after it: kept, shown as such, and handed to the next step (M77).
    arrived_late = models.BooleanField(default=False)
    supports_count = models.PositiveIntegerField(default=0)
    once = models.CharField(max_length=36, help_text=_("Chosen by the form, so that a double click says it once."))

    objects = CommentQuerySet.as_manager()

    class Meta:
        verbose_name = _("comment")
        ordering = ["written_at", "id"]
        constraints = [models.UniqueConstraint(fields=["author", "once"], name="said_once")]
        indexes = [
            models.Index(fields=["discussion", "written_at", "id"], name="comment_in_order"),
            models.Index(fields=["author", "written_at"], name="comment_by_author"),
        ]

    def __str__(self) -> str:
        return without_names(self.text)

    @property
    def linked_author(self) -> int | None:
        """Whose name stands there, if it may lead to them: never from a pseudonym."""
        return None if self.pseudonymous else self.author_id

    @property
    def first_words(self) -> str:
        """What stands of it in a list of several."""
        return first_words(self.text, 180)

    @property
    def shown_name(self) -> str:
        return self.author.shown_as(pseudonymous=self.pseudonymous)


class Support(models.Model):
    """A member stands behind someone else's words. Once each; it can be taken back."""

    comment = models.ForeignKey(Comment, models.CASCADE, related_name="supports")
    member = models.ForeignKey("people.Member", models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = _("support")
        constraints = [models.UniqueConstraint(fields=["comment", "member"], name="supported_once")]


class Mention(models.Model):
    """A comment names a member: the row by which they are told, and by which an erasure finds the words."""

    comment = models.ForeignKey(Comment, models.CASCADE, related_name="mentions")
    member = models.ForeignKey("people.Member", models.PROTECT, related_name="+", verbose_name=_("named"))

    class Meta:
        verbose_name = _("mention")
        constraints = [models.UniqueConstraint(fields=["comment", "member"], name="named_once")]


class Follow(models.Model):
    """A member wants to be told what happens to what is discussed here."""

    discussion = models.ForeignKey(Discussion, models.CASCADE, related_name="follows")
    member = models.ForeignKey("people.Member", models.CASCADE, related_name="follows")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = _("follow")
        constraints = [models.UniqueConstraint(fields=["discussion", "member"], name="followed_once")]
