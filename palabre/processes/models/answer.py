"""What the drafters answer to a comment."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from palabre.core import clock


class Answer(models.Model):
    """The fate of someone's words: taken in, partly, or not, with a reason; and the version they changed."""

    class Fate(models.TextChoices):
        TAKEN_IN = "taken_in", _("taken in")
        PARTLY = "partly", _("taken in partly")
        NOT_TAKEN = "not_taken", _("not taken in")

    comment = models.OneToOneField("conversations.Comment", models.PROTECT, related_name="answer")
    fate = models.CharField(_("answer"), max_length=10, choices=Fate.choices)
    reason = models.TextField(_("reason"), max_length=1500)
    by = models.ForeignKey("people.Member", models.PROTECT, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(default=clock.now)
    # The change it caused, linked when that version is published. Never for words that were not taken in.
    revision = models.ForeignKey("texts.Revision", models.PROTECT, null=True, blank=True, related_name="answers")

    class Meta:
        verbose_name = _("answer")
        constraints = [
            models.CheckConstraint(name="answer_has_a_reason", condition=~Q(reason="")),
            models.CheckConstraint(
                name="only_words_taken_in_change_a_text", condition=~Q(fate="not_taken") | Q(revision__isnull=True)
            ),
        ]
