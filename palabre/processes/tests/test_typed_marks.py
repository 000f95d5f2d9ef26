"""Emphasis, lists and headings of a working document: typed marks while it is corrected, looks once it is published."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from palabre.commons.texts.html import plain_text
from palabre.commons.texts.revisions import newest
from palabre.processes.actions.publication import publish_manuscript
from palabre.processes.corrections.printed import as_html
from palabre.processes.models import Manuscript
from palabre.processes.reading import propose
from palabre.processes.reading.typed import marked, unmarked

PAGE = b"""<html><body><h1>Nos maisons</h1><p>Dates : 20 avril 2020</p><h2>Introduction</h2>
<p>Un <strong>mot</strong>, un <em>autre</em>, <strong><em>les deux</em></strong>.</p>
<h2>Recommandation 1 : Une maison ouverte</h2>
<p>Voici <em>pourquoi</em> :</p><ul><li>on y <strong>vient</strong></li><li>on y reste</li></ul>
<ol><li>d'abord</li><li>ensuite</li></ol>
<h3>Mesure 1.1 : Ouvrir le soir</h3><p>Deux soirs <strong>par semaine</strong>.</p>
<ul><li>le lundi</li><li>le jeudi</li></ul>
<h3>Mesure 1.2 : Fermer tard</h3><p>Parce que.</p>
</body></html>"""


@pytest.mark.parametrize(
    ("html", "words"),
    [
        ("Un <strong>mot</strong>.", "Un *mot*."),
        ("<strong>Un </strong>mot", "*Un* mot"),
        ("<em>un</em><br><em>deux</em>", "_un_\n_deux_"),
        ("<strong><em>les deux</em></strong>", "*_les deux_*"),
        ("dé<strong>jà</strong>", "déjà"),  # inside a word no mark is read: the word alone
        ("5 * 3 <strong>* 2</strong>", "5 * 3 * 2"),
        ('un <a href="https://exemple.be/">lien</a>', "un lien"),
        ("a &lt;b&gt; <em>c</em>", "a <b> _c_"),
    ],
)
def test_marks_are_typed_where_they_read_back_as_the_same_words(html, words):
    assert marked(html, plain_text(html)) == words


@pytest.mark.parametrize(
    ("paragraphs", "html"),
    [
        (["Un *mot*, un _autre_."], "<p>Un <strong>mot</strong>, un <em>autre</em>.</p>"),
        (["- un", "- deux", "Trois."], "<ul><li>un</li><li>deux</li></ul><p>Trois.</p>"),
        (["- un\n- deux"], "<ul><li>un</li><li>deux</li></ul>"),
        (["1. A", "2. B", "1. C", "2. D"], "<ol><li>A</li><li>B</li></ol><ol><li>C</li><li>D</li></ol>"),
        (["1. Seul"], "<p>1. Seul</p>"),
        (["3. Troisième", "4. Quatrième"], "<p>3. Troisième</p><p>4. Quatrième</p>"),
        (["2020. L'année", "- x"], "<p>2020. L&#x27;année</p><ul><li>x</li></ul>"),
        (["## Pourquoi", "### Plus bas", "#hors"], "<h2>Pourquoi</h2><h3>Plus bas</h3><p>#hors</p>"),
        (["Une ligne\npuis une autre"], "<p>Une ligne<br>puis une autre</p>"),
        (["<script>*x*</script>"], "<p>&lt;script&gt;<strong>x</strong>&lt;/script&gt;</p>"),
        (["", "  "], ""),
    ],
)
def test_typed_marks_are_printed(paragraphs, html):
    assert as_html(paragraphs) == html


def test_the_marks_add_no_word_to_what_was_read():
    read = propose(PAGE, filename="x.html")
    plain, typed = read.to_json(), read.to_json(marks=True)
    for one, other in zip(_texts(plain), _texts(typed), strict=True):
        lines = [
            unmarked(line).removeprefix("- ").removeprefix("## ").removeprefix("### ") for line in other.split("\n")
        ]
        assert "\n".join(lines) == one


def _texts(proposal):
    yield from proposal["introduction"]
    for each in proposal["recommendations"]:
        yield from each["text"]
        yield from (measure["text"] for measure in each["measures"])


@pytest.mark.django_db
@pytest.mark.parametrize("kind", ["docx", "odt"])
def test_looks_are_kept_from_the_document_to_the_version_and_back(cast, board, terms, as_, kind):
    """In, published, taken home as an office document, in again, published again: the same headings, lists, emphasis
    and measures."""
    first = _published(cast, terms, as_, SimpleUploadedFile("x.html", PAGE, content_type="text/html"))
    said = _said(first)
    introduction, [(_title, text, measures)] = said
    assert introduction == "<p>Un <strong>mot</strong>, un <em>autre</em>, <strong><em>les deux</em></strong>.</p>"
    assert "<p>Voici <em>pourquoi</em> :</p><ul><li>on y <strong>vient</strong></li><li>on y reste</li></ul>" in text
    assert "<ol><li>d'abord</li><li>ensuite</li></ol>" in text.replace("&#x27;", "'")
    assert measures == [
        (
            "Ouvrir le soir",
            "<p>Deux soirs <strong>par semaine</strong>.</p><ul><li>le lundi</li><li>le jeudi</li></ul>",
        ),
        ("Fermer tard", "<p>Parce que.</p>"),
    ]

    taken = as_().get(f"/processes/{first.pk}/versions/1.{kind}").content
    again = _published(cast, terms, as_, SimpleUploadedFile(f"x.{kind}", taken))

    assert _said(again) == said


def _published(cast, terms, as_, sent):
    answer = as_(cast.farid).post("/processes/manuscripts/", {"file": sent})
    manuscript = Manuscript.objects.get(pk=int(answer["Location"].split("/")[3]))
    return publish_manuscript(manuscript, by=cast.farid, **terms(title=manuscript.proposal["title"]))


def _said(process):
    recommendations = [(each.title, newest(each.text)) for each in process.recommendations.all()]
    return newest(process.introduction).html, [
        (title, revision.html, [(part["title"], part["html"]) for part in revision.parts])
        for title, revision in recommendations
    ]
