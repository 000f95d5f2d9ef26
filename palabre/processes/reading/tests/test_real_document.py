import json
import re
from datetime import date
from html import escape
from io import BytesIO

import docx
import odfdo
import pytest

from palabre.processes.reading import Proposal, propose
from palabre.processes.reading.tests.conservation import lost, sources_agree
from palabre.processes.reading.tests.real import paragraphs, real_document

pytestmark = pytest.mark.either_engine

MEASURES = [7, 5, 7, 3, 6, 7, 3]


def counts(proposal: Proposal) -> list[int]:
    return [len(recommendation.measures) for recommendation in proposal.recommendations]


def lines() -> list[tuple[str, str]]:
    """The document as (kind, text), so that it can be written again in another format."""
    found = []
    for group in real_document().split("\n\n"):
        for line in group.split("\n"):
            text = " ".join(line.split())
            if text:
                kind = "item" if text.startswith("•") else "paragraph"
                found.append((kind, text.removeprefix("•").strip()))
    return found


def found_everything(proposal: Proposal) -> bool:
    return (
        counts(proposal) == MEASURES
        and proposal.date == date(2020, 4, 20)
        and len(proposal.drafters) == 4
        and len(proposal.groups) == 3
        and [str(event.starts_at) for event in proposal.events] == ["2020-04-24 14:00:00"]
    )


def test_it_finds_seven_recommendations_and_their_thirty_eight_measures() -> None:
    proposal = propose(real_document())
    assert counts(proposal) == MEASURES
    assert all(recommendation.text for recommendation in proposal.recommendations)


def test_it_finds_the_date_the_drafters_the_groups_and_the_video_session() -> None:
    found = propose(real_document().encode()).to_json()
    assert found["date"] == "2020-04-20"
    assert [len(name.split()) for name in found["drafters"]] == [2, 2, 2, 2]
    assert found["groups"] == ["Montpellier", "Paris", "Rennes"]
    assert [event["starts_at"] for event in found["events"]] == ["2020-04-24T14:00"]
    assert "visio" in found["events"][0]["title"].lower()
    assert found["title"]


def test_no_address_of_a_person_leaves_the_reader() -> None:
    assert "@" in real_document()
    assert "@" not in json.dumps(propose(real_document()).to_json())
    assert "@" not in repr(propose(real_document()))


def test_what_belongs_to_the_blog_is_listed_as_unplaced() -> None:
    unplaced = propose(real_document()).to_json()["unplaced"]
    assert "Témoignages" in unplaced
    assert "Laisser un commentaire" in unplaced


def test_every_paragraph_has_its_place() -> None:
    proposal = propose(real_document())
    assert len(paragraphs(real_document())) > 80
    assert lost(paragraphs(real_document()), proposal) == []
    assert sources_agree(proposal)


@pytest.mark.parametrize("bullet", ["-", "*", "–", "1.", "1)", "▪"])
def test_other_bullets_change_nothing(bullet: str) -> None:
    number = iter(range(1, 100))
    text = re.sub("•", lambda _: bullet.replace("1", str(next(number))), real_document())
    assert counts(propose(text)) == MEASURES


def test_windows_line_ends_and_encodings_change_nothing() -> None:
    text = real_document().replace("\n", "\r\n")
    for encoding in ("utf-8-sig", "utf-16", "utf-16-le"):
        assert found_everything(propose(text.encode(encoding)))
    old = text.replace("∙", "·").replace("\u202f", " ").encode("windows-1252")
    assert found_everything(propose(old))


@pytest.mark.parametrize("title", ["li", "h2", "h4", "p><strong"])
def test_the_same_document_as_html(title: str) -> None:
    close = "strong></p" if "strong" in title else title
    opened, closed = (f"<ul><{title}>", f"</{close}></ul>") if title == "li" else (f"<{title}>", f"</{close}>")
    all_lines = lines()
    body = []
    for place, (kind, text) in enumerate(all_lines):
        alone = kind == "item" and all_lines[place - 1][0] != "item" and all_lines[place + 1][0] != "item"
        if alone:
            body.append(f"{opened}{escape(text)}{closed}")
        else:
            body.append(f"<ul><li>{escape(text)}</li></ul>" if kind == "item" else f"<p>{escape(text)}</p>")
    html = "".join(body).replace("</ul><ul>", "")
    proposal = propose(f"<!doctype html><body><nav>Accueil</nav>{html}</body>")
    assert found_everything(proposal)
    assert lost([text for _, text in all_lines], proposal) == []


@pytest.mark.parametrize("mark", ["- ", "## ", "### Recommandation {} : ", "**{}. "])
def test_the_same_document_as_markdown(mark: str) -> None:
    all_lines = lines()
    body, number = [], 0
    for place, (kind, text) in enumerate(all_lines):
        alone = kind == "item" and all_lines[place - 1][0] != "item" and all_lines[place + 1][0] != "item"
        number += alone
        start = mark.format(number) if alone else "- " if kind == "item" else ""
        body.append(f"{start}{text}{'**' if alone and mark.startswith('**') else ''}")
    proposal = propose("\n\n".join(body), filename="document.md")
    assert found_everything(proposal)
    assert lost([text for _, text in all_lines], proposal) == []


@pytest.mark.parametrize("style", ["List Bullet", "Heading 2", "List Number", "bold"])
def test_the_same_document_as_docx(style: str) -> None:
    document = docx.Document()
    all_lines = lines()
    for place, (kind, text) in enumerate(all_lines):
        alone = kind == "item" and all_lines[place - 1][0] != "item" and all_lines[place + 1][0] != "item"
        if alone and style == "bold":
            document.add_paragraph().add_run(text).bold = True
        else:
            document.add_paragraph(text, style=style if alone else "List Bullet" if kind == "item" else None)
    file = BytesIO()
    document.save(file)
    proposal = propose(file.getvalue(), filename="document.docx")
    assert proposal.format == "docx"
    assert found_everything(proposal)
    assert lost([text for _, text in all_lines], proposal) == []


@pytest.mark.parametrize("title", ["item", "heading", "bold"])
def test_the_same_document_as_odt(title: str) -> None:
    document = odfdo.Document("text")
    document.body.clear()
    bold = odfdo.Style("text", name="T1", bold=True)
    document.insert_style(bold, automatic=True)
    all_lines = lines()
    for place, (kind, text) in enumerate(all_lines):
        alone = kind == "item" and all_lines[place - 1][0] != "item" and all_lines[place + 1][0] != "item"
        if alone and title == "bold":
            paragraph = odfdo.Paragraph()
            paragraph.append(odfdo.Span(text, style="T1"))
            document.body.append(paragraph)
        elif alone and title == "heading":
            document.body.append(odfdo.Header(2, text))
        elif kind == "item" and all_lines[place - 1][0] == "item":
            document.body.children[-1].append(odfdo.ListItem(text))
        else:
            document.body.append(odfdo.List([text]) if kind == "item" else odfdo.Paragraph(text))
    file = BytesIO()
    document.save(file)
    proposal = propose(file.getvalue(), filename="document.odt")
    assert proposal.format == "odt"
    assert found_everything(proposal)
    assert lost([text for _, text in all_lines], proposal) == []


def test_measures_written_as_a_list_instead_of_a_run() -> None:
    sources = {
        " ".join(measure.source.split())
        for recommendation in propose(real_document()).recommendations
        for measure in recommendation.measures
    }
    text = "\n\n".join(
        f"- {text}" if text in sources else f"• {text}" if kind == "item" else text for kind, text in lines()
    )
    assert counts(propose(text)) == MEASURES


def test_another_organisation_may_have_written_it() -> None:
    for name in ("Coopaname", "Notre", "Bigre"):
        assert counts(propose(real_document().replace("Smart", name))) == MEASURES
