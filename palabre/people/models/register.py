"""What the register of members is made of besides belongings: who wrote what, statuses, weights, numbers, follows."""

from datetime import date
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from palabre.core import clock
from palabre.people.models.belonging import DatedQuerySet
from palabre.people.models.cooperative import Branch, College, Entity


class Inscription(models.Model):
    """One act of writing in the register: by whom, when, why. Belongings, numbers and weights name theirs.

    The database refuses any change but one: the reason may be emptied, where it told of somebody who is erased.
    """

    may_empty = ("reason",)

    by = models.ForeignKey(
        "people.Member", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("by")
    )
    at = models.DateTimeField(default=clock.now)
    reason = models.TextField(_("reason"), blank=True)

    class Meta:
        verbose_name = _("inscription")

    def __str__(self) -> str:
        return self.reason[:80]


class Status(models.Model):
    """In what quality someone belongs to an entity: employee, partner, funder… The entity's own vocabulary."""

    entity = models.ForeignKey(Entity, models.PROTECT, related_name="statuses", verbose_name=_("legal entity"))
    name = models.CharField(_("name"), max_length=80)
    votes = models.BooleanField(_("votes"), default=True, help_text=_("Whether whoever has it votes in assemblies."))

    class Meta:
        verbose_name = _("member status")
        verbose_name_plural = _("member statuses")
        constraints = [models.UniqueConstraint(fields=["entity", "name"], name="status_named_once")]

    def __str__(self) -> str:
        return self.name


class CollegeWeight(models.Model):
    """What a college weighs from a day on. A newer row for the same day corrects the one before; both stay."""

    append_only = True

    college = models.ForeignKey(College, models.PROTECT, related_name="weights", verbose_name=_("college"))
    weight_percent = models.PositiveSmallIntegerField(_("weight in percent"))
    from_on = models.DateField(_("from"))
    inscription = models.ForeignKey(Inscription, models.PROTECT, related_name="weights")

    class Meta:
        verbose_name = _("weight of a college")
        constraints = [models.CheckConstraint(name="weight_is_at_most_all", condition=Q(weight_percent__lte=100))]

    def __str__(self) -> str:
        return f"{self.college}: {self.weight_percent} %"


def weights_on(day: date, **colleges: Any) -> dict[int, int]:
    """What each college weighs on ``day``, in percent, by its id. Two queries; ``colleges`` narrows which."""
    weights = dict(College.objects.filter(**colleges).values_list("pk", "weight_percent"))
    changes = CollegeWeight.objects.filter(college__in=list(weights), from_on__lte=day).order_by("from_on", "pk")
    return weights | dict(changes.values_list("college", "weight_percent"))


class MemberNumber(models.Model):
    """The number by which an entity's own register (payroll, accounts) knows a member. One person a number, kept by
    the database; a number given by mistake is withdrawn, and the row stays.
    """

    may_stamp = ("withdrawn_at",)

    entity = models.ForeignKey(Entity, models.PROTECT, related_name="numbers", verbose_name=_("legal entity"))
    member = models.ForeignKey("people.Member", models.PROTECT, related_name="numbers", verbose_name=_("member"))
    number = models.CharField(_("member number"), max_length=40)
    inscription = models.ForeignKey(Inscription, models.PROTECT, related_name="numbers")
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("member number")
        constraints = [
            models.UniqueConstraint(
                fields=["entity", "number"], condition=Q(withdrawn_at__isnull=True), name="one_member_a_number"
            ),
            models.UniqueConstraint(
                fields=["entity", "member"], condition=Q(withdrawn_at__isnull=True), name="one_number_a_member"
            ),
        ]

    def __str__(self) -> str:
        return self.number


class BranchFollow(models.Model):
    """A branch that a member follows besides their home, for a time. Their own choice, no right comes with it."""

    member = models.ForeignKey("people.Member", models.PROTECT, related_name="branch_follows")
    branch = models.ForeignKey(Branch, models.PROTECT, related_name="follows")
    from_on = models.DateField(_("from"), default=clock.today)
    until_on = models.DateField(_("until"), null=True, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["member", "branch"], condition=Q(until_on__isnull=True), name="branch_followed_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.member}: {self.branch}"
