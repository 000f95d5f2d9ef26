"""Other programs that are called when something public happens, and the calls still owed to them."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from palabre.core import clock


class WebhookQuerySet(models.QuerySet):
    def there(self) -> Self:
        """Those that were not ended."""
        return self.filter(ended_at=None)

    def running(self) -> Self:
        """Those that are called: neither paused nor ended."""
        return self.there().filter(paused_at=None)


class Webhook(models.Model):
    """An address of another program, called once for each public entry of the topics chosen.

    Shown with its whole address to the secretariat only, because such addresses often hold a secret; the trail names
    the host. ``salt`` and the installation's own secret make the key that signs (``signing.py``): the database alone
    does not give it. ``not_before`` puts off a program that does not answer.
    """

    MOST = 20
    LONGEST = 500

    address = models.CharField(_("address"), max_length=LONGEST)
    topics = models.JSONField(_("topics"), default=list)
    salt = models.CharField(max_length=32)
    added_at = models.DateTimeField(_("added"), default=clock.now)
    added_by = models.ForeignKey("people.Member", models.PROTECT, related_name="+", verbose_name=_("added by"))
    reached_at = models.DateTimeField(_("last reached"), null=True, blank=True)
    not_before = models.DateTimeField(null=True, blank=True)
    paused_at = models.DateTimeField(_("paused"), null=True, blank=True)
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)

    objects = WebhookQuerySet.as_manager()

    class Meta:
        verbose_name = _("program that is called")
        verbose_name_plural = _("programs that are called")
        ordering = ["added_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["address"], condition=Q(ended_at=None), name="one_webhook_for_each_address")
        ]

    def __str__(self) -> str:
        return self.host

    @property
    def host(self) -> str:
        """The name of the machine that is called: what others may know of the address."""
        return self.address.partition("://")[2].partition("/")[0].partition("?")[0]


class Delivery(models.Model):
    """One call that a webhook is owed. Deleted once it was made; kept for a while when it was given up.

    ``entry`` is None for a trial. ``due_at`` moves ahead while a worker makes the call, so that another leaves it
    alone and a crash only delays it: the same call may be made twice, with the same id.
    """

    webhook = models.ForeignKey(Webhook, models.CASCADE, related_name="deliveries")
    entry = models.ForeignKey("trail.Entry", models.PROTECT, null=True, related_name="+")
    owed_at = models.DateTimeField(default=clock.now)
    due_at = models.DateTimeField(default=clock.now)
    attempts = models.PositiveSmallIntegerField(default=0)
    tried_at = models.DateTimeField(null=True, blank=True)
    failure = models.CharField(max_length=200, blank=True)
    given_up_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("call owed")
        verbose_name_plural = _("calls owed")
        ordering = ["-id"]
        constraints = [models.UniqueConstraint(fields=["webhook", "entry"], name="called_once")]
        indexes = [
            models.Index(fields=["due_at", "id"], condition=Q(given_up_at=None), name="delivery_due"),
            models.Index(fields=["webhook", "-id"], condition=Q(attempts__gt=0), name="delivery_failed"),
        ]
