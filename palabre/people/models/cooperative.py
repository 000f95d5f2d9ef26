"""The cooperative itself, its legal entities, colleges and branches."""

from typing import Any, Self

from django.db import models
from django.db.models import Exists, Q
from django.utils.translation import gettext_lazy as _

from palabre.core import clock


class Cooperative(models.Model):
    """The one cooperative this installation serves: its name, its colour, its logo. Always row 1."""

    name = models.CharField(_("name"), max_length=80)
    motto = models.CharField(_("in one sentence"), max_length=160, blank=True)
    accent = models.CharField(_("colour"), max_length=7, default="#a8482b", help_text=_("Like #a8482b."))
    closes_accounts = models.BooleanField(
        _("closes the account of whoever left"),
        default=True,
        help_text=_("From the day after the last belonging ends: signed out everywhere, and no longer let in."),
    )
    logo = models.BinaryField(
        _("logo"), null=True, blank=True, help_text=_("A PNG of at most 200 kB, shown to everyone.")
    )
    clock_offset_seconds = models.BigIntegerField(
        default=0, help_text=_("By how much time is moved. Only in the demo and in tests.")
    )

    class Meta:
        verbose_name = _("cooperative")
        constraints = [models.CheckConstraint(name="only_one_cooperative", condition=models.Q(pk=1))]

    def __str__(self) -> str:
        return self.name

    @classmethod
    def current(cls) -> Self:
        """The cooperative, or an unsaved "Palabre" before it was set up. One query."""
        return cls.objects.filter(pk=1).first() or cls(pk=1, name="Palabre")


class EntityQuerySet(models.QuerySet):
    def entrusted_to(self, viewer: Any, *kinds: str) -> Self:
        """Those of which ``viewer`` holds one of these duties today for the whole entity, or for everything."""
        if not (viewer.is_authenticated and viewer.is_active):
            return self.none()
        duties = viewer.duties.on(clock.today()).filter(kind__in=kinds, branch=None)
        return self.filter(
            Q(Exists(duties.filter(entity=None))) | Q(pk__in=duties.filter(entity__isnull=False).values("entity"))
        )


class Entity(models.Model):
    """A legal entity of the cooperative, in one country."""

    name = models.CharField(_("name"), max_length=120, unique=True)
    country = models.CharField(_("country"), max_length=2, help_text=_("ISO 3166-1, such as FR or BE."))

    objects = EntityQuerySet.as_manager()

    class Meta:
        verbose_name = _("legal entity")
        verbose_name_plural = _("legal entities")

    def __str__(self) -> str:
        return self.name


class College(models.Model):
    """Members of one kind, whose votes together weigh a fixed part of an assembly's."""

    name = models.CharField(_("name"), max_length=120)
    entity = models.ForeignKey(Entity, models.PROTECT, related_name="colleges", verbose_name=_("legal entity"))
    weight_percent = models.PositiveSmallIntegerField(
        _("weight in percent"), help_text=_("When it was founded; later weights are dated (weights_on).")
    )

    class Meta:
        verbose_name = _("college")
        constraints = [
            models.UniqueConstraint(fields=["entity", "name"], name="college_named_once"),
            models.CheckConstraint(name="college_weighs_at_most_all", condition=models.Q(weight_percent__lte=100)),
        ]

    def __str__(self) -> str:
        return self.name


class BranchQuerySet(models.QuerySet):
    def entrusted_to(self, viewer: Any, *kinds: str) -> Self:
        """Where ``viewer`` holds one of these duties today: a duty for the whole counts in every branch, one for an
        entity in its branches. Twin of ``people.policies.holds_duty``; ``people/tests`` keeps them equal.
        """
        if not (viewer.is_authenticated and viewer.is_active):
            return self.none()
        duties = viewer.duties.on(clock.today()).filter(kind__in=kinds)
        return self.filter(
            Q(Exists(duties.filter(entity=None, branch=None)))
            | Q(entity__in=duties.filter(entity__isnull=False).values("entity"))
            | Q(pk__in=duties.filter(branch__isnull=False).values("branch"))
        )


class Branch(models.Model):
    """Where members meet: a town's office, an *antenne*, a section."""

    name = models.CharField(_("name"), max_length=120, unique=True)
    entity = models.ForeignKey(Entity, models.PROTECT, related_name="branches", verbose_name=_("legal entity"))

    objects = BranchQuerySet.as_manager()

    class Meta:
        verbose_name = _("branch")
        verbose_name_plural = _("branches")

    def __str__(self) -> str:
        return self.name
