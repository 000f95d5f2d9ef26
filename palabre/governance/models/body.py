"""Who decides together, and who sits there until when."""

from datetime import date
from typing import Any, Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from palabre.people.models import Addressed
from palabre.people.models.belonging import HeldQuerySet
from palabre.rules.kinds import BodyKind


def _article(name: Any) -> models.ForeignKey:
    return models.ForeignKey(
        "statutes.Article", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=name
    )


class Body(Addressed):
    """A general assembly, a board, a branch council: people who decide together.

    What its statutes limit stands here as data, each limit with the article that gives it (``limits``); none is set
    where the statutes say nothing. Its ``kind`` and its legal ``entity`` (none: of the whole cooperative) say which
    rules hold for it (``ruled``). ``confirmed_by`` is the body, an assembly, that confirms whom this one co-opts.
    ``renewal_parts`` 3 with ``renewal_months`` 12: a third of the seats, every year. ``branch`` is whose council it is,
    if any. ``seat_name`` is what an ordinary seat is called here, in the singular and in the body's own words.
    """

    class Parts(models.IntegerChoices):
        HALVES = 2, _("halves")
        THIRDS = 3, _("thirds")
        QUARTERS = 4, _("quarters")
        FIFTHS = 5, _("fifths")
        SIXTHS = 6, _("sixths")

    name = models.CharField(_("name"), max_length=120)
    kind = models.CharField(
        _("kind"), max_length=12, choices=BodyKind.choices, default=BodyKind.OTHER, db_default=BodyKind.OTHER
    )
    entity = models.ForeignKey(
        "people.Entity", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("legal entity")
    )
    purpose = models.TextField(_("what it is for"), blank=True)
    works = models.TextField(_("how it works"), blank=True)
    seats_most = models.PositiveSmallIntegerField(_("most seats"), null=True, blank=True)
    seats_article = _article(_("article on the seats"))
    mandate_months_most = models.PositiveSmallIntegerField(_("longest mandate, in months"), null=True, blank=True)
    months_article = _article(_("article on how long a mandate lasts"))
    terms_most = models.PositiveSmallIntegerField(_("most mandates in a row"), null=True, blank=True)
    terms_article = _article(_("article on mandates in a row"))
    pause_months = models.PositiveSmallIntegerField(
        _("pause after which they are counted anew, in months"),
        null=True,
        blank=True,
        help_text=_("Empty: one day is enough."),
    )
    renewal_parts = models.PositiveSmallIntegerField(_("renewed by"), choices=Parts.choices, null=True, blank=True)
    renewal_months = models.PositiveSmallIntegerField(_("months between two renewals"), null=True, blank=True)
    renewal_article = _article(_("article on the renewal"))
    confirmed_by = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("co-options are confirmed by")
    )
    branch = models.ForeignKey(
        "people.Branch", models.PROTECT, null=True, blank=True, related_name="bodies", verbose_name=_("branch")
    )
    seat_name = models.CharField(_("what whoever sits here is called"), max_length=60, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("body")
        verbose_name_plural = _("bodies")
        ordering = ["position", "id"]
        constraints = [
            models.CheckConstraint(
                name="body_renewed_by_parts_every_so_often",
                condition=Q(renewal_parts=None, renewal_months=None) | Q(renewal_parts__gte=2, renewal_months__gte=1),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("governance:body", args=[self.pk])

    def written(self, name: str) -> Any:
        """What stands in a column, of another row its id."""
        column = self._meta.get_field(name)
        return getattr(self, column.attname if isinstance(column, models.Field) else name)

    def role_called(self, role: str) -> str:
        """What a role is called here: an ordinary seat as the body names it, "member of the board"."""
        if role == Mandate.Role.DIRECTOR:
            return self.seat_name or gettext("member of the body")
        return str(dict(Mandate.Role.choices).get(role, ""))


class MandateQuerySet(HeldQuerySet):
    holder = "holder"

    def unconfirmed(self) -> Self:
        """Those that an assembly has still to confirm."""
        return self.filter(obtained=Mandate.Obtained.COOPTED, confirmed_on=None)


class Mandate(models.Model):
    """A member's seat in a body, from its first day to its last, included. A mandate always ends.

    ``until_on`` is the last day on which it gives rights, and the only one: when it ends early, ``until_on`` is
    lowered to that day, and ``planned_until_on`` keeps the end that was foreseen. So ``on(day)`` stays true for
    everybody who asks, on any past day too, and nobody has to know that mandates may end early. ``ended_on`` reads
    it back.

    It ends before, by the calendar, for whoever leaves the cooperative (``HeldQuerySet``). ``college`` is the one whose
    seat it takes, where the body's seats are by college.
    """

    class Role(models.TextChoices):
        CHAIR = "chair", _("chair")
        DIRECTOR = "director", _("director")
        SECRETARY = "secretary", _("secretary")

    class Obtained(models.TextChoices):
        ELECTED = "elected", _("elected")
        APPOINTED = "appointed", _("appointed")
        COOPTED = "coopted", _("co-opted")
        DRAWN = "drawn", _("drawn by lot")

    class Ended(models.TextChoices):
        RESIGNED = "resigned", _("resignation")
        REPLACED = "replaced", _("replacement")
        DISMISSED = "dismissed", _("dismissal")
        EXCLUDED = "excluded", _("exclusion from the cooperative")
        UNCONFIRMED = "unconfirmed", _("the assembly did not confirm it")
        DIED = "died", _("death")

    body = models.ForeignKey(Body, models.PROTECT, related_name="mandates", verbose_name=_("body"))
    holder = models.ForeignKey("people.Member", models.PROTECT, related_name="mandates", verbose_name=_("holder"))
    role = models.CharField(_("role"), max_length=12, choices=Role.choices, default=Role.DIRECTOR)
    obtained = models.CharField(
        _("how it was obtained"),
        max_length=12,
        choices=Obtained.choices,
        default=Obtained.ELECTED,
        db_default=Obtained.ELECTED,
    )
    from_on = models.DateField(_("from"))
    until_on = models.DateField(_("until"), help_text=_("The last day, included."))
    planned_until_on = models.DateField(_("foreseen until"), null=True, blank=True)
    ended_because = models.CharField(
        _("why it ended early"), max_length=12, choices=Ended.choices, blank=True, default="", db_default=""
    )
    confirmed_on = models.DateField(_("confirmed on"), null=True, blank=True)
    college = models.ForeignKey(
        "people.College", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("seat of the college")
    )
    replaces = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="replaced_by",
        verbose_name=_("takes up the seat of"),
    )

    objects = MandateQuerySet.as_manager()

    class Meta:
        verbose_name = _("mandate")
        constraints = [
            models.CheckConstraint(name="mandate_ends_after_it_starts", condition=Q(until_on__gte=F("from_on"))),
            models.CheckConstraint(
                name="mandate_ended_early_says_why",
                condition=Q(ended_because="", planned_until_on=None)
                | (~Q(ended_because="") & Q(planned_until_on__gte=F("until_on"))),
            ),
            models.CheckConstraint(
                name="mandate_confirmed_was_coopted",
                condition=Q(confirmed_on=None) | Q(obtained="coopted", confirmed_on__gte=F("from_on")),
            ),
        ]
        indexes = [models.Index(fields=["body", "from_on", "until_on"], name="mandate_open_on")]

    def __str__(self) -> str:
        return f"{self.holder}, {self.called}"

    def get_absolute_url(self) -> str:
        return f"{reverse('governance:body_mandates', args=[self.body_id])}#mandate-{self.pk}"

    @property
    def called(self) -> str:
        """The role, as its body calls it."""
        return self.body.role_called(self.role)

    @property
    def ended_on(self) -> date | None:
        """Its last day, if it ended early."""
        return self.until_on if self.ended_because else None

    @property
    def awaits_confirmation(self) -> bool:
        return self.obtained == self.Obtained.COOPTED and self.confirmed_on is None
