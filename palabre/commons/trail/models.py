"""What happened, in order, only ever added to; and typed links between things."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from palabre.core import clock
from palabre.people.models import Addressed


class Entry(Addressed):
    """One thing that happened. Never changed, never removed: the database itself refuses.

    The row holds no words and no name: label, facts and the name shown live, salted, in ``EntryDetails``, which an
    erasure may empty; ``details_sha256`` keeps their hash, so that a silent change shows.

    What stays for good is the instant, the verb, the subject's id and ``actor``: which member did it, also when they
    spoke under a pseudonym or stood behind someone's words without being named. No page, export, notice or mail
    shows it (they show ``details.actor_name``; ``tests/test_pseudonyms.py``); whoever holds the database, or a copy
    of it, can read it. It is there so that nobody is told of what they did themselves, and that an audit can ask.
    """

    append_only = True

    at = models.DateTimeField(default=clock.now)
    actor = models.ForeignKey("people.Member", models.PROTECT, null=True, related_name="+", verbose_name=_("by"))
    verb = models.CharField(max_length=60)
    subject_kind = models.CharField(max_length=60)
    subject_id = models.BigIntegerField()
    details_sha256 = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("entry")
        verbose_name_plural = _("entries")
        indexes = [
            models.Index(fields=["subject_kind", "subject_id", "id"], name="trail_subject"),
            models.Index(fields=["verb", "id"], name="trail_verb"),
        ]

    def __str__(self) -> str:
        return f"{self.verb} {self.subject_kind} {self.subject_id}"


class EntryDetails(models.Model):
    """The words of an entry: whom it names and what it says. May be emptied by an erasure, never rewritten.

    ``actor_name`` is the name shown, a pseudonym where one was chosen; facts may hold ids of members.
    """

    entry = models.OneToOneField(Entry, models.PROTECT, primary_key=True, related_name="details")
    salt = models.CharField(max_length=32)
    actor_name = models.CharField(max_length=80, blank=True)
    label = models.CharField(max_length=200, blank=True)
    facts = models.JSONField(default=dict, blank=True)
    erased_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("entry’s words")
        verbose_name_plural = _("entries’ words")


class Link(models.Model):
    """A typed link of the thread: what was said → what took it up → what was decided → promised → proved.

    Made by the action that makes it true, with that action's entry; read by those who may read the entry.
    """

    append_only = True

    class Kind(models.TextChoices):
        TAKEN_UP = "taken_up", _("taken up in")
        REFERRED = "referred", _("referred as")
        DECIDED = "decided", _("decided by")
        PROMISED = "promised", _("promised as")
        PROVED = "proved", _("proved by")

    entry = models.ForeignKey(Entry, models.PROTECT, related_name="links")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    from_kind = models.CharField(max_length=60)
    from_id = models.BigIntegerField()
    to_kind = models.CharField(max_length=60)
    to_id = models.BigIntegerField()

    class Meta:
        verbose_name = _("link of the thread")
        verbose_name_plural = _("links of the thread")
        indexes = [
            models.Index(fields=["from_kind", "from_id"], name="trail_link_from"),
            models.Index(fields=["to_kind", "to_id"], name="trail_link_to"),
        ]


class Pending(models.Model):
    """A reader (notices…) has still to read this entry. Written with the entry, deleted once read.

    One that fails is tried again with growing delays, then parked with an alarm; the rest flows on.
    """

    entry = models.ForeignKey(Entry, models.PROTECT, related_name="+")
    reader = models.CharField(max_length=30)
    attempts = models.PositiveSmallIntegerField(default=0)
    due_at = models.DateTimeField(default=clock.now)
    parked_at = models.DateTimeField(null=True, blank=True)
    failure = models.CharField(max_length=200, blank=True)

    class Meta:
        verbose_name = _("still to be read")
        verbose_name_plural = _("still to be read")
        indexes = [models.Index(fields=["reader", "parked_at", "due_at", "id"], name="pending_due")]


class SentForm(models.Model):
    """A form that was done, so that sent again it is answered and not done again. Forgotten after a day.

    ``sha256`` is of its key, its words, its address and its sender: the row itself says nothing of them. ``drafts`` are
    those that the answer declared accepted.
    """

    sha256 = models.CharField(max_length=64, primary_key=True)
    at = models.DateTimeField(default=clock.now, db_index=True)
    location = models.CharField(max_length=500, blank=True)
    drafts = models.JSONField(default=list, blank=True)

    class Meta:
        verbose_name = _("sent form")
        verbose_name_plural = _("sent forms")


class Round(models.Model):
    """Work the worker does again and again; claimed by one conditional UPDATE, so two workers never do it together."""

    name = models.CharField(max_length=60, primary_key=True)
    next_at = models.DateTimeField()
    last_begun_at = models.DateTimeField(null=True, blank=True)
    last_done_at = models.DateTimeField(null=True, blank=True)
    failures = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("round")
        verbose_name_plural = _("rounds")


class Seal(models.Model):
    """What the record was at a moment: a Merkle root over the rows new since the seal before, linked to that seal.

    A row of its own, made by the worker: whoever writes the record never touches one. ``ranges`` says for each kind
    which ids it covers: ``{"governance.decision": {"first": 4, "last": 9, "count": 5, "columns": […], "gaps":
    [[7, 7, since]], "late": [[2, 2]]}}``. *Gaps* were not there at sealing (a transaction still open, or rolled
    back) and are carried on until they come *late* or, a day after, are given up. ``marks`` are the first digits of
    each leaf, to name the row that was changed. ``salt`` keeps a published hash from confirming a guess about what
    not everyone may read. The rule of hashing is ``trail.verify``'s.
    """

    append_only = True

    # Two sealers at once draw up the same number: the database keeps one of them.
    number = models.PositiveBigIntegerField(_("number"), primary_key=True)
    at = models.DateTimeField(_("sealed"))
    previous = models.CharField(max_length=64, blank=True)
    root = models.CharField(max_length=64)
    count = models.PositiveBigIntegerField()
    total = models.PositiveBigIntegerField()
    ranges = models.JSONField()
    marks = models.JSONField()
    salt = models.CharField(max_length=32)
    sha256 = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("seal")
        verbose_name_plural = _("seals")
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["previous"], name="seal_follows_one")]

    def __str__(self) -> str:
        return f"{self.number} {self.sha256}"


class SealTip(models.Model):
    """Which seal is the newest, said a second time: row 1. Without it, taking away the last seal would not show."""

    number = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("newest seal")
        verbose_name_plural = _("newest seals")
        constraints = [models.CheckConstraint(name="only_one_newest_seal", condition=models.Q(pk=1))]
