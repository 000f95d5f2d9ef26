"""What can happen to founding texts. Whoever may read them reads of it; nobody is written to."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from palabre.commons.trail.models import Entry
from palabre.commons.trail.verbs import Verb


def _text(entry: Entry) -> str:
    return reverse("statutes:text", args=[entry.subject_id])


def _article(entry: Entry) -> str:
    article = entry.details.facts.get("article_id")
    return reverse("statutes:article", args=[article]) if article else _text(entry)


def _glossary(entry: Entry) -> str:
    return reverse("statutes:glossary")


STATUTES_OPENED = Verb(
    key="statutes.opened", sentence=_("%(actor)s opened “%(subject)s” among the founding texts"), address=_text
)
VERSION_ADOPTED = Verb(
    key="statutes.adopted",
    sentence=_("%(actor)s recorded version %(number)s of “%(subject)s”, adopted by: %(assembly)s"),
    address=_text,
)
SUMMARY_PUBLISHED = Verb(
    key="statutes.summary_published",
    sentence=_("%(actor)s said article %(article)s of “%(subject)s” in plain words (%(language)s)"),
    address=_article,
)
TRANSLATION_PUBLISHED = Verb(
    key="statutes.translation_published",
    sentence=_("%(actor)s published a translation of article %(article)s of “%(subject)s” (%(language)s)"),
    address=_article,
)
WORD_EXPLAINED = Verb(
    key="statutes.word_explained", sentence=_("%(actor)s explained “%(word)s” in the glossary"), address=_glossary
)
WORD_TAKEN_OUT = Verb(
    key="statutes.word_taken_out", sentence=_("%(actor)s took “%(word)s” out of the glossary"), address=_glossary
)

ALL: list[Verb] = [
    STATUTES_OPENED,
    VERSION_ADOPTED,
    SUMMARY_PUBLISHED,
    TRANSLATION_PUBLISHED,
    WORD_EXPLAINED,
    WORD_TAKEN_OUT,
]
