"""A photo, once its owner has cut and kept it; and, for a day at most, the picture it is cut from."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from palabre.core import clock
from palabre.directory.models.profile import Profile


class Portrait(models.Model):
    """A small square JPEG that we wrote ourselves. In the database, so that removing it removes it, on every node.

    ``agreed_at``: when its owner said that they, and whoever else is on it, agree.
    """

    profile = models.OneToOneField(Profile, models.CASCADE, related_name="portrait")
    picture = models.BinaryField(_("picture"))
    alt = models.CharField(_("what the photo shows"), max_length=160, blank=True)
    agreed_at = models.DateTimeField(_("agreed"), default=clock.now)

    class Meta:
        verbose_name = _("portrait")
        verbose_name_plural = _("portraits")


class PortraitDraft(models.Model):
    """The picture that was handed in, without its metadata, while its square is chosen. Deleted with the choice."""

    profile = models.OneToOneField(Profile, models.CASCADE, related_name="portrait_draft")
    picture = models.BinaryField(_("picture"))
    handed_in_at = models.DateTimeField(_("handed in"), default=clock.now)

    class Meta:
        verbose_name = _("portrait to be cut")
        verbose_name_plural = _("portraits to be cut")
