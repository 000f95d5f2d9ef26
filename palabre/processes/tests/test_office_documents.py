"""Versions as DOCX and ODT: what stands in them, how a word processor sees it, and that hostile words stay words."""

import io
import zipfile
from dataclasses import replace
from html import escape
from itertools import pairwise

import docx
import odfdo
import pytest
from django.urls import reverse
from lxml import etree

from palabre.commons.texts.html import clean_html
from palabre.commons.texts.printing.blocks import blocks_of
from palabre.commons.texts.revisions import newest
from palabre.processes.actions.revisions import publish_version
from palabre.processes.documents.docx import docx_of
from palabre.processes.documents.odt import odt_of
from palabre.processes.documents.outline import outline_of
from palabre.processes.queries.documents import document_of_edition, document_of_revision
from palabre.processes.reading import propose
from palabre.processes.reading.odt_styles import TEXT
from palabre.processes.tests.test_documents import EMOJI, HOSTILE, LONG, heard  # noqa: F401 -- a fixture

pytestmark = pytest.mark.django_db
WRITERS = {"docx": docx_of, "odt": odt_of}
MEDIA_TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "odt": "application/vnd.oasis.opendocument.text",
}
SAID = [
    "Deciding together, even from afar", "Recommendation 1 – Publish the agenda", "Measure 1.1 – Ten days before",
    "Annex: comments and answers", "And in Dutch?", "Half of us read Dutch.", "No answer yet.",
]  # fmt: skip


def edition_url(process, kind):
    return reverse(f"processes:process_{kind}", args=[process.pk, 1])


def edition(process):
    return document_of_edition(process.editions.get(), process.by)


def outlined(kind, data):
    """(level, words) of every heading, read with a library."""
    if kind == "docx":
        found = [each for each in docx.Document(io.BytesIO(data)).paragraphs if each.style.name.startswith("Heading")]
        return [(int(each.style.name[-1]), each.text) for each in found]
    found = parts_of(data)["content.xml"].iter(f"{TEXT}h")
    return [(int(each.get(f"{TEXT}outline-level")), said_in(each)) for each in found]


def text_of(kind, data):
    if kind == "docx":
        return "\n".join(each.text for each in docx.Document(io.BytesIO(data)).paragraphs)
    return "\n".join(said_in(each) for each in parts_of(data)["content.xml"].iter(f"{TEXT}p", f"{TEXT}h"))


def said_in(element):
    """The words of a paragraph of an ODT, where a space of its own is an element."""
    words = []
    for event, each in etree.iterwalk(element, events=("start", "end")):
        if event == "start":
            words += [{f"{TEXT}s": " ", f"{TEXT}line-break": "\n"}.get(each.tag, ""), each.text or ""]
        elif each is not element:
            words.append(each.tail or "")
    return "".join(words)


def parts_of(data):
    """Every XML part, parsed: a part that is not well-formed fails here."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        names = [name for name in archive.namelist() if name.endswith((".xml", ".rels")) and archive.read(name)]
        return {name: etree.fromstring(archive.read(name)) for name in names}


@pytest.mark.parametrize("kind", WRITERS)
def test_anyone_takes_the_whole_document_home(client, heard, kind):  # noqa: F811
    response = client.get(edition_url(heard.process, kind))

    assert response.status_code == 200
    assert response["Content-Type"] == MEDIA_TYPES[kind]
    assert response["Content-Disposition"] == (
        f'attachment; filename="deciding-together-even-from-afar-version-1.{kind}"'
    )
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Cache-Control"] == "private, no-cache"
    assert client.get(edition_url(heard.process, kind), HTTP_IF_NONE_MATCH=response["ETag"]).status_code == 304
    words = text_of(kind, response.content)
    assert [said for said in SAID if said not in words] == []


@pytest.mark.parametrize("kind", WRITERS)
def test_its_outline_never_skips_a_level(heard, kind):  # noqa: F811
    levels = outlined(kind, WRITERS[kind](edition(heard.process)))
    assert [words for level, words in levels if level == 1] == [
        "Introduction",
        "Recommendation 1 – Publish the agenda",
        "Recommendation 2 – Answer in writing",
        "Annex: comments and answers",
    ]
    assert all(after <= before + 1 for (before, _), (after, _) in pairwise(levels))


@pytest.mark.parametrize("kind", WRITERS)
def test_its_contents_are_there_before_anyone_updates_them(heard, kind):  # noqa: F811
    document = edition(heard.process)
    named = [piece.runs[0].text for piece in outline_of(document).pieces if piece.contents]
    parts = parts_of(WRITERS[kind](document))
    if kind == "docx":
        entries = parts["word/document.xml"].xpath("//*[local-name()='hyperlink'][@*[local-name()='anchor']]")
    else:
        entries = parts["content.xml"].xpath("//*[local-name()='index-body']/*[local-name()='p']")
    assert ["".join(entry.itertext()) for entry in entries] == named
    assert len(named) > 5


@pytest.mark.parametrize("kind", WRITERS)
def test_it_says_its_language_title_and_authors(heard, kind):  # noqa: F811
    data = WRITERS[kind](edition(heard.process))
    if kind == "docx":
        about = docx.Document(io.BytesIO(data)).core_properties
        assert (about.title, about.language) == ("Deciding together, even from afar", "en")
        languages = parts_of(data)["word/styles.xml"].xpath("//*[local-name()='rPrDefault']//*[local-name()='lang']")
        assert [next(iter(each.attrib.values())) for each in languages] == ["en-GB"]
    else:
        odt = odfdo.Document(io.BytesIO(data))
        assert (odt.meta.title, odt.meta.language, odt.language) == ("Deciding together, even from afar", "en", "en-GB")


@pytest.mark.parametrize("kind", WRITERS)
def test_the_same_version_is_the_same_bytes(heard, kind, time_machine):  # noqa: F811
    document = edition(heard.process)
    first = WRITERS[kind](document)
    time_machine.move_to("2031-03-04 05:06:07")
    assert WRITERS[kind](document) == first


def test_an_odt_is_told_by_its_first_bytes_and_lists_what_it_holds(heard):  # noqa: F811
    data = odt_of(edition(heard.process))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        held = {name for name in archive.namelist() if not name.startswith(("mimetype", "META-INF"))}
    manifest = parts_of(data)["META-INF/manifest.xml"]
    assert data[30:77] == b"mimetypeapplication/vnd.oasis.opendocument.text"
    assert set(manifest.xpath("//@*[local-name()='full-path']")) == held | {"/"}


@pytest.mark.parametrize("kind", WRITERS)
@pytest.mark.parametrize("words", [HOSTILE, EMOJI, LONG], ids=["code", "emoji", "long"])
def test_whatever_members_write_stays_words(cast, review, say, kind, words):
    part = {"anchor": "m1", "title": words[:280], "html": clean_html(f"<p>{words}</p>")}
    say(review.measure, cast.awa, words)
    new = {"title": words[:280], "html": part["html"], "measures": [part], "reason": f"\x0b{words}"[:400]}
    publish_version(review.first, by=cast.bruno, **new)
    document = document_of_revision(review.first, newest(review.first.text), cast.awa)
    data = WRITERS[kind](document)
    parts_of(data)
    title = "".join(sign for sign in words[:280] if sign != "\x07")
    assert " ".join(title.split()) in text_of(kind, data)


@pytest.mark.parametrize(
    ("href", "target"),
    [
        ("https://exemple.be/é à", "https://exemple.be/%C3%A9%20%C3%A0"),
        ("https://a.be/?q=<b>&\"'", "https://a.be/?q=%3Cb%3E&%22'"),
        ("https://a.be/\u0007", "https://a.be/"),
        ("http://[", None),
        ("http://exa mple.be/", None),
        ("https://a.be:port/", None),
        ("http://", None),
    ],
)
@pytest.mark.parametrize("kind", WRITERS)
def test_an_address_no_word_processor_can_parse_becomes_words(heard, kind, href, target):  # noqa: F811
    document = edition(heard.process)
    text = blocks_of(f'<p>Voir <a href="{escape(href)}">ici</a>.</p>')
    data = WRITERS[kind](replace(document, sections=(replace(document.sections[0], blocks=text),)))
    found = [
        address
        for part in parts_of(data).values()
        for address in part.xpath("//@Target | //@*[local-name()='href']")
        if address.startswith("http") and "schemas" not in address
    ]
    assert "Voir ici." in text_of(kind, data)
    assert found == ([target] if target else [])


def test_each_numbered_list_of_a_docx_counts_for_itself(heard):  # noqa: F811
    document = edition(heard.process)
    text = blocks_of("<ol><li>A</li></ol><p>Between.</p><ol><li>B<ol><li>b</li></ol></li></ol>")
    parts = parts_of(docx_of(replace(document, sections=(replace(document.sections[0], blocks=text),))))
    used = parts["word/document.xml"].xpath("//*[local-name()='numId']/@*")
    begins = parts["word/numbering.xml"].xpath("//*[local-name()='num'][*/*[local-name()='startOverride']]/@*")
    assert used[:3] == begins
    assert len(set(begins)) == 3


@pytest.mark.parametrize("kind", WRITERS)
def test_the_demo_process_reads_back_to_the_same_recommendations_and_measures(client, heard, kind):  # noqa: F811
    again = propose(client.get(edition_url(heard.process, kind)).content, filename=f"x.{kind}")
    process = heard.process
    assert again.title == process.title
    assert [(found.name, [measure.name for measure in found.measures]) for found in again.recommendations] == [
        (found.title, [measure.title for measure in found.measures.order_by("number")])
        for found in process.recommendations.order_by("number")
    ]
    assert again.introduction[0].text.startswith("We met four times.")
