"""How a body is made up, as its statutes say: how many seats for which college, and what does not go together."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from palabre.governance.models.body import Body, Mandate
from palabre.people.models import Duty


class CollegeSeats(models.Model):
    """How many seats of a body are for members of one college. A body without such rows asks for no college."""

    MOST = 20

    body = models.ForeignKey(Body, models.PROTECT, related_name="college_seats", verbose_name=_("body"))
    college = models.ForeignKey("people.College", models.PROTECT, related_name="+", verbose_name=_("college"))
    most = models.PositiveSmallIntegerField(_("seats"))
    article = models.ForeignKey(
        "statutes.Article", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("article")
    )
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("seats for a college")
        verbose_name_plural = _("seats for colleges")
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["body", "college"], name="seats_of_a_college_once"),
            models.CheckConstraint(name="a_college_has_a_seat", condition=Q(most__gte=1)),
        ]

    def __str__(self) -> str:
        return f"{self.college}: {self.most}"


class Incompatibility(models.Model):
    """What nobody holds beside a mandate in ``body``: a mandate in another (in one role, or any), or a duty.

    It is written down on one of two bodies and holds in both.
    """

    MOST = 20

    body = models.ForeignKey(Body, models.PROTECT, related_name="incompatibilities", verbose_name=_("body"))
    other = models.ForeignKey(
        Body, models.PROTECT, null=True, blank=True, related_name="incompatible_with", verbose_name=_("another body")
    )
    role = models.CharField(_("only in this role there"), max_length=12, choices=Mandate.Role.choices, blank=True)
    duty = models.CharField(_("or this duty"), max_length=20, choices=Duty.Kind.choices, blank=True)
    article = models.ForeignKey(
        "statutes.Article", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("article")
    )
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("incompatibility")
        verbose_name_plural = _("incompatibilities")
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["body", "other", "role", "duty"], name="incompatibility_said_once"),
            models.CheckConstraint(
                name="incompatible_with_one_thing",
                condition=Q(other__isnull=True, role="", duty__gt="")
                | (Q(other__isnull=False, duty="") & ~Q(other=F("body"))),
            ),
        ]

    def __str__(self) -> str:
        return str(self.other or self.get_duty_display())
