"""Documents invented for these tests: what each should give, in one table."""

from pathlib import Path

import pytest

from palabre.processes.reading import propose
from palabre.processes.reading.formats import read
from palabre.processes.reading.tests.conservation import lost, sources_agree

pytestmark = pytest.mark.either_engine

DOCUMENTS = Path(__file__).parent / "documents"

# file: measures of each recommendation, date, drafters, groups, starts of events
EXPECTED: dict[str, tuple[list[int], str | None, list[str], list[str], list[str]]] = {
    "fr_bare_measures.txt": ([2, 3], "2025-02-14", [], ["Metz", "Nancy"], []),
    "fr_bold.html": ([3, 2], "2019-10-01", ["Bilal Saïdi", "Coralie Noël"], [], []),
    "fr_bold_labels.md": ([2, 3], "2024-01-15", ["Fanny Brun", "Igor Petrov", "Nils Holm"], [], []),
    "fr_headings.md": (
        [3, 2],
        "2024-03-03",
        ["Inès Marchand", "Paul Vasseur", "Zoé Lambert"],
        ["Lyon", "Lille", "Nantes"],
        [],
    ),
    "fr_infinitives.html": ([3, 2], None, [], [], []),
    "fr_labelled.txt": (
        [2, 3],
        "2021-11-12",
        ["Karim Benali", "Louise Petit", "Théo Garnier"],
        ["Brest", "Dijon", "Pau"],
        ["2021-11-24T18:30"],
    ),
    "fr_letters.txt": ([2, 3], None, [], [], []),
    "fr_nested.html": ([2, 3], "2021-06-03", ["Ana Costa", "Piet Bakker"], ["Logement"], []),
    "fr_none.txt": ([], None, [], [], []),
    "fr_one_line_each.txt": ([2, 3], "2022-05-15", ["Basile Henry", "Mona Girard"], [], []),
    "fr_ordered.md": ([2, 3], None, [], ["Tours"], ["2024-09-12T19:00"]),
    "fr_pad.txt": ([2, 3], "2023-02-05", [], ["Clermont-Ferrand"], []),
    "fr_page.html": ([2, 3, 1], "2025-01-09", ["Nadia Fontaine", "Luc Bertin"], [], []),
    "fr_parts.md": ([2, 3], None, [], [], []),
    "fr_runs.txt": ([3, 2, 2], "2022-06-07", ["Maud Olivier", "Yann Le Goff"], [], []),
    "fr_subheads.md": ([2, 3], "2023-06-30", ["Lina Roux", "Salomé Gay"], [], []),
    "fr_tables.html": ([2, 1], None, [], [], []),
    "fr_two_titles.html": ([2, 3], "2022-02-12", [], [], []),
    "nl_capitals.txt": (
        [2, 3],
        "2024-11-22",
        ["J. Van Acker", "S. el Amrani", "Tine D'hondt"],
        ["MECHELEN"],
        ["2024-12-03T19:30"],
    ),
    "nl_labelled.txt": (
        [3, 2],
        "2020-04-20",
        ["Femke Janssens", "Wout De Smet", "Lotte Van den Berghe"],
        ["Gent", "Leuven", "Brugge"],
        ["2020-04-24T14:00"],
    ),
    "nl_nested.md": ([2, 3, 2], "2023-05-05", ["Hanne Baert", "Stijn Lemmens"], [], []),
    "nl_numbered.txt": ([2, 3], "2021-09-08", ["Griet Willems", "Pol Martens"], ["Aalst", "Kortrijk"], []),
    "nl_ordinals.txt": ([2, 3], "2023-06-01", [], ["Antwerpen"], []),
    "nl_pad.txt": ([2, 3], "2022-10-14", [], ["Hasselt"], []),
    "nl_parallel.html": ([2, 3], "2024-02-02", ["Karel Mertens", "Ilse Boon"], ["Genk", "Tongeren", "Maaseik"], []),
    "en_capitals.txt": (
        [2, 3],
        "2023-05-12",
        ["Ann Lee", "Bob Stone", "Cy Young"],
        ["Bristol", "Leeds", "York"],
        ["2023-05-25T18:30"],
    ),
    "fr_breaks.html": ([2, 3], None, [], ["Bordeaux"], []),
    "fr_contents.txt": ([2, 3], "2021-03-04", ["Guy Moll", "Ève Da Silva"], ["Angers", "Laval"], []),
    "fr_findings.txt": ([2, 3], "2022-04-03", [], [], []),
    "fr_lettered.txt": ([2, 3, 2], None, [], ["Caen", "Mans"], []),
    "fr_themes.md": ([2, 2, 2], None, [], [], []),
    "fr_wrapped.txt": ([2, 3], "2023-11-09", ["Cléo Marin", "Oscar Petit"], [], []),
    "nl_bare_labels.txt": ([2, 3], "2023-10-03", [], ["Turnhout"], []),
    "nl_proposals.md": (
        [2, 3],
        "2025-01-12",
        ["Roos Pieters", "Bas de Wit", "Noor van Dijk"],
        [],
        ["2025-01-20T20:00", "2025-02-05T19:30"],
    ),
}


def test_every_invented_document_is_expected() -> None:
    assert sorted(path.name for path in DOCUMENTS.iterdir()) == sorted(EXPECTED)


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_it_finds_the_structure(name: str) -> None:
    found = propose((DOCUMENTS / name).read_bytes(), filename=name).to_json()
    measures = [len(recommendation["measures"]) for recommendation in found["recommendations"]]
    starts = [event["starts_at"] for event in found["events"]]
    assert (measures, found["date"], found["drafters"], found["groups"], starts) == EXPECTED[name]
    assert found["language"] == name[:2]
    assert found["title"]


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_nothing_is_lost_and_no_address_is_kept(name: str) -> None:
    data = (DOCUMENTS / name).read_bytes()
    proposal = propose(data, filename=name)
    assert lost([block.text for block in read(data, filename=name).blocks], proposal) == []
    assert sources_agree(proposal)
    assert "@" not in repr(proposal)


@pytest.mark.parametrize("name", [name for name in sorted(EXPECTED) if name.endswith(".txt")])
def test_every_line_of_a_plain_text_has_its_place(name: str) -> None:
    text = (DOCUMENTS / name).read_text(encoding="utf-8")
    lines = [" ".join(line.split()).lstrip("•-–— ") for line in text.splitlines()]
    assert lost(lines, propose(text)) == []


@pytest.mark.parametrize("name", [name for name in sorted(EXPECTED) if name.endswith(".txt")])
def test_pasting_a_text_gives_what_its_file_gives(name: str) -> None:
    data = (DOCUMENTS / name).read_bytes()
    assert propose(data.decode(), filename="a.txt").to_json() == propose(data, filename="a.txt").to_json()


def test_people_of_a_pad_keep_their_parts() -> None:
    found = propose((DOCUMENTS / "fr_pad.txt").read_bytes()).to_json()
    assert found["secretaries"] == ["Alice Morel", "Hugo Blanc"]
    assert found["facilitators"] == ["Marion Roche", "Samir Haddad"]
    assert found["participants"] == ["Jeanne Colin", "Rémi Faure", "Wassim Amrani", "Odile Perrin"]
    assert found["drafters"] == []


def test_names_in_a_list_under_their_label_are_read() -> None:
    assert propose((DOCUMENTS / "nl_ordinals.txt").read_bytes()).participants == (
        "Amber Jacobs",
        "Mehdi Yilmaz",
        "Rik Segers",
    )


def test_the_title_of_a_measure_is_what_is_bold_else_its_first_sentence() -> None:
    page = propose((DOCUMENTS / "fr_page.html").read_bytes()).recommendations[0].measures[0]
    assert (page.title, page.text) == ("Signer des contrats d'un an", "avec les maraîchers.")
    text = propose((DOCUMENTS / "fr_headings.md").read_bytes()).recommendations[0].measures[0]
    assert (text.title, text.text) == ("Confier les clés à des membres volontaires.", "Une charte d'usage est signée.")


def test_a_label_stays_in_the_title_and_is_left_out_of_the_name() -> None:
    first = propose((DOCUMENTS / "fr_labelled.txt").read_bytes()).recommendations[0]
    assert first.title == "Recommandation 1 – Préparer les assemblées avec les membres"
    assert first.name == "Préparer les assemblées avec les membres"


def test_menus_forms_and_footers_are_unplaced_and_scripts_are_not_read() -> None:
    found = propose((DOCUMENTS / "fr_page.html").read_bytes()).to_json()
    assert {"Accueil", "Le blog", "Laisser un commentaire", "Tous droits partagés"} <= set(found["unplaced"])
    assert "alert" not in str(found)
    assert "color: red" not in str(found)


def test_a_document_without_recommendations_becomes_an_introduction() -> None:
    found = propose((DOCUMENTS / "fr_none.txt").read_bytes()).to_json()
    assert found["recommendations"] == []
    assert len(found["introduction"]) == 3
