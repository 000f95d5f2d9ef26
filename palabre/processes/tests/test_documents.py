"""Versions to take home: what stands in them, who may have them, and that nothing a member wrote is run."""

import html
import io
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from markdown_it import MarkdownIt
from pypdf import PdfReader

from palabre.commons.texts.html import clean_html
from palabre.commons.texts.printing import paper
from palabre.commons.texts.printing.blocks import blocks_of, plain
from palabre.commons.texts.revisions import newest
from palabre.commons.trail.models import Entry, Seal
from palabre.commons.trail.sealing import seal_new
from palabre.processes.actions.answers import answer_comment
from palabre.processes.actions.revisions import publish_version
from palabre.processes.documents.markdown import escaped, markdown_of
from palabre.processes.documents.pdf import pdf_of
from palabre.processes.models import Edition, Process
from palabre.processes.queries.documents import document_of_edition, document_of_revision

pytestmark = pytest.mark.django_db
HOSTILE = (
    '#panic("run") #read("/etc/passwd") $x^2$ @ref <label> \\ #import "@preview/cetz:0.3.0" '
    "<script>alert(1)</script> ![x](http://evil.example/p.png) [a](javascript:alert(1)) `code` *b* _i_ ~s~"
)
EMOJI = "🎉👩‍🌾 中文 العربية ✓ → \u0007"
LONG = "Donaudampfschiffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft" * 4


def opened(content):
    return PdfReader(io.BytesIO(content))


def text_of(content):
    """Every word of every page on one line."""
    words = " ".join(page.extract_text() for page in opened(content).pages)
    return re.sub(r"\s+", " ", words)


def edition_url(process, kind, number=1):
    return reverse(f"processes:process_{kind}", args=[process.pk, number])


def revision_url(recommendation, kind, number=1):
    return reverse(f"processes:recommendation_{kind}", args=[recommendation.pk, number])


@pytest.fixture
def heard(cast, review, say):
    """Awa’s comment on the first measure, taken in by Bruno; Edwige’s, under a pseudonym, still waits."""
    cast.edwige.pseudonym = "Gull"
    cast.edwige.save()
    review.process.language = "en"
    review.process.save()
    comment = say(review.measure, cast.awa, "And in Dutch?\n\n- one\n- *two*")
    say(review.first, cast.edwige, "May one come and say it?", pseudonymous=True)
    answer_comment(comment, by=cast.bruno, fate="taken_in", reason="Half of us read Dutch.")
    return review


# --- pdf ------------------------------------------------------------------------------------------


def test_anyone_takes_the_whole_document_home(client, heard):
    response = client.get(edition_url(heard.process, "pdf"))
    words = text_of(response.content)

    assert response.status_code == 200
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == 'attachment; filename="deciding-together-even-from-afar-version-1.pdf"'
    assert response["X-Content-Type-Options"] == "nosniff"
    for said in (
        "Deciding together, even from afar", "Estran", "Concertation", "Who decides", "We met four times.",
        "Publish the agenda",
        "Ten days before", "Answer in writing", "Annex: comments and answers", "Awa", "And in Dutch?",
        "Taken in. Answered by Bruno", "Half of us read Dutch.", "Gull", "No answer yet.",
    ):  # fmt: skip
        assert said in words


def test_the_pdf_can_be_read_aloud(client, heard):
    reader = opened(client.get(edition_url(heard.process, "pdf")).content)
    root = reader.trailer["/Root"]
    bookmarks = [mark.title for mark in reader.outline if not isinstance(mark, list)]

    assert root["/Lang"] == "en"
    assert root["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in root
    assert reader.metadata.title == "Deciding together, even from afar"
    assert b"pdfuaid:part" in root["/Metadata"].get_data()
    assert bookmarks[-4:-1] == ["Introduction", "1 Publish the agenda", "2 Answer in writing"]
    assert bookmarks[-1] == "Annex: comments and answers"


def test_every_page_says_which_version_it_is(client, heard):
    content = client.get(edition_url(heard.process, "pdf")).content
    edition = heard.process.editions.get()
    sha256 = document_of_edition(edition, heard.process.by).sha256
    pages = opened(content).pages

    for number, page in enumerate(pages, start=1):
        assert f"{sha256[:12]} {number}/{len(pages)}" in re.sub(r"\s+", " ", page.extract_text())


def test_every_page_is_a_witness_of_the_newest_seal(client, cast, heard):
    seal_new()
    url, newest = edition_url(heard.process, "pdf"), Seal.objects.last()
    answer = client.get(url)
    said = f"Seal no. {newest.number} · {newest.sha256[:16]}…"
    pages = [re.sub(r"\s+", " ", page.extract_text()) for page in opened(answer.content).pages]
    assert [words for words in pages if said not in words] == []
    assert client.get(url, HTTP_IF_NONE_MATCH=answer["ETag"]).status_code == 304
    assert newest.sha256[:16] not in client.get(edition_url(heard.process, "markdown")).content.decode()

    publish_version(heard.second, by=cast.bruno, title="T", html="", measures=[], reason="Heard.")
    seal_new()
    assert f"Seal no. {newest.number + 1} ·" in text_of(client.get(url).content)


def test_one_recommendation_is_printed_in_any_of_its_versions(client, cast, heard):
    parts = [{"anchor": "m1", "title": "Ten days before, in both languages", "html": "<p>Why.</p>"}]
    publish_version(heard.first, by=cast.bruno, title="Publish early", html="<p>New.</p>", measures=parts, reason="Yes")
    first, second = (text_of(client.get(revision_url(heard.first, "pdf", number)).content) for number in (1, 2))

    assert "Room for members’ points" in first
    assert "in both languages" not in first
    assert "Ten days before, in both languages" in second
    assert "Room for members’ points" not in second
    assert "Answer in writing" not in first + second
    assert client.get(revision_url(heard.first, "pdf", 3)).status_code == 404


def test_comments_on_a_measure_left_out_stay_in_the_annex_and_those_of_a_later_one_do_not_enter(cast, heard, say):
    say(heard.other, cast.hugo, "What of a point that was not treated?")
    kept = {"anchor": "m1", "title": "Ten days before", "html": "<p>Why.</p>"}
    new = {"anchor": "", "title": "Minutes within a week", "html": "<p>Why.</p>"}
    publish_version(heard.first, by=cast.bruno, title="T", html="", measures=[kept, new], reason="Heard.")
    say(heard.first.measures.get(number=3), cast.hugo, "A week is short.")
    first, second = (document_of_revision(heard.first, found, cast.awa) for found in heard.first.text.revisions.all())

    def titles(document):
        return [(remarks.kind, remarks.number, remarks.left_out) for remarks in document.remarks]

    assert titles(first) == [("recommendation", "1", None), ("measure", "1.1", None), ("measure", "1.2", None)]
    assert titles(second) == [
        ("recommendation", "1", None), ("measure", "1.1", None), ("measure", "1.3", None), ("measure", "", 2),
    ]  # fmt: skip


def test_the_same_version_gives_the_same_bytes_to_everyone(client, cast, heard):
    signed_out = client.get(edition_url(heard.process, "pdf")).content
    paper._printed.cache_clear()
    client.force_login(cast.awa)
    assert client.get(edition_url(heard.process, "pdf")).content == signed_out


def test_a_reader_who_has_it_already_is_not_sent_it_again_until_someone_speaks(client, cast, heard, say):
    etag = client.get(edition_url(heard.process, "pdf"))["ETag"]
    again = client.get(edition_url(heard.process, "pdf"), HTTP_IF_NONE_MATCH=etag)
    say(heard.measure, cast.hugo, "One more.")
    later = client.get(edition_url(heard.process, "pdf"), HTTP_IF_NONE_MATCH=etag)
    assert (again.status_code, later.status_code) == (304, 200)


@pytest.mark.parametrize("kind", ["pdf", "docx", "odt", "markdown"])
def test_what_is_for_members_is_not_handed_to_visitors(client, cast, audiences, heard, kind):
    _close(heard, audiences.members)
    urls = [edition_url(heard.process, kind), revision_url(heard.first, kind)]
    assert [client.get(url).status_code for url in urls] == [404, 404]
    client.force_login(cast.zoe)
    assert [client.get(url).status_code for url in urls] == [404, 404]
    client.force_login(cast.awa)
    assert [client.get(url).status_code for url in urls] == [200, 200]


def test_comments_closed_to_visitors_are_not_in_their_annex(client, cast, audiences, heard):
    heard.measure.discussion.audience = audiences.members
    heard.measure.discussion.save()
    assert "And in Dutch?" not in text_of(client.get(edition_url(heard.process, "pdf")).content)
    client.force_login(cast.hugo)
    assert "And in Dutch?" in text_of(client.get(edition_url(heard.process, "pdf")).content)


@pytest.mark.parametrize("kind", ["pdf", "docx", "odt", "markdown"])
def test_taking_it_home_writes_nothing_and_posting_is_refused(client, heard, kind):
    before = Entry.objects.count()
    assert client.get(edition_url(heard.process, kind)).status_code == 200
    assert client.post(edition_url(heard.process, kind)).status_code == 405
    assert Entry.objects.count() == before


# --- hostile words --------------------------------------------------------------------------------


def hostile(cast, review, say, words):
    part = {"anchor": "m1", "title": words[:280], "html": clean_html(f"<p>{html.escape(words)}</p>")}
    say(review.measure, cast.awa, words)
    new = {"title": words[:280], "html": part["html"], "measures": [part], "reason": words[:400]}
    publish_version(review.first, by=cast.bruno, **new)
    return newest(review.first.text)


@pytest.mark.parametrize("words", [HOSTILE, EMOJI, LONG], ids=["code", "emoji", "long"])
def test_whatever_members_write_is_printed_and_never_run(client, cast, review, say, words):
    hostile(cast, review, say, words)
    response = client.get(revision_url(review.first, "pdf", 2))
    assert response.status_code == 200
    assert b"/JavaScript" not in response.content
    if words is HOSTILE:
        assert '#panic("run") #read("/etc/passwd")' in text_of(response.content)
    if words is LONG:
        assert LONG in text_of(response.content).replace(" ", "").replace("\u00ad", "")
        lines = [line for page in opened(response.content).pages for line in page.extract_text().splitlines()]
        assert max(len(line.replace(" .", "")) for line in lines) < 110  # broken rather than off the page


def test_the_template_reads_no_other_file_and_fetches_nothing():
    template = paper.TEMPLATE.read_text()
    assert not re.search(r"#?\b(import|include|read|eval|plugin|image)\b\s*[(\"]", template)


def test_thirty_eight_measures_in_dutch_are_printed(cast, review, say):
    Process.objects.update(language="nl")
    parts = [{"anchor": f"m{n}", "title": f"Maatregel {n}", "html": "<p>Waarom wij dit vragen.</p>"} for n in (1, 2)]
    parts += [{"anchor": "", "title": f"Maatregel {n}", "html": "<p>Waarom.</p>"} for n in range(3, 39)]
    publish_version(review.first, by=cast.bruno, title="Aanbeveling", html="", measures=parts, reason="Gehoord.")
    review.process.refresh_from_db()
    document = document_of_edition(review.process.editions.get(number=2), cast.awa)
    printed = pdf_of(document)

    assert opened(printed).trailer["/Root"]["/Lang"] == "nl"
    assert text_of(printed).count("Maatregel 38") == 2  # in the contents and in the text


def test_the_number_of_queries_does_not_grow_with_the_document(cast, review, say):
    def queries():
        edition = Edition.objects.select_related("process").get(process=review.process)
        with CaptureQueriesContext(connection) as seen:
            document_of_edition(edition, cast.awa)
        return sum("clock_offset_seconds" not in query["sql"] for query in seen.captured_queries)

    few = queries()
    for _n in range(5):
        say(review.measure, cast.awa)
        say(review.second, cast.hugo)
    assert queries() == few


# --- markdown -------------------------------------------------------------------------------------


def test_markdown_says_the_same(client, heard):
    response = client.get(edition_url(heard.process, "markdown"))
    words = response.content.decode()

    assert response["Content-Type"] == "text/markdown; charset=utf-8"
    assert words.startswith("# Deciding together, even from afar\n")
    assert "## 1\\. Publish the agenda" in words
    assert "### 1.1\\. Ten days before" in words
    assert "> And in Dutch?\n>\n> - one\n> - **two**" in words
    assert "**Taken in. Answered by Bruno," in words


@pytest.mark.parametrize(
    "words", [HOSTILE, "1. not a list", "- nor this", "# nor a title", "> nor a quote", "=====", "a | b", "\\*"]
)
def test_markdown_shows_the_very_words_and_makes_no_markup_of_them(words):
    shown = MarkdownIt("gfm-like", {"linkify": False, "html": True}).render(escaped(words))
    assert html.unescape(re.fullmatch(r"<p>(.*)</p>\n", shown, re.DOTALL)[1]) == words
    assert "<" not in re.fullmatch(r"<p>(.*)</p>\n", shown, re.DOTALL)[1]


def test_markdown_of_hostile_words_holds_no_element_of_theirs(cast, review, say):
    revision = hostile(cast, review, say, HOSTILE)
    words = markdown_of(document_of_revision(review.first, revision, cast.awa))
    shown = MarkdownIt("commonmark", {"html": True}).render(words)
    links = set(re.findall(r'href="([^"]*)"', shown))
    assert not re.search(r"<(script|img)\b", shown)
    assert links == {"http://evil.example/p.png"}  # an address in a comment is a link, on the page too


# --- blocks ---------------------------------------------------------------------------------------


def test_html_becomes_blocks_and_no_word_is_lost():
    blocks = blocks_of(
        "<h3>Before</h3><p>One <strong>two <em>three</em></strong><br>four</p>loose"
        '<ul><li>five<ol><li>six</li></ol></li></ul><blockquote><p>seven <a href="https://example.org">eight</a></p></blockquote>'
    )
    assert [block.kind for block in blocks] == ["heading", "paragraph", "paragraph", "bullets", "quote"]
    assert blocks[0].level == 1  # a heading of the second level alone would leave a gap
    assert [plain(block) for block in blocks] == ["Before", "One two three\nfour", "loose", "five six", "seven eight"]
    assert blocks[4].blocks[0].runs[1].href == "https://example.org"


@pytest.mark.parametrize("nest", ["<blockquote>" * 3000 + "x", "<em>" * 5000 + "x", "<ul><li>" * 2000 + "x"])
def test_nesting_deeper_than_paper_shows_is_flattened(nest):
    assert plain(blocks_of(nest)[0]) == "x"


def _close(review, audience):
    """Everything of this process is for ``audience`` from now on."""
    from palabre.commons.conversations.models import Discussion
    from palabre.commons.texts.models import Text
    from palabre.processes.models import Measure, Recommendation

    for model in (Process, Recommendation, Measure, Text, Discussion):
        model.objects.update(audience=audience)
