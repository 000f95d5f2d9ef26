"""What a person asked about their own data: that it be erased, or given to them."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from palabre.core import clock


class ErasureQuerySet(models.QuerySet):
    def waiting(self) -> Self:
        """Asked for, and neither undone nor done."""
        return self.filter(undone_at=None, done_at=None)

    def done(self) -> Self:
        return self.filter(done_at__isnull=False)


class Erasure(models.Model):
    """Someone's account is to be erased, or was. The row holds a number, days, and what becomes of the words.

    ``marked_at``: when it was written on the list kept outside the database, which erases again at a restore.
    """

    class Words(models.TextChoices):
        KEPT = "kept", _("My words stay, without my name")
        WITHDRAWN = "withdrawn", _("My words are withdrawn")

    member = models.ForeignKey("people.Member", models.PROTECT, related_name="erasures", verbose_name=_("member"))
    words = models.CharField(_("what becomes of the words"), max_length=10, choices=Words.choices, default=Words.KEPT)
    asked_at = models.DateTimeField(_("asked"), default=clock.now)
    due_at = models.DateTimeField(_("erasure due"))
    told_at = models.DateTimeField(null=True, blank=True)
    undone_at = models.DateTimeField(_("erasure undone"), null=True, blank=True)
    done_at = models.DateTimeField(_("erasure done"), null=True, blank=True)
    marked_at = models.DateTimeField(null=True, blank=True)

    objects = ErasureQuerySet.as_manager()

    class Meta:
        verbose_name = _("erasure")
        verbose_name_plural = _("erasures")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["member"], condition=Q(undone_at=None), name="erased_once"),
            models.CheckConstraint(
                name="erasure_done_or_undone", condition=Q(undone_at__isnull=True) | Q(done_at__isnull=True)
            ),
        ]

    def __str__(self) -> str:
        return str(_("an account"))


class PackageQuerySet(models.QuerySet):
    def there(self) -> Self:
        """Asked for and not over: being made, or ready and neither taken nor expired."""
        return self.filter(taken_at=None, gone_at=None).filter(Q(expires_at=None) | Q(expires_at__gt=clock.now()))

    def over(self) -> Self:
        """Those whose file has nothing more to do here."""
        return self.filter(gone_at=None).filter(Q(taken_at__isnull=False) | Q(expires_at__lte=clock.now()))


class Package(models.Model):
    """Someone's data in one file, made by the worker, taken once, gone in a day. ``content``: its name in the store."""

    member = models.ForeignKey("people.Member", models.PROTECT, related_name="packages", verbose_name=_("member"))
    asked_at = models.DateTimeField(_("asked"), default=clock.now)
    ready_at = models.DateTimeField(null=True, blank=True)
    expires_at = models.DateTimeField(null=True, blank=True)
    taken_at = models.DateTimeField(_("taken along"), null=True, blank=True)
    gone_at = models.DateTimeField(null=True, blank=True)
    content = models.CharField(max_length=80, blank=True)

    objects = PackageQuerySet.as_manager()

    class Meta:
        verbose_name = _("package of one’s data")
        verbose_name_plural = _("packages of one’s data")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["member"], condition=Q(ready_at=None, gone_at=None), name="one_package_in_the_making"
            ),
            models.CheckConstraint(
                name="package_ready_until", condition=Q(ready_at__isnull=True) | Q(expires_at__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return str(_("my data"))
