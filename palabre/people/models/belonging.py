"""What makes someone a member, and what the cooperative has entrusted to them. Both are dated."""

from datetime import date, datetime
from typing import Any, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from palabre.core import clock
from palabre.people.models.cooperative import Branch, Entity


class DatedQuerySet(models.QuerySet):
    """Rows open from ``from_on`` to ``until_on`` included; no ``until_on`` means still open."""

    def on(self, day: date) -> Self:
        return self.filter(Q(until_on__isnull=True) | Q(until_on__gte=day), from_on__lte=day)


class BelongingQuerySet(DatedQuerySet):
    """Rows that were replaced stay in the table: whoever asks who belongs asks ``in_force`` or ``on``."""

    def in_force(self, known_at: datetime | None = None) -> Self:
        """What the register says now; or with ``known_at``, what it said at that instant."""
        if known_at is None:
            return self.filter(replaced_at__isnull=True)
        return self.filter(Q(replaced_at__isnull=True) | Q(replaced_at__gt=known_at), recorded_at__lte=known_at)

    def on(self, day: date, known_at: datetime | None = None) -> Self:
        return super(BelongingQuerySet, self.in_force(known_at)).on(day)

    def voting_on(self, day: date, known_at: datetime | None = None) -> Self:
        """Who could vote on ``day``: one voice for each belonging, unless its status has none.

        With ``known_at``, as the register stood at that instant: what an assembly went by, whatever was corrected
        since. What a college weighed that day is ``register.weights_on``.
        """
        return self.on(day, known_at).filter(Q(status__isnull=True) | Q(status__votes=True))

    def not_over(self, day: date) -> Self:
        """Those of which ``day`` is not past: they run, or have still to begin."""
        return self.in_force().filter(Q(until_on__isnull=True) | Q(until_on__gte=day))

    def entrusted_to(self, viewer: Any, *kinds: str) -> Self:
        """The lines, replaced or not, of the branches and entities in which ``viewer`` holds one of these duties."""
        branches = Branch.objects.entrusted_to(viewer, *kinds).values("pk")
        return self.filter(
            Q(branch__in=branches) | Q(entity__in=Entity.objects.entrusted_to(viewer, *kinds).values("pk"))
        )

    def replace(self, **values: Any) -> list["Belonging"]:
        """Write each of these rows anew with other ``values``, and stamp the old one as replaced. Give the new rows.

        Who may, and why, is asked by the actions (``palabre.register``). Two queries and one for each row.
        """
        lines: Any = self.model._default_manager
        rows: list[Any] = list(self.in_force().order_by("pk"))
        now = clock.now()
        lines.filter(pk__in=[row.pk for row in rows]).update(replaced_at=now)
        anew = {"recorded_at": now, **values}
        return [lines.create(**row.said() | {"replaces": row} | anew) for row in rows]


class Belonging(models.Model):
    """A member's tie to a legal entity, in a college, a status and a home branch, for a time.

    Nothing is overwritten: a correction, an end or a move is a new row that ``replaces`` the one before, with the
    inscription that says who wrote it and why. The database refuses any change to a row but the stamp that it was
    replaced, and refuses to remove one (``trail.append_only``).
    """

    may_stamp = ("replaced_at",)
    SAYS = ("member", "entity", "college", "branch", "status", "shares", "from_on", "until_on")

    member = models.ForeignKey("people.Member", models.PROTECT, related_name="belongings", verbose_name=_("member"))
    entity = models.ForeignKey(
        "people.Entity", models.PROTECT, related_name="belongings", verbose_name=_("legal entity")
    )
    college = models.ForeignKey("people.College", models.PROTECT, related_name="belongings", verbose_name=_("college"))
    branch = models.ForeignKey("people.Branch", models.PROTECT, related_name="belongings", verbose_name=_("branch"))
    status = models.ForeignKey(
        "people.Status",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="belongings",
        verbose_name=_("member status"),
    )
    shares = models.PositiveIntegerField(_("shares"), default=1)
    from_on = models.DateField(_("from"))
    until_on = models.DateField(_("until"), null=True, blank=True, help_text=_("The last day, included."))
    recorded_at = models.DateTimeField(default=clock.now)
    replaced_at = models.DateTimeField(null=True, blank=True)
    replaces = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="replaced_by")
    inscription = models.ForeignKey(
        "people.Inscription", models.PROTECT, null=True, blank=True, related_name="belongings"
    )

    objects = BelongingQuerySet.as_manager()

    class Meta:
        verbose_name = _("belonging")
        constraints = [
            models.UniqueConstraint(
                fields=["member", "entity"],
                condition=Q(until_on__isnull=True, replaced_at__isnull=True),
                name="one_open_belonging_per_entity",
            ),
            models.CheckConstraint(
                name="belonging_ends_after_it_starts",
                condition=Q(until_on__isnull=True) | Q(until_on__gte=models.F("from_on")),
            ),
        ]
        indexes = [models.Index(fields=["member", "from_on", "until_on"], name="belonging_open_on")]

    def __str__(self) -> str:
        return f"{self.member}, {self.branch}"

    def said(self) -> dict[str, Any]:
        """What it says of the member, without who wrote it and when."""
        return {name: getattr(self, name) for name in self.SAYS}


def standing(day: date, member: Any) -> Q:
    """Whoever has not left by ``day``. ``member`` is one, or ``OuterRef`` of the field that names them in the rows.

    Left has whoever belonged, as the register says now, and has no line any more that runs that day or begins later:
    from the day after the last one's last day, in the cooperative's time zone. Whoever never had a line has left
    nothing: what was entrusted to them counts (a cooperative without a register, a facilitator from outside). So it is
    between two belongings once the second is written.
    """
    lines = Belonging.objects.in_force().filter(member=member)
    return Q(Exists(lines.not_over(day))) | ~Q(Exists(lines))


class HeldQuerySet(DatedQuerySet):
    """What members hold for a time: a duty, a mandate, a seat. It ends with the last belonging, by the calendar.

    Nothing is written when someone leaves: the row keeps its last day. Whoever comes back before that day holds it
    again, unless it was ended meanwhile.
    """

    holder = "member"

    def on(self, day: date) -> Self:
        return super().on(day).filter(standing(day, OuterRef(self.holder)))


class DutyQuerySet(HeldQuerySet):
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

    KEEPS_REGISTER = (Kind.REGISTER, Kind.SECRETARIAT)

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
