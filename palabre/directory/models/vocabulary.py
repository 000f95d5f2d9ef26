"""The shared vocabulary of trades and skills: one word for one thing, whoever writes it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from palabre.core import clock
from palabre.directory.models.profile import Profile


class Term(models.Model):
    """A trade or a skill. Proposed by a member, it is theirs alone to see until the secretariat keeps it.

    ``folded`` is what two spellings are compared by (``folding.fold``).
    """

    class Kind(models.TextChoices):
        TRADE = "trade", _("trade")
        SKILL = "skill", _("skill")

    LONGEST = 60

    kind = models.CharField(_("kind"), max_length=5, choices=Kind.choices)
    label = models.CharField(_("word"), max_length=LONGEST)
    folded = models.CharField(max_length=120)
    kept_at = models.DateTimeField(_("kept"), null=True, blank=True)
    proposed_at = models.DateTimeField(_("proposed"), default=clock.now)
    proposed_by = models.ForeignKey(
        "people.Member", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("proposed by")
    )

    class Meta:
        verbose_name = _("word of the vocabulary")
        verbose_name_plural = _("words of the vocabulary")
        ordering = ["folded", "id"]
        constraints = [models.UniqueConstraint(fields=["kind", "folded"], name="one_word_for_one_thing")]

    def __str__(self) -> str:
        return self.label


class Chosen(models.Model):
    """A trade or a skill that someone says is theirs."""

    profile = models.ForeignKey(Profile, models.CASCADE, related_name="chosen")
    term = models.ForeignKey(Term, models.CASCADE, related_name="chosen")

    class Meta:
        verbose_name = _("trade or skill of someone")
        verbose_name_plural = _("trades and skills of someone")
        constraints = [models.UniqueConstraint(fields=["profile", "term"], name="word_chosen_once")]
        indexes = [models.Index(fields=["term", "profile"], name="who_chose")]
