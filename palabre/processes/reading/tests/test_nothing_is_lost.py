import io
from html import escape

import docx
import odfdo
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from palabre.processes.reading import propose
from palabre.processes.reading.markers import marker_of
from palabre.processes.reading.tests.conservation import answer_to, lost

pytestmark = pytest.mark.either_engine

WORD = st.text(alphabet="abcdeéèàçôœ'’-ABÉ0123459·", min_size=1, max_size=9).filter(
    lambda word: any(map(str.isalpha, word))
)
SENTENCE = st.lists(WORD, min_size=1, max_size=14).map(" ".join)
STARTS = st.sampled_from(
    [
        "",
        "",
        "",
        "Smartes ",
        "Recommandation 1 : ",
        "Aanbeveling 2 – ",
        "Mesure 1.1 : ",
        "Rédaction : ",
        "Groupes : ",
        "Introduction",
        "Mesures :",
        "Date : 3 mars 2024 ",
        "Conclusion",
        "R1. ",
        "Nous ",
        "Participants : ",
        "Rendez-vous le lundi 3 mai à 14h ",
    ]
)
PARAGRAPH = st.builds(
    lambda start, sentence, end: f"{start}{sentence}{end}".strip(),
    STARTS,
    SENTENCE,
    st.sampled_from(["", ".", " ?", " :"]),
)
PARAGRAPHS = st.lists(PARAGRAPH, min_size=1, max_size=25).filter(lambda all_of_them: any(map(str.strip, all_of_them)))
KINDS = st.lists(st.sampled_from(["p", "p", "li", "li", "h1", "h2", "h3", "b", "nav", "td"]), min_size=25, max_size=25)
often = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much]
)


@often
@given(
    PARAGRAPHS,
    st.lists(st.sampled_from(["", "• ", "- ", "1. ", "2) ", "  - ", "A. "]), min_size=25, max_size=25),
    st.booleans(),
)
def test_plain_text(paragraphs: list[str], starts: list[str], spaced: bool) -> None:
    text = ("\n\n" if spaced else "\n").join(
        start + paragraph for start, paragraph in zip(starts, paragraphs, strict=False)
    )
    assert lost(_without_typed(paragraphs), propose(text, filename="text.txt")) == []


@often
@given(PARAGRAPHS, KINDS)
def test_html(paragraphs: list[str], kinds: list[str]) -> None:
    shapes = {"li": "<ul><li>{}</li></ul>", "b": "<p><b>{}</b></p>", "td": "<table><tr><td>{}</td></tr></table>"}
    html = "".join(
        shapes.get(kind, f"<{kind}>{{}}</{kind}>").format(escape(text))
        for kind, text in zip(kinds, paragraphs, strict=False)
    )
    assert lost(_without_typed(paragraphs), propose(html, filename="page.html")) == []


@often
@given(
    PARAGRAPHS, st.lists(st.sampled_from(["", "", "# ", "## ", "### ", "- ", "1. ", "> "]), min_size=25, max_size=25)
)
def test_markdown(paragraphs: list[str], starts: list[str]) -> None:
    text = "\n\n".join(start + paragraph for start, paragraph in zip(starts, paragraphs, strict=False))
    assert lost(_without_typed(paragraphs), propose(text, filename="text.md")) == []


@settings(max_examples=8, deadline=None)
@given(PARAGRAPHS, KINDS)
def test_docx(paragraphs: list[str], kinds: list[str]) -> None:
    document = docx.Document()
    styles = {"li": "List Bullet", "h1": "Heading 1", "h2": "Heading 2", "h3": "Heading 3", "nav": "Title"}
    for kind, text in zip(kinds, paragraphs, strict=False):
        if kind == "td":
            document.add_table(1, 2).rows[0].cells[1].text = text
        else:
            document.add_paragraph(text, style=styles.get(kind))
    file = io.BytesIO()
    document.save(file)
    assert lost(_without_typed(paragraphs), propose(file.getvalue())) == []


@settings(max_examples=20, deadline=None)
@given(PARAGRAPHS, KINDS)
def test_odt(paragraphs: list[str], kinds: list[str]) -> None:
    document = odfdo.Document("text")
    document.body.clear()
    for kind, text in zip(kinds, paragraphs, strict=False):
        if kind == "td":
            table = odfdo.Table("table", width=2, height=1)
            table.set_value((1, 0), text)
            document.body.append(table)
        elif kind == "li":
            document.body.append(odfdo.List([text]))
        elif kind.startswith("h"):
            document.body.append(odfdo.Header(int(kind[1]), text))
        else:
            document.body.append(odfdo.Paragraph(text, style="Title" if kind == "nav" else None))
    file = io.BytesIO()
    document.save(file)
    assert lost(_without_typed(paragraphs), propose(file.getvalue())) == []


@settings(max_examples=100, deadline=None)
@given(st.one_of(st.text(max_size=300), st.binary(max_size=300)))
def test_whatever_comes_is_read_or_refused_with_a_sentence(data: str | bytes) -> None:
    assert answer_to(data)


def _without_typed(paragraphs: list[str]) -> list[str]:
    """The paragraphs without what reads as a typed number or bullet at their start: markers are not words."""
    found = []
    for paragraph in paragraphs:
        marker = marker_of(paragraph)
        found.append(paragraph[marker.length :] if marker else paragraph)
    return found
