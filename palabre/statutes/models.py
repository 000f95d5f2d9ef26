"""The texts on which a cooperative stands, article by article, each version with the assembly that adopted it."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from palabre.commons.texts.languages import LANGUAGES
from palabre.core import clock
from palabre.people.models import Addressed


class Statutes(Addressed):
    """A founding text: the statutes of a legal entity, or the rules that stand below them.

    ``language`` is the authentic one: where a translation says something else, this one counts.
    """

    class Kind(models.TextChoices):
        STATUTES = "statutes", _("Statutes")
        HOUSE_RULES = "house_rules", _("House rules")
        CHARTER = "charter", _("Charter")

    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices)
    title = models.CharField(_("title"), max_length=160)
    entity = models.ForeignKey(
        "people.Entity", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("legal entity")
    )
    language = models.CharField(_("authentic language"), max_length=7, choices=LANGUAGES, default="fr")
    opened_at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = _("statutes")
        verbose_name_plural = _("statutes")
        ordering = ["-kind", "id"]
        constraints = [models.UniqueConstraint(fields=["title"], name="statutes_titled_once")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("statutes:text", args=[self.pk])


class AdoptionQuerySet(models.QuerySet):
    def in_force(self, day: date) -> Self:
        """The one version of each founding text that counts on ``day``: the newest whose first day has come."""
        begun = Adoption.objects.filter(statutes=OuterRef("statutes"), in_force_on__lte=day).order_by("-number")
        return self.filter(pk=Subquery(begun.values("pk")[:1]))


class Adoption(models.Model):
    """One version of a founding text, as an assembly adopted it. Never changed, never removed.

    ``adopted_on`` is the assembly's day, ``in_force_on`` the first day on which it counts, ``at`` when it was written
    down here: three different things.
    """

    append_only = True

    statutes = models.ForeignKey(Statutes, models.PROTECT, related_name="adoptions", verbose_name=_("statutes"))
    number = models.PositiveSmallIntegerField(_("version"))
    assembly = models.CharField(_("adopted by"), max_length=160)
    adopted_on = models.DateField(_("adopted"))
    in_force_on = models.DateField(_("in force from"))
    reason = models.CharField(_("what changed, and why"), max_length=500, blank=True)
    by = models.ForeignKey("people.Member", models.PROTECT, related_name="+", verbose_name=_("recorded by"))
    at = models.DateTimeField(default=clock.now)

    objects = AdoptionQuerySet.as_manager()

    class Meta:
        verbose_name = _("adoption")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["statutes", "number"], name="adoption_numbered_once"),
            models.CheckConstraint(name="in_force_after_adoption", condition=Q(in_force_on__gte=F("adopted_on"))),
        ]
        indexes = [models.Index(fields=["statutes", "in_force_on"], name="adoption_in_force")]

    def __str__(self) -> str:
        return f"{self.statutes}, {self.number}"


class Article(models.Model):
    """One article over time: it keeps its identity when its number, its title or its words change."""

    statutes = models.ForeignKey(Statutes, models.PROTECT, related_name="articles", verbose_name=_("statutes"))
    text = models.OneToOneField("texts.Text", models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("article")

    def __str__(self) -> str:
        return f"{self.statutes} #{self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("statutes:article", args=[self.pk])


class ClauseQuerySet(models.QuerySet):
    def in_force(self, day: date) -> Self:
        return self.filter(adoption__in=Adoption.objects.in_force(day).values("pk"))


class Clause(models.Model):
    """An article as one version has it: its place, its number, the words it has there. Never changed.

    Each version has a clause for every article that stands in it, changed or not; an article without one is repealed.
    """

    append_only = True

    adoption = models.ForeignKey(Adoption, models.PROTECT, related_name="clauses", verbose_name=_("version"))
    article = models.ForeignKey(Article, models.PROTECT, related_name="clauses", verbose_name=_("article"))
    position = models.PositiveSmallIntegerField()
    section = models.CharField(_("section"), max_length=200, blank=True)
    number = models.CharField(_("number"), max_length=16)
    revision = models.ForeignKey("texts.Revision", models.PROTECT, related_name="+", verbose_name=_("words"))

    objects = ClauseQuerySet.as_manager()

    class Meta:
        verbose_name = _("article of a version")
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["adoption", "article"], name="article_stands_once_in_a_version"),
            models.UniqueConstraint(fields=["adoption", "position"], name="clause_placed_once"),
            models.UniqueConstraint(fields=["adoption", "number"], name="clause_numbered_once"),
        ]

    def __str__(self) -> str:
        return self.number


class Rendering(models.Model):
    """What stands beside an article in one language: a summary in plain words, or a translation. It binds nobody.

    Its versions are those of ``text``. ``explains`` is the wording that the newest of them speaks of: once the article
    has another, readers are told that this one is older.
    """

    class Kind(models.TextChoices):
        SUMMARY = "summary", _("in plain words")
        TRANSLATION = "translation", _("translation")

    article = models.ForeignKey(Article, models.PROTECT, related_name="renderings", verbose_name=_("article"))
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices)
    language = models.CharField(_("language"), max_length=7, choices=LANGUAGES)
    text = models.OneToOneField("texts.Text", models.PROTECT, related_name="+")
    explains = models.ForeignKey("texts.Revision", models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("text beside an article")
        constraints = [
            models.UniqueConstraint(fields=["article", "kind", "language"], name="one_rendering_of_a_kind_and_language")
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.language}"


class GlossaryTerm(models.Model):
    """A word of the statutes that not everybody knows, explained where it is read.

    ``other_forms`` are other ways in which it is written (plural, feminine), with commas between.
    """

    MOST = 300

    language = models.CharField(_("language"), max_length=7, choices=LANGUAGES)
    word = models.CharField(_("word"), max_length=60)
    other_forms = models.CharField(_("other forms"), max_length=300, blank=True)
    explanation = models.CharField(_("what it means"), max_length=600)

    class Meta:
        verbose_name = _("word of the glossary")
        verbose_name_plural = _("words of the glossary")
        ordering = ["word"]
        constraints = [models.UniqueConstraint(fields=["language", "word"], name="word_explained_once")]

    def __str__(self) -> str:
        return self.word

    def written(self) -> list[str]:
        """Every way in which it is written, the word itself first."""
        return [self.word, *filter(None, (form.strip() for form in self.other_forms.split(",")))]
