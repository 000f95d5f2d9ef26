import time

import pytest

from palabre.processes.reading import propose
from palabre.processes.reading.tests.conservation import answer_to
from palabre.processes.reading.tests.odt_files import odt_of
from tests.pace import slowness

pytestmark = pytest.mark.either_engine

MEGABYTE = 1_000_000
SIZE = 50_000  # enough for anything quadratic to show, and half of what a crowded machine can do in time
ALLOWED = 5.0  # seconds of a slow processor for what no one would write
REAL = 4.0
PARAGRAPH = "Les membres décident ensemble de ce qu'ils partagent, de ce qu'ils gardent et de ce qu'ils rendent. " * 4
SECTION = f"Recommandation : Titre de la partie\n\n{PARAGRAPH}\n\n" + f"- {PARAGRAPH[:180]}\n" * 3 + "\n"

HOSTILE = {
    "bullets": "- a\n" * (SIZE // 4),
    "bullets apart": "- a\n\nb\n\n" * (SIZE // 8),
    "bullets and sentences": "- Titre\n\nNous faisons.\n\nNous disons.\n\n" * (SIZE // 40),
    "numbers": "1. a\n1.1 b\n" * (SIZE // 11),
    "spaces": " " * SIZE + "a",
    "spaces between": ("a" + " " * 999) * (SIZE // 1000),
    "one line": "mot " * (SIZE // 4),
    "one word": "a" * SIZE,
    "short lines": "Titre\n" * (SIZE // 6),
    "colons": "Mesures :\n" * (SIZE // 10),
    "labels": "Recommandation 1 : a\n" * (SIZE // 21),
    "labelled": "".join(f"Recommandation {number} : a\n\nMesure 1 : b\n\n" for number in range(SIZE // 45)),
    "names": "Rédaction : " + "Anne Martin, " * (SIZE // 13),
    "many names": "Participants : Anne Martin\n\n" * (SIZE // 28),
    "signs of addresses": "@" * SIZE,
    "addresses": "a@b.cd " * (SIZE // 7),
    "almost addresses": "a.b-c_d+" * (SIZE // 8) + "@",
    "brackets": "(" * SIZE,
    "dates": "le lundi 3 mai 2021 à 14h " * (SIZE // 26),
    "digits": "12/" * (SIZE // 3),
    "sentences": "Oui. " * (SIZE // 5),
    "open sentences": "Oui (. " * (SIZE // 7),
    "capitals": "A. B\n\n" * (SIZE // 6),
    "markdown titles": "# a\n\n- b\n\n" * (SIZE // 10),
    "stars": "**a** *" * (SIZE // 7),
    "tags": "<p>" * (SIZE // 3) + "a",
    "deep tags": "<div>" * (SIZE // 5) + "a",
    "deep lists": "<ul><li>a" * (SIZE // 9),
    "bold": "<p><b>a</b>b</p>" * (SIZE // 16),
    "links": '<a href="https://a.b/">a</a> ' * (SIZE // 29),
    "breaks": "<p>a" + "<br>b" * (SIZE // 5),
    "rows": "<table>" + "<tr><td>a</td><td>b</td></tr>" * (SIZE // 28),
    "headings": "<h2>a</h2><h3>b</h3><ul><li>c</li></ul>" * (SIZE // 40),
    "empty bullets": "- \n" * (SIZE // 3),
    "markdown brackets": "# a\n\n" + "[" * SIZE,
    "markdown emphasis": "# a\n\n" + "*a _b " * (SIZE // 6),
    "comments": "<p>" + "<!--" * (SIZE // 4),
}


@pytest.mark.parametrize("name", sorted(HOSTILE))
def test_a_hostile_text_is_read_in_seconds(name: str) -> None:
    start = time.process_time()
    assert answer_to(HOSTILE[name])
    assert time.process_time() - start < ALLOWED * slowness()


NOTE = "<text:note><text:note-body><text:p>a</text:p></text:note-body></text:note>"
HOSTILE_ODT = {
    "paragraphs": "<text:p>a</text:p>" * (SIZE // 17),
    "spans": f"<text:p>{'<text:span>a</text:span>' * (SIZE // 24)}</text:p>",
    "spaces": "<text:p>a" + '<text:s text:c="999"/>' * (SIZE // 25) + "b</text:p>",
    "items": f"<text:list>{'<text:list-item><text:p>a</text:p></text:list-item>' * (SIZE // 50)}</text:list>",
    "lists": "<text:list><text:list-item>" * 100 + "<text:p>a</text:p>" + "</text:list-item></text:list>" * 100,
    "rows": f"<table:table>{'<table:table-row><table:table-cell/></table:table-row>' * (SIZE // 50)}</table:table>",
    "notes": f"<text:p>{NOTE * (SIZE // len(NOTE))}</text:p>",
}


@pytest.mark.parametrize("name", sorted(HOSTILE_ODT))
def test_a_hostile_odt_is_read_in_seconds(name: str) -> None:
    data = odt_of(HOSTILE_ODT[name])
    start = time.process_time()
    assert answer_to(data)
    assert time.process_time() - start < ALLOWED * slowness()


@pytest.mark.parametrize("piece", [" ", "- a\n", "• ", "\n", "[", "@"])
def test_a_hostile_megabyte_finishes(piece: str) -> None:
    start = time.process_time()
    assert answer_to("a" + piece * (MEGABYTE // len(piece)))
    assert time.process_time() - start < 3 * ALLOWED * slowness()


def test_a_megabyte_that_people_wrote_is_read_at_once() -> None:
    text = SECTION * (MEGABYTE // len(SECTION))
    start = time.process_time()
    proposal = propose(text)
    assert time.process_time() - start < REAL * slowness()
    assert len(proposal.recommendations) == text.count("Recommandation")
    assert all(len(recommendation.measures) == 3 for recommendation in proposal.recommendations)
