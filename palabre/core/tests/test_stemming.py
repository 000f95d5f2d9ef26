"""Words as one searches by them."""

import pytest

from palabre.core.stemming import stem, stems, words_in


@pytest.mark.parametrize(
    ("typed", "counted"),
    [
        ("Comptes rendus de l’assemblée", ["compt", "rendu", "assembl"]),
        ("les locaux d’Œuvre 2025", ["loca", "oeuvr", "2025"]),
        ("la cotisation, LES COTISATIONS", ["cotis"]),
        ("de la le", []),
    ],
)
def test_words_are_compared_without_accents_endings_and_small_words(typed, counted):
    assert stems(typed) == counted


def test_one_word_in_all_its_forms():
    assert {stem(word) for word in ("general", "generale", "generales", "generaux")} == {"genera"}
    assert {stem(word) for word in ("journal", "journaux")} == {"journa"}
    assert [stem(word) for word in ("les", "2025", "vote", "votes")] == ["les", "2025", "vot", "vot"]


def test_a_text_is_found_by_how_its_words_begin():
    words = words_in("« Pivot », l’an 2025…")
    assert words == " pivot l an 2025"
    assert " vot" not in words
