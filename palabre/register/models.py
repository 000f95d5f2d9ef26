"""Imports of the register (a file that came in, what each row would do), and invitations to open one's account."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from palabre.core import clock


class RegisterImport(models.Model):
    """A file of one legal entity's members, or a batch of a ``program``, which has no file and is applied at once.
    Nothing of it counts until it is applied, in one transaction.

    ``headers`` are the file's, ``mapping`` says what each column holds ("" for a column that is left out). With
    ``full``, whoever is not in the file has left. What changed counts from ``effective_on``.
    """

    class State(models.TextChoices):
        MAPPING = "mapping", _("its columns are to be named")
        READING = "reading", _("being read")
        JUDGED = "judged", _("read; nothing is written yet")
        APPLYING = "applying", _("being written")
        APPLIED = "applied", _("written in the register")
        WITHDRAWN = "withdrawn", _("withdrawn by its keepers")

    entity = models.ForeignKey("people.Entity", models.PROTECT, related_name="+", verbose_name=_("legal entity"))
    name = models.CharField(_("file"), max_length=120)
    full = models.BooleanField(default=False)
    program = models.BooleanField(default=False, db_default=False)
    effective_on = models.DateField(default=clock.today)
    headers = models.JSONField(default=list)
    mapping = models.JSONField(default=list)
    state = models.CharField(max_length=10, choices=State.choices, default=State.MAPPING)
    by = models.ForeignKey("people.Member", models.PROTECT, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(default=clock.now)
    applied_by = models.ForeignKey("people.Member", models.PROTECT, null=True, blank=True, related_name="+")
    applied_at = models.DateTimeField(null=True, blank=True)
    inscription = models.ForeignKey("people.Inscription", models.PROTECT, null=True, blank=True, related_name="+")
    problem = models.TextField(blank=True)

    class Meta:
        verbose_name = _("import of the register")

    def __str__(self) -> str:
        return self.name


class ImportFile(models.Model):
    """The file itself, as it came. Gone as soon as the import is applied or withdrawn."""

    of = models.OneToOneField(RegisterImport, models.CASCADE, related_name="file")
    data = models.BinaryField()


class ImportRow(models.Model):
    """What one row of the file (or, with line 0, somebody's absence from it) would do, and why.

    ``writes``: a new line is written, with what stands here. ``replaces`` is the line that stops counting; with
    ``eve``, a copy of it stays that ends that day. ``numbers``: the member number is given. Kept for thirty days.
    """

    class Kind(models.TextChoices):
        NEW = "new", _("new person")
        CHANGED = "changed", _("changed row")
        ENDED = "ended", _("belonging ended")
        SAME = "same", _("left as it is")
        REFUSED = "refused", _("refused row")

    of = models.ForeignKey(RegisterImport, models.CASCADE, related_name="rows")
    line = models.PositiveIntegerField()
    kind = models.CharField(max_length=8, choices=Kind.choices)
    why = models.TextField(blank=True)
    number = models.CharField(max_length=40, blank=True)
    name = models.CharField(max_length=80, blank=True)
    email = models.CharField(max_length=254, blank=True)
    member = models.ForeignKey("people.Member", models.CASCADE, null=True, related_name="+")
    college = models.ForeignKey("people.College", models.CASCADE, null=True, related_name="+")
    branch = models.ForeignKey("people.Branch", models.CASCADE, null=True, related_name="+")
    status = models.ForeignKey("people.Status", models.CASCADE, null=True, related_name="+")
    shares = models.PositiveIntegerField(default=1)
    from_on = models.DateField(null=True)
    until_on = models.DateField(null=True)
    replaces = models.ForeignKey("people.Belonging", models.CASCADE, null=True, related_name="+")
    eve = models.DateField(null=True)
    writes = models.BooleanField(default=False)
    numbers = models.BooleanField(default=False)

    class Meta:
        indexes = [
            models.Index(fields=["of", "kind", "line"], name="import_rows_by_kind"),
            models.Index(fields=["of", "number"], name="import_rows_by_number"),
            models.Index(fields=["of", "email"], name="import_rows_by_email"),
        ]


class InvitationRound(models.Model):
    """Everybody of a legal entity who has not opened their account is invited, by the worker, some at a time."""

    entity = models.ForeignKey("people.Entity", models.PROTECT, related_name="+")
    by = models.ForeignKey("people.Member", models.PROTECT, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(default=clock.now)
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["entity"], condition=Q(done_at=None), name="one_invitation_round_at_once")
        ]


class InvitationQuerySet(models.QuerySet):
    def waiting(self) -> Self:
        """Neither used, nor withdrawn, nor over."""
        return self.filter(accepted_at=None, withdrawn_at=None, ends_at__gt=clock.now())


class Invitation(models.Model):
    """A link with which one person of the register opens their account: once, until ``ends_at``.

    Of the link only ``sha256`` is kept. It was mailed to ``address``, or handed over where that is empty; whoever was
    handed one has it mailed to an address of theirs first. One person opens one account, whoever invited them.
    """

    MOST_FAILURES = 8

    entity = models.ForeignKey("people.Entity", models.PROTECT, related_name="+", verbose_name=_("legal entity"))
    member = models.ForeignKey("people.Member", models.PROTECT, related_name="invitations", verbose_name=_("member"))
    by = models.ForeignKey("people.Member", models.PROTECT, related_name="+", verbose_name=_("by"))
    of_round = models.ForeignKey(InvitationRound, models.PROTECT, null=True, blank=True, related_name="+")
    handed = models.ForeignKey("self", models.CASCADE, null=True, blank=True, related_name="mailed_on")
    address = models.EmailField(_("e-mail address"), blank=True)
    sha256 = models.CharField(max_length=64, null=True, unique=True)  # noqa: DJ001 -- unique once the link is drawn
    at = models.DateTimeField(default=clock.now)
    ends_at = models.DateTimeField(_("until"))
    mailed_at = models.DateTimeField(_("mailed"), null=True, blank=True)
    not_before = models.DateTimeField(null=True, blank=True)
    failures = models.PositiveSmallIntegerField(default=0)
    accepted_at = models.DateTimeField(_("account opened"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("invitation")
        constraints = [
            models.UniqueConstraint(
                fields=["member"], condition=Q(accepted_at__isnull=False), name="one_account_opened_a_person"
            ),
            models.CheckConstraint(
                name="invitation_used_or_withdrawn", condition=Q(accepted_at=None) | Q(withdrawn_at=None)
            ),
        ]
        indexes = [
            models.Index(fields=["entity", "-id"], name="invitations_of_entity"),
            models.Index(
                fields=["id"],
                condition=Q(mailed_at=None, accepted_at=None, withdrawn_at=None) & ~Q(address=""),
                name="invitations_to_mail",
            ),
        ]

    def __str__(self) -> str:
        return str(self.at.date())

    @property
    def is_waiting(self) -> bool:
        """Twin of ``InvitationQuerySet.waiting``."""
        return not self.accepted_at and not self.withdrawn_at and self.ends_at > clock.now()
