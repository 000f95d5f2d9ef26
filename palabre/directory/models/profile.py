"""What members say of themselves, each part with those who see it."""

import secrets
from typing import Any, Self

from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Q, Value, When
from django.utils.translation import gettext_lazy as _

from palabre.core import clock
from palabre.people.models import Belonging


class Shown(models.IntegerChoices):
    """Who sees a part of a profile; the higher, the more people."""

    NOBODY = 0, _("nobody")
    BRANCH = 1, _("my branch")
    MEMBERS = 2, _("members")
    PUBLIC = 3, _("everyone")


def new_handle() -> str:
    """64 bits that nobody can guess or count: what stands in the address of a person's page."""
    return secrets.token_hex(8)


class ProfileQuerySet(models.QuerySet):
    def open(self) -> Self:
        """Of people who are members today. Whoever leaves is shown to nobody the same day."""
        today = Belonging.objects.on(clock.today())
        return self.filter(Exists(today.filter(member=OuterRef("member"))), member__is_active=True)

    def near(self, viewer: Any) -> Self:
        """With ``near``: how widely a part must be shown for ``viewer`` to see it. Twin of ``policies.nearness``."""
        if not (viewer.is_authenticated and viewer.is_active and viewer.belongs()):
            mine = Q(member=viewer.pk) if viewer.is_authenticated else Q(pk__in=[])
            return self.annotate(near=Case(When(mine, then=Value(Shown.NOBODY)), default=Value(Shown.PUBLIC)))
        today = Belonging.objects.on(clock.today())
        beside = today.filter(member=OuterRef("member"), branch__in=today.filter(member=viewer).values("branch"))
        return self.annotate(
            near=Case(
                When(member=viewer, then=Value(Shown.NOBODY)),
                When(Exists(beside), then=Value(Shown.BRANCH)),
                default=Value(Shown.MEMBERS),
            )
        )

    def showing(self, part: str, viewer: Any) -> Self:
        """Those whose ``part`` is shown to ``viewer``. Twin of ``policies.may_see``; a test keeps them equal."""
        return self.open().near(viewer).filter(**{f"{part}_for__gte": F("near")})

    def with_something_for(self, viewer: Any) -> Self:
        """Those of which ``viewer`` sees at least one part. Twin of ``policies.may_open``."""
        some = Q()
        for part in Profile.PARTS:
            some |= Q(**{f"{part}_for__gte": F("near")})
        return self.open().near(viewer).filter(some)


def _shown() -> Any:
    return models.PositiveSmallIntegerField(choices=Shown.choices, default=Shown.NOBODY)


class Profile(models.Model):
    """What a member says of themselves. Shown to nobody until they say to whom, part by part.

    ``found`` is their wish to be found in the directory. ``name_seen`` is the name that ``folded_name`` was made of:
    names change elsewhere, a round follows (``rounds.follow_names``).
    """

    PARTS = ("photo", "branch", "about", "trades", "skills", "languages", "ask", "contact")
    LONGEST_ABOUT, LONGEST_ASK = 1000, 300

    member = models.OneToOneField("people.Member", models.PROTECT, related_name="profile", verbose_name=_("member"))
    handle = models.CharField(max_length=16, unique=True, default=new_handle, editable=False)
    about = models.TextField(_("a few words about me"), max_length=LONGEST_ABOUT, blank=True)
    ask = models.TextField(_("ask me about"), max_length=LONGEST_ASK, blank=True)
    photo_for = _shown()
    branch_for = _shown()
    about_for = _shown()
    trades_for = _shown()
    skills_for = _shown()
    languages_for = _shown()
    ask_for = _shown()
    contact_for = _shown()  # who may write to them through us; members at most
    found = models.BooleanField(_("may be found"), default=False)
    name_seen = models.CharField(max_length=80, blank=True)
    folded_name = models.CharField(max_length=200, blank=True)

    objects = ProfileQuerySet.as_manager()

    class Meta:
        verbose_name = _("profile")
        verbose_name_plural = _("profiles")

    def __str__(self) -> str:
        return str(_("a profile"))


class Spoken(models.Model):
    """A language someone says they speak."""

    profile = models.ForeignKey(Profile, models.CASCADE, related_name="spoken")
    language = models.CharField(_("language"), max_length=8)

    class Meta:
        verbose_name = _("spoken language")
        verbose_name_plural = _("spoken languages")
        constraints = [models.UniqueConstraint(fields=["profile", "language"], name="language_said_once")]
        indexes = [models.Index(fields=["language", "profile"], name="who_speaks")]
