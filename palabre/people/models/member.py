"""Whoever can sign in. Signing up makes a ``Member`` row; only a ``Belonging`` makes one a member."""

from datetime import date
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from palabre.core import clock


class MemberManager(BaseUserManager["Member"]):
    """Makes accounts. ``create_superuser`` makes an operator: someone who runs the machine, with no voice by it."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "Member":
        member = self.model(email=self.normalize_email(email).lower(), **fields)
        member.set_password(password)
        member.save(using=self._db)
        return member

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "Member":
        return self.create_user(email, password, operates=True, is_superuser=True, **fields)


class Member(AbstractBaseUser, PermissionsMixin):
    """A person with an account. Belongings, duties, mandates and seats say what they may do, never this row.

    ``operates`` opens the read-only admin: it gives no vote, no voice and no decision.
    The e-mail address is never shown to anyone but its owner.
    """

    email = models.EmailField(_("e-mail address"), unique=True)
    name = models.CharField(_("name"), max_length=80)
    pseudonym = models.CharField(
        _("pseudonym"),
        max_length=40,
        blank=True,
        help_text=_("Shown instead of your name where the space allows it and you choose it."),
    )
    language = models.CharField(_("language"), max_length=7, default="fr")
    joined_at = models.DateTimeField(default=clock.now)
    is_active = models.BooleanField(default=True)
    closed_at = models.DateTimeField(null=True, blank=True)  # when the account closed because its member left
    operates = models.BooleanField(_("runs the machine"), default=False)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    objects = MemberManager()

    class Meta:
        verbose_name = _("member")
        constraints = [
            models.UniqueConstraint(Lower("email"), name="one_account_per_address"),
            models.UniqueConstraint(Lower("pseudonym"), condition=~models.Q(pseudonym=""), name="pseudonym_is_taken"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_staff(self) -> bool:
        """Django's admin asks this; ours is read-only."""
        return self.operates

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return self.name.split(" ", 1)[0]

    def shown_as(self, *, pseudonymous: bool) -> str:
        """The name to show beside this member's words. Said under a pseudonym since given up, they show none."""
        return (self.pseudonym or str(_("a pseudonym given up"))) if pseudonymous else self.name

    def belongs(self, day: date | None = None) -> bool:
        """Whether a belonging is open on ``day`` (today unless given): the only thing that makes a member."""
        return self.belongings.on(day or clock.today()).exists()

    def has_left(self, day: date | None = None) -> bool:
        """Whether they belonged and do so no more on ``day`` (today unless given): what members hold is over for them.

        Never of whoever never belonged. Twin of ``belonging.standing``, for one.
        """
        return self.belongings.in_force().exists() and not self.belongings.not_over(day or clock.today()).exists()
