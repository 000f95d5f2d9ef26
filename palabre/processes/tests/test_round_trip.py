"""A document goes out as DOCX or ODT and comes in again: title, recommendations, measures and texts are the same."""

import re
from datetime import UTC, date, datetime
from html import escape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from palabre.commons.texts.printing.blocks import blocks_of
from palabre.processes.actions.publication import publish_manuscript
from palabre.processes.documents.document import Asked, Document, Note, Remarks, Reply, Section
from palabre.processes.documents.docx import docx_of
from palabre.processes.documents.odt import odt_of
from palabre.processes.models import Manuscript
from palabre.processes.reading import Passage, Proposal, propose
from palabre.processes.reading.blocks import Kind
from palabre.processes.reading.formats import read
from palabre.processes.reading.tests.test_invented_documents import DOCUMENTS, EXPECTED

WRITERS = {"docx": docx_of, "odt": odt_of}
AT = datetime(2020, 4, 20, tzinfo=UTC)
RICH = (
    "<p>Un <strong>mot</strong>, un <em>autre</em>, <strong><em>les deux</em></strong>"
    ' et un <a href="https://exemple.be/?a=1&amp;b=2">lien</a>.</p>'
    "<h2>Pourquoi ?</h2><p>Une ligne<br>puis une autre.</p><h3>Plus bas</h3>"
    "<ul><li>un</li><li>deux <strong>gras</strong><ol><li>premier</li><li>second</li></ol></li><li>trois</li></ul>"
    "<ol><li>A</li><li>B</li></ol><p>Entre deux.</p><ol><li>C</li><li>D</li></ol>"
    "<blockquote><p>Une citation.</p></blockquote>"
)
NOTE = Note(
    "Awa", AT, False, 2, blocks_of("<p>Mesure 9.9 : autre chose.</p><ul><li>un</li><li>deux</li></ul>"),
    Reply("taken_in", "Oui.\nVraiment.", "Bruno", AT),
)  # fmt: skip


def document(title, language, sections, remarks=(), **more):
    facts = {"document_on": None, "authors": ("Ada Brun",), "groups": ("Lyon",)} | more
    return Document(
        title=title, subtitle="", level="concertation", decider="Board", answer_due_on=date(2020, 7, 3),
        language=language, cooperative="Estran", accent="#0b6b5d", version=1, at=AT,
        reason="We heard you, all of you.", sha256="ab" * 32,
        sections=sections, remarks=remarks, **facts,
    )  # fmt: skip


def html_of(passages: tuple[Passage, ...]) -> str:
    """Passages as a member's text: headings, items in lists of their depth, paragraphs."""
    html = ""
    for passage in passages:
        words = passage.html or escape(passage.text)
        if passage.kind == Kind.HEADING:
            html += f"<h3>{words}</h3>"
        elif passage.kind == Kind.ITEM and re.match(r"\w", passage.text[:1]) and not passage.text[:1].isdigit():
            html += "<ul><li>" * (passage.level + 1) + words + "</li></ul>" * (passage.level + 1)
        else:
            html += f"<p>{words}</p>"
    return re.sub("</ul><ul>", "", html)


def published(proposal: Proposal) -> Document:
    """What publishing the proposal uncorrected would print."""
    introduction = Section("", "", (), blocks_of(html_of(proposal.introduction)), ())
    sections = tuple(
        Section(
            str(number),
            found.name,
            ("Lyon",),
            blocks_of(html_of(found.text)),
            tuple(
                Asked(f"{number}.{place}", measure.name, "Lyon", blocks_of(_paragraphs(measure.text)))
                for place, measure in enumerate(found.measures, start=1)
            ),
        )
        for number, found in enumerate(proposal.recommendations, start=1)
    )
    remarks = (Remarks("document", "", proposal.title, None, (NOTE, NOTE)),)
    facts = {"document_on": proposal.date, "authors": proposal.drafters, "groups": proposal.groups}
    return document(proposal.title, proposal.language, (introduction, *sections), remarks, **facts)


def _paragraphs(text: str) -> str:
    return "".join(f"<p>{escape(part)}</p>".replace("\n", "<br>") for part in text.split("\n\n") if part)


def said(proposal: Proposal) -> dict:
    """The words of a proposal and their emphasis, each at its place."""

    def words(passages):
        return [" ".join(line.split()) for passage in passages for line in passage.text.split("\n")]

    def marked(passages):
        return [
            mark
            for passage in passages
            for mark in re.findall(r"<(?:em|strong|a)\b.*?</(?:em|strong|a)>", passage.html)
        ]

    return {
        "title": " ".join(proposal.title.split()),
        "drafters": proposal.drafters,
        "groups": proposal.groups,
        "introduction": words(proposal.introduction),
        "recommendations": [
            {
                "name": " ".join(found.name.split()),
                "text": words(found.text),
                "marked": marked(found.text),
                "measures": [(" ".join(each.name.split()), " ".join(each.text.split())) for each in found.measures],
            }
            for found in proposal.recommendations
        ],
    }


@pytest.mark.parametrize("kind", WRITERS)
@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_an_invented_document_comes_back_as_it_went(name: str, kind: str) -> None:
    first = propose((DOCUMENTS / name).read_bytes(), filename=name)
    again = propose(WRITERS[kind](published(first)), filename=f"x.{kind}")
    assert again.format == kind
    assert said(again) == said(first)
    assert again.date == (first.date or AT.date())  # the version's own, where the document says none


@pytest.mark.parametrize("kind", WRITERS)
def test_headings_lists_emphasis_and_links_come_back(kind: str) -> None:
    measures = (Asked("1.1", "Ouvrir", "", blocks_of(RICH)), Asked("1.2", "Fermer", "", blocks_of("<p>Tard.</p>")))
    sections = (
        Section("", "", (), blocks_of(RICH), ()),
        Section("1", "Une maison ouverte", (), blocks_of(RICH), measures),
    )
    data = WRITERS[kind](document("Nos maisons", "en", sections))
    found = [
        (str(block.kind), block.level, block.marker, block.html or block.text)
        for block in read(data).blocks
        if not block.aside
    ]
    marks = (
        "Un <strong>mot</strong>, un <em>autre</em>, <strong><em>les deux</em></strong>"
        ' et un <a href="https://exemple.be/?a=1&amp;b=2">lien</a>.'
    )

    def rich(under: int) -> list[tuple[str, int, str, str]]:
        return [
            ("paragraph", 0, "", marks),
            ("heading", under + 1, "", "Pourquoi ?"),
            ("paragraph", 0, "", "Une ligne"),
            ("paragraph", 0, "", "puis une autre."),
            ("heading", under + 2, "", "Plus bas"),
            ("item", 0, "•", "un"),
            ("item", 0, "•", "deux <strong>gras</strong>"),
            ("item", 1, "1.", "premier"),
            ("item", 1, "2.", "second"),
            ("item", 0, "•", "trois"),
            ("item", 0, "1.", "A"),
            ("item", 0, "2.", "B"),
            ("paragraph", 0, "", "Entre deux."),
            ("item", 0, "1.", "C"),
            ("item", 0, "2.", "D"),
            ("paragraph", 0, "", "Une citation."),
        ]

    assert found == [
        ("heading", 1, "", "Nos maisons"),
        ("heading", 1, "", "Introduction"),
        *rich(1),
        ("heading", 1, "", "Recommendation 1 – Une maison ouverte"),
        *rich(1),
        ("heading", 2, "", "Measure 1.1 – Ouvrir"),
        *rich(2),
        ("heading", 2, "", "Measure 1.2 – Fermer"),
        ("paragraph", 0, "", "Tard."),
        ("heading", 1, "", "Annex: comments and answers"),
    ]


@pytest.mark.parametrize("kind", WRITERS)
def test_what_members_said_about_it_is_no_part_of_it(kind: str) -> None:
    sections = (Section("1", "Ouvrir", ("Lyon",), blocks_of("<p>Parce que.</p>"), (Asked("1.1", "Tôt", "Lyon", ()),)),)
    again = propose(
        WRITERS[kind](document("Ouvrir", "fr", sections, (Remarks("measure", "1.1", "Tôt", None, (NOTE,)),)))
    )
    [recommendation] = again.recommendations
    assert (recommendation.name, [passage.text for passage in recommendation.text]) == ("Ouvrir", ["Parce que."])
    assert [(measure.name, measure.text) for measure in recommendation.measures] == [("Tôt", "")]
    assert {"Mesure 9.9 : autre chose.", "un", "deux"} <= {passage.text for passage in again.unplaced}


@pytest.mark.django_db
@pytest.mark.parametrize("kind", WRITERS)
def test_a_published_version_taken_home_and_brought_in_again_is_the_same_document(cast, manuscript, terms, as_, kind):
    terms = terms(title=manuscript.proposal["title"])
    process = publish_manuscript(manuscript, by=cast.farid, **terms)
    sent = SimpleUploadedFile(f"again.{kind}", as_().get(f"/processes/{process.pk}/versions/1.{kind}").content)
    answer = as_(cast.farid).post("/processes/manuscripts/", {"file": sent})
    again = Manuscript.objects.get(pk=int(answer["Location"].split("/")[3]))

    for key in ("title", "date", "drafters", "groups", "introduction", "recommendations"):
        assert again.proposal[key] == manuscript.proposal[key], key
    assert again.source.name == f"again.{kind}"
    kept = b"".join(as_(cast.farid).get(f"/files/{again.source.pk}/").streaming_content)
    assert kept == as_().get(f"/processes/{process.pk}/versions/1.{kind}").content
