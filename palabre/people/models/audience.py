"""Who may read something, kept as data: lists, notices, exports and pages all filter on one column."""

from datetime import datetime
from typing import Any, Self

from django.db import models
from django.db.models import OuterRef, Q
from django.utils.translation import gettext_lazy as _

from palabre.core import clock
from palabre.people.models.belonging import Belonging, standing
from palabre.people.models.reading_rights import known


class ListedQuerySet(models.QuerySet):
    def at(self, instant: datetime, member: Any = None) -> Self:
        """Rows that count at ``instant``, of one ``member`` or of all: none by standing of whoever has left by then."""
        listed = self.filter(Q(until_at__isnull=True) | Q(until_at__gt=instant), from_at__lte=instant)
        stands = standing(clock.day_of(instant), member or OuterRef("member"))
        return (listed.filter(member=member) if member else listed).filter(Q(by_standing=False) | stands)


class AudienceQuerySet(models.QuerySet):
    def open_to(self, viewer: Any) -> Self:
        """Audiences that let ``viewer`` (a Member or an anonymous visitor) read, at this instant."""
        ids = Audience.ids_open_to(viewer)
        return self._asked(viewer) if ids is None else self.filter(pk__in=ids)

    def _asked(self, viewer: Any) -> Self:
        reach = Audience.Reach
        if not viewer.is_authenticated:
            return self.filter(reach=reach.PUBLIC)
        # Two subqueries rather than joins with OR: 1.8 ms instead of seconds on 300,000 members.
        listed = Listed.objects.at(clock.now(), viewer)
        belongs = Belonging.objects.filter(member=viewer).on(clock.today())
        return self.filter(
            Q(reach__in=[reach.PUBLIC, reach.SIGNED_IN])
            | Q(Q(reach=reach.MEMBERS) & models.Exists(belongs))
            | Q(pk__in=listed.values("audience"))
        )


class Audience(models.Model):
    """Who may read (or speak): everyone, whoever is signed in, every member, or the members listed."""

    class Reach(models.TextChoices):
        PUBLIC = "public", _("everyone")
        SIGNED_IN = "signed_in", _("whoever has an account")
        MEMBERS = "members", _("members")
        LISTED = "listed", _("the people listed")

    reach = models.CharField(max_length=10, choices=Reach.choices)
    label = models.CharField(max_length=160)

    objects = AudienceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["reach"], condition=~Q(reach="listed"), name="one_audience_for_each_wide_reach"
            )
        ]

    def __str__(self) -> str:
        return self.label

    @classmethod
    def wide(cls, reach: str) -> "Audience":
        """The one audience of a wide reach (public, signed in, members). Made by the first migration."""
        return cls.objects.get(reach=reach)

    @classmethod
    def ids_open_to(cls, viewer: Any) -> frozenset[int] | None:
        """The ids of ``open_to`` where they are known, while a page is made (``reading_rights``); else None."""
        return known(viewer, lambda: frozenset(cls.objects.all()._asked(viewer).values_list("pk", flat=True)))

    @classmethod
    def read_by(cls, viewer: Any) -> Any:
        """For ``audience__in=``: what ``open_to`` finds, as ids where they are known, else as a subquery."""
        ids = cls.ids_open_to(viewer)
        return cls.objects.open_to(viewer) if ids is None else ids

    def lets_in(self, viewer: Any) -> bool:
        ids = Audience.ids_open_to(viewer)
        return Audience.objects.open_to(viewer).filter(pk=self.pk).exists() if ids is None else self.pk in ids


class Listed(models.Model):
    """A member on an audience's list, from an instant until another (the until itself is out).

    ``by_standing``: for what they hold or are (a seat, a duty, a member), so that it ends when they leave. What is
    theirs whatever they are, such as what concerns them alone, is not.
    """

    audience = models.ForeignKey(Audience, models.CASCADE, related_name="listed")
    member = models.ForeignKey("people.Member", models.CASCADE, related_name="+")
    from_at = models.DateTimeField(default=clock.now)
    until_at = models.DateTimeField(null=True, blank=True)
    by_standing = models.BooleanField(default=True, db_default=True)

    objects = ListedQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["audience", "member"], name="listed_once")]
        indexes = [models.Index(fields=["member", "audience", "from_at", "until_at"], name="listed_open")]

    def __str__(self) -> str:
        return f"{self.member} in {self.audience}"


class AddressedQuerySet(models.QuerySet):
    def visible_to(self, viewer: Any) -> Self:
        """Twin of ``people.policies.may_read``; ``tests/test_policy_twins.py`` keeps them equal."""
        return self.filter(audience__in=Audience.read_by(viewer))


class Addressed(models.Model):
    """Something with readers. Only the audience hides it, never its state: a draft is addressed to
    the group that writes it, and publishing it addresses it to more people.
    """

    audience = models.ForeignKey(Audience, models.PROTECT, related_name="+", verbose_name=_("readers"))

    objects = AddressedQuerySet.as_manager()

    class Meta:
        abstract = True
