"""It points at what could read more easily, in French and in Dutch, and leaves the rest alone."""

from palabre.statutes.plainness import remarks_on

LONG_FRENCH = (
    "<p>Le conseil d’administration, après avoir recueilli l’avis des antennes et celui du comité, détermine chaque "
    "année, dans les conditions que fixe le règlement, le taux de la contribution que versent les membres.</p>"
)


def test_a_long_french_sentence_is_pointed_at_and_a_short_one_not():
    remarks = remarks_on(LONG_FRENCH + "<p>Le conseil fixe le taux.</p>", "fr", [])
    assert (remarks.sentences, [sentence.words for sentence in remarks.long]) == (2, [34])
    assert remarks_on("<p>Le conseil fixe le taux.</p>", "fr", []).long == []


def test_dutch_sentences_are_held_to_twenty_words():
    words = "De raad van bestuur zet elk jaar een nieuw eigen punt op de agenda als er twintig leden samen om vragen."
    remarks = remarks_on(f"<p>{words}</p>", "nl", [])
    assert (remarks.limit, [sentence.words for sentence in remarks.long]) == (20, [21])


def test_rare_words_are_named_once_unless_the_glossary_explains_them():
    words = "<p>Le nantissement et l’usufruit. Le nantissement, à Landerneau, avec Madame Le Goff.</p>"
    assert remarks_on(words, "fr", []).rare == ["nantissement", "usufruit"]
    assert remarks_on(words, "fr", ["Nantissement"]).rare == ["usufruit"]
    assert remarks_on("<p>De coöptatie van een bestuurder.</p>", "nl", []).rare == ["coöptatie"]


def test_an_abbreviation_ends_no_sentence():
    assert remarks_on("<p>Selon l’art. 12 des statuts. Voilà.</p>", "fr", []).sentences == 2
    assert remarks_on("", "fr", []).average == 0
