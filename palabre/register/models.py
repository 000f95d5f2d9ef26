"""An import of the register: a file that came in, what each of its rows would do, and whether it was done."""

from django.db import models
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
