"""Words that each cooperative has its own of: where one says *antenne*, another says *section* or *pôle*.

A sentence that holds such a word takes it in the form it needs: ``{% noun "branch" "the" %}`` is "l’antenne", "la
section", "le pôle". The default is in the catalogue; what a cooperative chose comes from above (``read_from``).
French agrees in gender and elides; English has its two articles; other languages get the bare word.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import lazy
from django.utils.text import capfirst
from django.utils.translation import get_language, pgettext

KEYS = ("branch", "college", "share", "member", "board")
GENDERS = ("f", "m", "n")
# Form -> French before a feminine, a masculine, a word that begins with a vowel (None: as its gender); English.
FORMS: dict[str, tuple[str, str, str | None, str]] = {
    "bare": ("", "", None, ""),
    "one": ("une ", "un ", None, "one "),
    "a": ("une ", "un ", None, "a "),
    "the": ("la ", "le ", "l’", "the "),
    "of_the": ("de la ", "du ", "de l’", "of the "),
    "in_the": ("à la ", "au ", "à l’", "in the "),
    "this": ("cette ", "ce ", None, "this "),
    "my": ("ma ", "mon ", "mon ", "my "),
    "your": ("votre ", "votre ", None, "your "),
    "another": ("une autre ", "un autre ", None, "another "),
    "which": ("quelle ", "quel ", None, "which "),
    "no": ("aucune ", "aucun ", None, "no "),
    "become": ("", "", None, "a "),
    "any": ("toute ", "tout ", None, "any "),
}


@dataclass(frozen=True, slots=True)
class Noun:
    """``gender``: f, m or n. ``elides``: said as if it began with a vowel ("l’antenne", "l’hôtel", but "le hangar")."""

    singular: str
    plural: str
    gender: str = "n"
    elides: bool = False


def _nothing(key: str, language: str) -> Noun | None:
    return None


_source: Callable[[str, str], Noun | None] = _nothing


def read_from(source: Callable[[str, str], Noun | None]) -> None:
    """Let ``source(key, language)`` say what the cooperative chose, None for nothing. From ``AppConfig.ready``."""
    global _source
    _source = source


def default_of(key: str) -> Noun:
    """What the catalogue of the active language says, as "singular|plural|gender|elides". Raises ``KeyError``."""
    said = {
        "branch": pgettext("noun: singular|plural|gender f, m or n|elides or nothing", "branch|branches|n|"),
        "college": pgettext("noun: singular|plural|gender f, m or n|elides or nothing", "college|colleges|n|"),
        "member": pgettext("noun: singular|plural|gender f, m or n|elides or nothing", "member|members|n|"),
        "board": pgettext("noun: singular|plural|gender f, m or n|elides or nothing", "board|boards|n|"),
        "share": pgettext("noun: singular|plural|gender f, m or n|elides or nothing", "share|shares|n|"),
    }[key]
    singular, plural, gender, elides = said.split("|")
    return Noun(singular, plural, gender, bool(elides))


def noun_of(key: str) -> Noun:
    """The cooperative's word in the active language, or the catalogue's."""
    return _source(key, _language()) or default_of(key)


def said(key: str, form: str) -> str:
    """The word in this form: "l’antenne". ``many`` and ``of_many`` are plurals. ``KeyError`` for an unknown form."""
    return in_form(noun_of(key), form, _language())


def in_form(noun: Noun, form: str, language: str) -> str:
    if form == "many":
        return noun.plural
    if form == "of_many":  # after "beaucoup", "suivent", "registre": "d’antennes", "de sections"
        return f"{'d’' if noun.elides else 'de '}{noun.plural}" if language == "fr" else noun.plural
    feminine, masculine, before_vowel, english = FORMS[form]
    if language == "fr":
        return f"{_french(noun, feminine, masculine, before_vowel, form)}{noun.singular}"
    if language == "en":
        article = "an " if form in ("a", "become") and noun.singular[:1].lower() in "aeiou" else english
        return f"{article}{noun.singular}"
    return noun.singular


def _french(noun: Noun, feminine: str, masculine: str, before_vowel: str | None, form: str) -> str:
    if noun.elides and before_vowel is not None:
        return before_vowel
    if noun.elides and form == "this" and noun.gender != "f":
        return "cet "
    return feminine if noun.gender == "f" else masculine


def _language() -> str:
    return (get_language() or "en").split("-")[0]


def _label(key: str, form: str) -> str:
    return capfirst(said(key, form))


label = lazy(_label, str)  # for a form's label: ``label("branch", "your")`` is "Votre antenne"
