"""Past cycles in a spreadsheet: the secretary drops it, says its words once, and the register has the same rate."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from palabre.past.tests.files import as_csv, counted_by_hand, lines_of
from tests.journeys.walking import become, send

pytestmark = pytest.mark.journey
# Not the demo's own past cycle, nor its references.
RENAMED = {"2010": "1998", "2013": "2001", "2016": "2004", "2019": "2007"}


def press(page, name):
    send(page, page.get_by_role("button", name=name).first)


def serious(page):
    found = Axe().run(page).response["violations"]
    return [each["id"] for each in found if each["impact"] in ("serious", "critical")]


def is_fine(page, width):
    assert not serious(page), page.url
    assert page.evaluate("document.documentElement.scrollWidth") <= width, page.url


def lines_for(width):
    """Sixty lines; one more has no theme. Each width has cycles of its own."""
    ending = " bis" if width == 390 else ""
    lines = [[RENAMED[line[0]] + ending, *line[1:]] for line in lines_of(60, seed=width)]
    return lines, [*lines, [lines[0][0], "", "", "Fait", "", "X1", "Sans thème"]]


@pytest.mark.parametrize("width", [390, 1280])
def test_a_spreadsheet_of_past_cycles_becomes_the_register_with_the_rate_counted_by_hand(browse, width):
    right, lines = lines_for(width)
    page = become(browse(width=width), "Farid")
    page.goto("/processes/")
    page.get_by_role("link", name="Faire entrer des cycles passés").click()
    is_fine(page, width)
    file = {"name": "suivi.csv", "mimeType": "text/csv", "buffer": as_csv(lines, "windows-1252")}
    page.get_by_label("Fichier des recommandations passées").set_input_files(file)
    press(page, "Apporter ce fichier")

    expect(page.get_by_label("Statut")).to_have_value("status")
    is_fine(page, width)
    press(page, "Passer à ses mots")
    expect(page.get_by_label("« Abandonné » veut dire")).to_have_value("rejected")
    page.get_by_label(f"D’où vient le cycle {right[0][0]}").first.fill(f"AG de juin {right[0][0]}")
    page.get_by_label("Instance qui a décidé").select_option(label="Assemblée générale")
    is_fine(page, width)
    press(page, "Lire chaque ligne, ne rien écrire")

    answered, done, percent = counted_by_hand(right)
    told = page.locator("main p", has_text="mesures ont reçu une réponse")
    assert [int(number.strip("%\u202f\u00a0 ")) for number in told.locator(".number").all_inner_texts()] == [
        answered, done, percent
    ]  # fmt: skip
    page.get_by_role("link", name="refusée").click()
    expect(page.get_by_text("« thème » est vide.")).to_be_visible()
    is_fine(page, width)
    press(page, "Tout écrire")

    expect(page.get_by_text("C’est écrit")).to_be_visible()
    cycle = right[0][0]
    row = page.locator("table").first.locator("tr", has_text=f"AG de juin {cycle}")
    answered, done, percent = counted_by_hand(right, cycle)
    expect(row).to_contain_text(f"{done} sur {answered}")
    row.get_by_role("link", name=f"{percent}").last.click()
    expect(page.get_by_label("Repris de")).to_have_value(f"AG de juin {cycle}")
    of = page.locator("main p", has_text="Dans votre sélection")
    assert [int(number.strip("%\u202f\u00a0 ")) for number in of.locator(".number").all_inner_texts()] == [
        answered, done, percent
    ]  # fmt: skip
    page.locator("main table.register a.list-title").first.click()
    expect(page.get_by_text("Décidé avant Palabre").first).to_be_visible()
    is_fine(page, width)
    page.get_by_role("link", name="Recommandations de").click()
    expect(page.get_by_text(f"repris de «\u00a0AG de juin {cycle}").first).to_be_visible()
    is_fine(page, width)
