"""What somebody agreed to, and when they took it back."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from palabre.core import clock


class Consent(models.Model):
    """One time that a member agreed to something (``given``), or took it back. Rows are added, never changed."""

    member = models.ForeignKey("people.Member", models.CASCADE, related_name="+", verbose_name=_("member"))
    to = models.CharField(_("agreed to"), max_length=40)
    given = models.BooleanField(_("given"))
    at = models.DateTimeField(_("when"), default=clock.now)

    class Meta:
        verbose_name = _("consent")
        indexes = [models.Index(fields=["member", "to", "id"], name="consent_last_of_a_kind")]

    def __str__(self) -> str:
        return f"{self.to}: {self.given}"
