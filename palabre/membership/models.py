"""Joining: how an account becomes a membership; who outside keeps the seals; tokens for one's own programs."""

from datetime import date
from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from palabre.core import clock
from palabre.people.models import Addressed, AddressedQuerySet, Branch, Duty


class JoinRequestQuerySet(AddressedQuerySet):
    def entrusted_to(self, viewer: Any) -> Self:
        """Those that ``viewer`` answers by duty: of every branch, or of the branch or the entity they keep.

        Twin of the duty in ``policies.may_answer``.
        """
        return self.filter(branch__in=Branch.objects.entrusted_to(viewer, *JoinRequest.ANSWERED_BY))


class JoinRequest(Addressed):
    """Someone asks to become a member. Read by them, the secretariat and the keepers of the register: those of the
    branch they asked for, of its entity, of the whole.

    It stays open until it is answered; an admission opens a ``Belonging``, a refusal says why.
    """

    class Outcome(models.TextChoices):
        ADMITTED = "admitted", _("admitted")
        DECLINED = "declined", _("declined")

    LONGEST = 1000
    ANSWERED_BY = (Duty.Kind.REGISTER, Duty.Kind.SECRETARIAT)

    member = models.ForeignKey(
        "people.Member", models.PROTECT, related_name="join_requests", verbose_name=_("asked by")
    )
    branch = models.ForeignKey("people.Branch", models.PROTECT, related_name="+", verbose_name=_("branch"))
    message = models.TextField(_("a word about you"), max_length=LONGEST, blank=True)
    asked_at = models.DateTimeField(_("asked"), default=clock.now)
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)
    answered_by = models.ForeignKey(
        "people.Member", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("answered by")
    )
    outcome = models.CharField(_("answer"), max_length=10, choices=Outcome.choices, blank=True)
    reason = models.TextField(_("reason"), max_length=LONGEST, blank=True)

    objects = JoinRequestQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        verbose_name = _("request to join")
        verbose_name_plural = _("requests to join")
        ordering = ["asked_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["member"], condition=Q(outcome=""), name="one_open_request_per_person"),
            models.CheckConstraint(name="answer_is_dated", condition=Q(outcome="") | Q(answered_at__isnull=False)),
            models.CheckConstraint(name="refusal_says_why", condition=~Q(outcome="declined") | ~Q(reason="")),
        ]

    def __str__(self) -> str:
        return f"{self.member.name}, {self.branch.name}"


class Witness(models.Model):
    """An address that is sent the newest seal, at most once a day. Typed by the secretariat; shown to nobody else.

    ``mailed_sha256`` is the seal of the last mail: the same is not sent twice.
    """

    MOST = 20

    address = models.EmailField(_("address"), unique=True)
    added_at = models.DateTimeField(_("added"), default=clock.now)
    mailed_on = models.DateField(null=True, blank=True)
    mailed_sha256 = models.CharField(max_length=64, blank=True)

    class Meta:
        verbose_name = _("witness")
        verbose_name_plural = _("witnesses")
        ordering = ["address"]


class TokenQuerySet(models.QuerySet):
    def open_on(self, day: date) -> Self:
        """Those that open something on ``day``, as far as they themselves say: their member may have left."""
        return self.filter(ended_at=None, ends_on__gte=day)

    def over_on(self, day: date) -> Self:
        return self.exclude(ended_at=None, ends_on__gte=day)


class Token(models.Model):
    """How a program of a member's shows for whom it reads, or writes. Its words are kept nowhere, only their hash.

    It opens something until the end of ``ends_on``, unless ended before, while its member has an active account and is
    a member (``membership.tokens.token_of``).
    """

    class Scope(models.TextChoices):
        PUBLIC = "public", _("it reads what everyone may read")
        MINE = "mine", _("it reads what I may read")
        REGISTER = "register", _("it writes in the register of members that I keep, and reads nothing of it")

    SCOPES = {Scope.PUBLIC: "read:public", Scope.MINE: "read:mine", Scope.REGISTER: "register:write"}

    member = models.ForeignKey("people.Member", models.PROTECT, related_name="tokens", verbose_name=_("member"))
    name = models.CharField(_("what it is for"), max_length=60)
    scope = models.CharField(_("what it may do"), max_length=10, choices=Scope.choices, db_column="reads")
    sha256 = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(_("made"), default=clock.now)
    ends_on = models.DateField(_("last day"))
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)
    used_on = models.DateField(_("last used"), null=True, blank=True)

    objects = TokenQuerySet.as_manager()

    class Meta:
        verbose_name = _("token")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["member", "name"], condition=Q(ended_at__isnull=True), name="one_open_token_of_a_name"
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def scope_words(self) -> str:
        """As programs say it: ``read:public``."""
        return self.SCOPES[self.Scope(self.scope)]


class MemberRight(models.Model):
    """Something members may do, as the cooperative says it to them, with the article that gives it to them.

    For every member, or for those of one college. ``where`` is the page of this house where it is done, if any.
    """

    MOST = 40

    sentence = models.CharField(_("what they may do"), max_length=160)
    article = models.CharField(_("article"), max_length=80)
    where = models.CharField(_("page"), max_length=200, blank=True)
    college = models.ForeignKey(
        "people.College", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("college")
    )
    position = models.PositiveSmallIntegerField(_("position"))

    class Meta:
        verbose_name = _("right of members")
        verbose_name_plural = _("rights of members")
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return self.sentence


class HouseText(models.Model):
    """A text of the cooperative's own, in one language: what the law asks it to say, and how it welcomes members.

    Each version is dated and stays readable (``texts.Revision``); one without words takes the text back.
    """

    class Kind(models.TextChoices):
        LEGAL = "legal", _("Legal notice")
        PRIVACY = "privacy", _("Privacy")
        ACCESSIBILITY = "accessibility", _("Accessibility")
        WELCOME = "welcome", _("Welcome to new members")

    PUBLIC = (Kind.LEGAL, Kind.PRIVACY, Kind.ACCESSIBILITY)

    kind = models.CharField(_("kind"), max_length=15, choices=Kind.choices)
    language = models.CharField(_("language"), max_length=7)
    text = models.OneToOneField("texts.Text", models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("text of the cooperative")
        verbose_name_plural = _("texts of the cooperative")
        constraints = [models.UniqueConstraint(fields=["kind", "language"], name="one_text_of_a_kind_and_language")]

    def __str__(self) -> str:
        return str(self.get_kind_display())


class OwnNoun(models.Model):
    """The cooperative's own word for a thing, in one language. Without a row, the catalogue's word stands."""

    class Gender(models.TextChoices):
        FEMININE = "f", _("feminine")
        MASCULINE = "m", _("masculine")
        NEUTER = "n", _("neuter, or none")

    key = models.CharField(max_length=20)
    language = models.CharField(_("language"), max_length=7)
    singular = models.CharField(_("one"), max_length=40)
    plural = models.CharField(_("several"), max_length=40)
    gender = models.CharField(_("gender"), max_length=1, choices=Gender.choices)
    elides = models.BooleanField(_("begins like a vowel"), default=False)

    class Meta:
        verbose_name = _("own word")
        verbose_name_plural = _("own words")
        constraints = [models.UniqueConstraint(fields=["key", "language"], name="one_word_for_each_language")]
