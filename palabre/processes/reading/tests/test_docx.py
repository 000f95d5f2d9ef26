import io

import docx
import pytest
from docx.document import Document

from palabre.processes.reading import Proposal, propose

pytestmark = pytest.mark.either_engine


def read(document: Document) -> Proposal:
    file = io.BytesIO()
    document.save(file)
    return propose(file.getvalue())


def test_a_pad_kept_in_a_table_and_a_date_in_the_footer() -> None:
    document = docx.Document()
    document.sections[0].footer.paragraphs[0].text = "Document de travail au 02/05/2021"
    document.add_paragraph("Vers une coopérative ouverte", style="Title")
    rows = {
        "Groupe": "Valence",
        "Secrétaires": "Ada Brun, Éli Costa",
        "Animatrices": "Rose Ney",
        "Participants": "Luc, Anne",
    }
    table = document.add_table(len(rows), 2)
    for row, cells in zip(table.rows, rows.items(), strict=True):
        row.cells[0].text, row.cells[1].text = cells
    for title, measures in {
        "Ouvrir les portes": ["Le soir", "Le samedi"],
        "Ouvrir les comptes": ["Publier", "Dire", "Lire"],
    }.items():
        document.add_paragraph().add_run(title).bold = True
        document.add_paragraph("C'est fermé depuis longtemps.")
        for measure in measures:
            document.add_paragraph(measure, style="List Number")
    found = read(document).to_json()
    assert (found["title"], found["date"], found["groups"]) == (
        "Vers une coopérative ouverte",
        "2021-05-02",
        ["Valence"],
    )
    assert (found["secretaries"], found["facilitators"]) == (["Ada Brun", "Éli Costa"], ["Rose Ney"])
    assert [len(recommendation["measures"]) for recommendation in found["recommendations"]] == [2, 3]


def test_a_title_under_its_label_and_measures_numbered_by_hand() -> None:
    document = docx.Document()
    document.add_heading("Aanbevelingen van de groepen Gent en Oostende", 0)
    document.add_paragraph("Opgesteld door Piet Raes (piet@voorbeeld.be) en Mia Lust")
    for number, title in enumerate(["Meer licht", "Meer lucht"], 1):
        document.add_heading(f"Aanbeveling {number}", 1)
        document.add_heading(title, 2)
        document.add_paragraph("Het is benauwd.")
        document.add_paragraph("Maatregelen:")
        document.add_paragraph(f"{number}.1 Open de ramen. Elke dag.")
        document.add_paragraph(f"{number}.2 Zet planten.")
    found = read(document).to_json()
    assert [recommendation["name"] for recommendation in found["recommendations"]] == ["Meer licht", "Meer lucht"]
    assert [len(recommendation["measures"]) for recommendation in found["recommendations"]] == [2, 2]
    assert (found["groups"], found["drafters"]) == (["Gent", "Oostende"], ["Piet Raes", "Mia Lust"])
    assert found["unplaced"] == []
    assert "@" not in str(found)


def test_bold_and_links_survive_word() -> None:
    document = docx.Document()
    document.add_heading("Titre", 1)
    paragraph = document.add_paragraph("Un mot ")
    paragraph.add_run("important").bold = True
    paragraph.add_run(" ici.")
    assert read(document).introduction[0].html == "Un mot <strong>important</strong> ici."
