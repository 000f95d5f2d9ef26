"""What makes someone a member, and what the cooperative has entrusted to them. Both are dated."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from palabre.people.models.cooperative import Branch, Entity


class DatedQuerySet(models.QuerySet):
    """Rows open from ``from_on`` to ``until_on`` included; no ``until_on`` means still open."""

    def on(self, day: date) -> Self:
        return self.filter(Q(until_on__isnull=True) | Q(until_on__gte=day), from_on__lte=day)


class Belonging(models.Model):
    """A member's tie to a legal entity, in a college and a home branch, for a time."""

    member = models.ForeignKey("people.Member", models.PROTECT, related_name="belongings", verbose_name=_("member"))
    entity = models.ForeignKey(
        "people.Entity", models.PROTECT, related_name="belongings", verbose_name=_("legal entity")
    )
    college = models.ForeignKey("people.College", models.PROTECT, related_name="belongings", verbose_name=_("college"))
    branch = models.ForeignKey("people.Branch", models.PROTECT, related_name="belongings", verbose_name=_("branch"))
    shares = models.PositiveIntegerField(_("shares"), default=1)
    from_on = models.DateField(_("from"))
    until_on = models.DateField(_("until"), null=True, blank=True, help_text=_("The last day, included."))

    objects = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = _("belonging")
        constraints = [
            models.UniqueConstraint(
                fields=["member", "entity"], condition=Q(until_on__isnull=True), name="one_open_belonging_per_entity"
            ),
            models.CheckConstraint(
                name="belonging_ends_after_it_starts",
                condition=Q(until_on__isnull=True) | Q(until_on__gte=models.F("from_on")),
            ),
        ]
        indexes = [models.Index(fields=["member", "from_on", "until_on"], name="belonging_open_on")]

    def __str__(self) -> str:
        return f"{self.member}, {self.branch}"


class DutyQuerySet(DatedQuerySet):
    def over(self, *, branch: Branch | None = None, entity: Entity | None = None) -> Self:
        """Those that count there. One for the whole counts everywhere, one for an entity in its branches too.

        Named neither, what is asked is the whole cooperative's: only a duty for the whole counts. Named both:
        ``ValueError``, for a branch has its entity.
        """
        if branch and entity:
            raise ValueError("name a branch or an entity: a branch has its entity")
        where = Q(entity=None, branch=None)
        if branch:
            where |= Q(branch=branch) | Q(entity=branch.entity_id)
        if entity:
            where |= Q(entity=entity)
        return self.filter(where)


class Duty(models.Model):
    """Something the cooperative entrusted to a member, for the whole, one entity or one branch, until a date."""

    class Kind(models.TextChoices):
        SECRETARIAT = "secretariat", _("secretariat")
        REGISTER = "register", _("keeper of the register")

    member = models.ForeignKey("people.Member", models.PROTECT, related_name="duties", verbose_name=_("member"))
    kind = models.CharField(_("duty"), max_length=20, choices=Kind.choices)
    entity = models.ForeignKey("people.Entity", models.PROTECT, null=True, blank=True, related_name="+")
    branch = models.ForeignKey("people.Branch", models.PROTECT, null=True, blank=True, related_name="+")
    from_on = models.DateField(_("from"))
    until_on = models.DateField(_("until"), help_text=_("The last day, included. A duty always ends."))

    objects = DutyQuerySet.as_manager()

    class Meta:
        verbose_name = _("duty")
        verbose_name_plural = _("duties")
        constraints = [
            models.CheckConstraint(name="duty_ends_after_it_starts", condition=Q(until_on__gte=models.F("from_on"))),
            models.CheckConstraint(
                name="duty_has_one_scope", condition=Q(entity__isnull=True) | Q(branch__isnull=True)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.member}"
