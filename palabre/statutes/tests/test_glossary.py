"""Words explained: kept by the secretariat, marked once a page, wherever they are written."""

import pytest
from django.urls import reverse

from palabre.commons.trail.models import Entry
from palabre.core.verdict import Refused
from palabre.statutes.actions.glossary import explain_word, take_word_out
from palabre.statutes.glossed import Glossary
from palabre.statutes.models import GlossaryTerm


def explain(cast, word="quorum", other_forms="", term=None, explanation="How many it takes."):
    return explain_word(term, by=cast.farid, language="en", word=word, other_forms=other_forms, explanation=explanation)


def test_the_longest_form_is_marked_and_only_whole_words(db):
    terms = [GlossaryTerm(pk=1, word="part"), GlossaryTerm(pk=2, word="part sociale", other_forms="parts sociales")]
    marked = Glossary(terms).marked("<p>Des parts sociales, <a href='https://x.org'>part</a>. Partie &lt;part&gt;</p>")
    assert '<button class="glossed" popovertarget="word-2" type="button">parts sociales</button>' in marked
    assert marked.count("<button") == 2
    assert "Partie" in marked
    assert "&lt;<button" in marked


def test_markup_in_a_text_stays_words(db):
    marked = Glossary([GlossaryTerm(pk=1, word="alert")]).marked("<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>")
    assert "<script" not in marked


def test_it_is_kept_on_its_page(client, cast):
    client.force_login(cast.farid)
    words = {"word": "quorum", "explanation": "How many it takes.", "language": "en"}
    assert client.post(reverse("statutes:new_term"), words).status_code == 303
    term = GlossaryTerm.objects.get()
    address = reverse("statutes:term", args=[term.pk])
    assert client.post(address, words | {"explanation": "Better."}).status_code == 303
    assert "Better." in client.get(reverse("statutes:glossary")).content.decode()
    assert client.post(reverse("statutes:term_removal", args=[term.pk])).status_code == 303
    verbs = [entry.verb for entry in Entry.objects.order_by("id")]
    assert verbs == ["statutes.word_explained", "statutes.word_explained", "statutes.word_taken_out"]


def test_a_word_is_explained_once(cast):
    term = explain(cast)
    assert explain(cast, term=term) == term
    assert Entry.objects.count() == 1
    with pytest.raises(Refused, match="already explained"):
        explain(cast, word="Quorum")
    take_word_out(term, by=cast.farid)
    take_word_out(term, by=cast.farid)
    assert Entry.objects.count() == 2
