"""Words of the cooperative's own, with the article that French or English gives them."""

import pytest
from django.utils.translation import override

from palabre.core import nouns
from palabre.core.nouns import KEYS, Noun, default_of, in_form

ANTENNE = Noun("antenne", "antennes", "f", elides=True)
SECTION = Noun("section", "sections", "f")
POLE = Noun("pôle", "pôles", "m")
ATELIER = Noun("atelier", "ateliers", "m", elides=True)


@pytest.mark.parametrize(
    ("noun", "words"),
    [
        (ANTENNE, "une antenne, l’antenne, de l’antenne, à l’antenne, cette antenne, mon antenne, toute antenne"),
        (SECTION, "une section, la section, de la section, à la section, cette section, ma section, toute section"),
        (POLE, "un pôle, le pôle, du pôle, au pôle, ce pôle, mon pôle, tout pôle"),
        (ATELIER, "un atelier, l’atelier, de l’atelier, à l’atelier, cet atelier, mon atelier, tout atelier"),
    ],
)
def test_french_agrees_and_elides(noun, words):
    forms = ("a", "the", "of_the", "in_the", "this", "my", "any")
    assert ", ".join(in_form(noun, form, "fr") for form in forms) == words
    assert (in_form(noun, "many", "fr"), in_form(noun, "bare", "fr")) == (noun.plural, noun.singular)


def test_which_another_no_and_many_agree_too():
    forms = ("another", "which", "no", "become", "of_many")
    said = [", ".join(in_form(noun, form, "fr") for form in forms) for noun in (ANTENNE, POLE)]
    assert said == [
        "une autre antenne, quelle antenne, aucune antenne, antenne, d’antennes",
        "un autre pôle, quel pôle, aucun pôle, pôle, de pôles",
    ]
    assert in_form(Noun("member", "members"), "become", "en") == "a member"


def test_english_has_its_two_articles():
    assert [in_form(Noun(word, ""), "a", "en") for word in ("branch", "office")] == ["a branch", "an office"]
    assert in_form(Noun("branch", ""), "in_the", "en") == "in the branch"


def test_another_language_gets_the_bare_word():
    assert in_form(Noun("afdeling", "afdelingen", "m"), "the", "nl") == "afdeling"


@pytest.mark.parametrize("language", ["en", "fr"])
def test_each_has_a_usual_word_in_each_language(language):
    with override(language):
        usual = [default_of(key) for key in KEYS]
    assert all(noun.singular and noun.plural and noun.gender in nouns.GENDERS for noun in usual)
    assert [noun.singular for noun in usual] == {
        "en": ["branch", "college", "share", "member", "board"],
        "fr": ["antenne", "collège", "part", "membre", "conseil"],
    }[language]
