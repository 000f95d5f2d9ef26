"""A member's point, from the proposal to the answer and to the minutes; and one that nobody answered."""

from datetime import date, datetime, time, timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.journeys.walking import become, move_clock, move_clock_to, send, until

pytestmark = pytest.mark.journey


def press(page, name):
    send(page, page.get_by_role("button", name=name).first)


def propose(page, title, *, why, what):
    """From the board's page to the point that was sent; gives its address."""
    page.goto("/governance/")
    page.get_by_role("link", name="Conseil d’administration").first.click()
    page.get_by_role("link", name="Mettre un point à son ordre du jour").click()
    page.get_by_label("Votre point en une ligne").fill(title)
    page.get_by_label("Pourquoi c’est important").fill(why)
    page.get_by_label("Ce que vous demandez").fill(what)
    press(page, "Envoyer mon point")
    page.wait_for_url("**/governance/requests/*/")
    return page.url


def find_supporters(browse, point, *names):
    for name in names:
        page = become(browse(width=390), name)
        page.goto(point)
        press(page, "Soutenir ce point")
        expect(page.locator("#support")).to_contain_text("Vous soutenez ce point.")
        page.context.close()


def day_of(page, place):
    return date.fromisoformat(page.locator(f"{place} time").last.get_attribute("datetime")[:10])


def serious(page):
    found = Axe().run(page).response["violations"]
    return [each["id"] for each in found if each["impact"] in ("serious", "critical")]


@pytest.mark.parametrize("width", [390, 1280])
def test_the_way_to_put_a_point_on_the_agenda_is_three_clicks_at_most(browse, width):
    page = become(browse(width=width), "Hugo")
    page.goto("/")
    page.get_by_role("link", name="Qui décide de quoi").first.click()
    page.get_by_role("link", name="Proposer un point avec le soutien").click()
    page.wait_for_url("**/requests/new/")
    assert page.get_by_label("Votre point en une ligne").is_visible()


@pytest.mark.parametrize("width", [390, 1280])
def test_the_pages_of_points_are_for_everyone(browse, width):
    page = become(browse(width=width), "Farid")
    page.goto("/governance/requests/")
    links = page.locator("main a.list-title").evaluate_all("all => all.map(link => link.pathname)")
    for address in ("/governance/requests/", "/governance/bodies/2/requests/new/", *links):
        page.goto(address)
        assert not serious(page), address
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address


def test_a_point_goes_from_its_proposal_to_the_minutes(browse, served):
    hugo = become(browse(width=390), "Hugo")
    point = propose(
        hugo, "Ouvrir le conseil aux visites", why="Personne ne sait comment il travaille.",
        what="Deux places d’observation à chaque réunion.",
    )  # fmt: skip
    find_supporters(browse, point, "Driss", "Bruno")

    farid = become(browse(), "Farid")
    farid.goto(point)
    farid.get_by_label("À l’ordre du jour d’une réunion").check()
    press(farid, "Donner cette réponse")
    farid.get_by_role("link", name="La réunion").click()
    farid.wait_for_url("**/meetings/*/")
    meeting, day = farid.url, day_of(farid, "h1")
    assert "Ouvrir le conseil aux visites" in farid.locator("ol.agenda").inner_text()

    move_clock_to(served, datetime.combine(day, time(16)))
    chloe = become(browse(), "Chloe")
    chloe.goto(meeting)
    chloe.get_by_role("link", name="Ouvrir le conseil aux visites").click()
    assert "Personne ne sait comment il travaille." in chloe.locator("main").inner_text()
    form = chloe.locator("form.decision-form").first
    form.locator('input[name=outcome][value="refused"]').check()
    form.locator("textarea[name=reason]").fill("La salle est trop petite ; nous retransmettrons.")
    send(chloe, form.locator("button[type=submit]").last)

    farid.goto(f"{meeting}minutes/writing/")
    part = farid.locator("section.minutes-part", has_text="Ouvrir le conseil aux visites")
    part.locator("textarea").first.fill("Hugo a présenté son point dans la salle.")
    farid.locator("#summary textarea").fill("Le conseil a répondu aux points des membres.")
    for saved in (part.locator("[id^=saved-]"), farid.locator("#saved-summary")):
        expect(saved).to_contain_text("aujourd’hui", timeout=15_000)
    farid.reload()  # the button was drawn when nothing was written yet
    press(farid, "Présenter le compte rendu")

    hugo.goto(point)
    told = hugo.locator("ol.thread").inner_text()
    for words in ("A trouvé ses soutiens : 3 membres", "refusée", "La salle est trop petite"):
        assert words in told.replace("\u00a0", " ")
    hugo.goto(f"{meeting}minutes/")
    minutes = hugo.locator("main").inner_text()
    for words in ("Ouvrir le conseil aux visites", "Hugo a présenté son point dans la salle.", "refusée"):
        assert words in minutes
    hugo.goto("/governance/requests/")
    assert "refusée" in hugo.locator("main li", has_text="Ouvrir le conseil aux visites").last.inner_text()


def test_a_point_that_nobody_answered_goes_on_the_agenda_by_itself(browse):
    awa = become(browse(width=390), "Awa")
    point = propose(
        awa, "Des réunions plus courtes", why="Après deux heures, plus personne n’écoute.", what="Deux heures au plus."
    )
    find_supporters(browse, point, "Driss", "Bruno")
    awa.goto(point)
    due = day_of(awa, "ol.thread")

    move_clock(awa, to=due + timedelta(days=1))

    def gone():
        awa.goto(point)
        return "ordre du jour de lui-même" in awa.locator("ol.thread > li").nth(2).inner_text()

    until(gone, what="the worker's round")
    awa.get_by_role("link", name="La réunion").click()
    awa.wait_for_url("**/meetings/*/")
    assert day_of(awa, "h1") > due
    assert "Des réunions plus courtes" in awa.locator("ol.agenda").inner_text()
