"""How often someone searched the directory lately: what a limit is counted by. Forgotten after two days."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Tally(models.Model):
    """Searches of one account within one hour."""

    member = models.ForeignKey("people.Member", models.CASCADE, related_name="+", verbose_name=_("member"))
    hour_at = models.DateTimeField(_("from"))
    searches = models.PositiveSmallIntegerField(_("searches"), default=0)

    class Meta:
        verbose_name = _("searches within an hour")
        verbose_name_plural = _("searches within an hour")
        constraints = [models.UniqueConstraint(fields=["member", "hour_at"], name="one_tally_an_hour")]
