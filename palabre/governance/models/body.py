"""Who decides together, and who sits there until when."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from palabre.people.models import Addressed
from palabre.people.models.belonging import DatedQuerySet


class Body(Addressed):
    """A general assembly, a board, a branch council: people who decide together."""

    name = models.CharField(_("name"), max_length=120)
    purpose = models.TextField(_("what it is for"), blank=True)
    works = models.TextField(_("how it works"), blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("body")
        verbose_name_plural = _("bodies")
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("governance:body", args=[self.pk])


class Mandate(models.Model):
    """A member's seat in a body, from its first day to its last, included. A mandate always ends."""

    class Role(models.TextChoices):
        CHAIR = "chair", _("chair")
        DIRECTOR = "director", _("director")
        SECRETARY = "secretary", _("secretary")

    body = models.ForeignKey(Body, models.PROTECT, related_name="mandates", verbose_name=_("body"))
    holder = models.ForeignKey("people.Member", models.PROTECT, related_name="mandates", verbose_name=_("holder"))
    role = models.CharField(_("role"), max_length=12, choices=Role.choices, default=Role.DIRECTOR)
    from_on = models.DateField(_("from"))
    until_on = models.DateField(_("until"), help_text=_("The last day, included."))

    objects = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = _("mandate")
        constraints = [
            models.CheckConstraint(name="mandate_ends_after_it_starts", condition=Q(until_on__gte=models.F("from_on")))
        ]
        indexes = [models.Index(fields=["body", "from_on", "until_on"], name="mandate_open_on")]

    def __str__(self) -> str:
        return f"{self.holder}, {self.get_role_display()}"
