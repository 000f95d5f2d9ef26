"""A meeting from its convocation to its approved minutes: two keep it, and the connection is cut in the middle."""

from datetime import datetime, time, timedelta
from types import SimpleNamespace

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.journeys.walking import become, in_the_demo, move_clock_to, press, today, until

pytestmark = pytest.mark.journey

# A chapter above puts things before a body; how it does is another story (tests/test_journey_story.py).
PUT_BEFORE = """
from palabre.governance.agenda import Point, put_before
from palabre.governance.models import Body
from palabre.people.models import Audience
board, public = Body.objects.get(name="Conseil d’administration"), Audience.wide("public")
for title, question in (("Le local de Nantes", "Prolonger le bail"), ("Les trajets de nuit", "Rembourser un taxi")):
    points = [Point("2031-1.1", question, "Pour trois ans.")]
    put_before(board, title=title, points=points, audience=public)
"""
SOON = 15_000  # milliseconds: a screen asks every five seconds what another one did
CUT, BACK = "Écrit pendant que le réseau était coupé.", "Écrit par Chloé, en même temps."


@pytest.fixture(scope="module")
def tale():
    """What one journey leaves to the next."""
    return SimpleNamespace()


def call(page, starts_at):
    page.goto("/governance/")
    page.get_by_role("link", name="Conseil d’administration").first.click()
    form = page.locator('form.form[action$="/meetings/"]')
    if not form.is_visible():
        page.locator("details:has(input[name=starts_at]) summary").click()
    form.locator("input[name=starts_at]").fill(starts_at.strftime("%Y-%m-%dT%H:%M"))
    form.locator("button[type=submit]").click()
    page.wait_for_url("**/governance/meetings/*/")
    return page.url


def test_a_meeting_is_called_and_its_agenda_set(browse, served, tale):
    in_the_demo(served, PUT_BEFORE)
    farid = become(browse(width=820), "Farid")
    farid.goto("/governance/")
    tale.day = today(farid) + timedelta(days=9)
    tale.meeting = call(farid, datetime.combine(tale.day, time(18, 7)))
    tale.later = datetime.combine(tale.day + timedelta(days=21), time(18, 7))
    call(farid, tale.later)
    for title in ("Le local de Nantes", "Les trajets de nuit"):
        farid.goto(tale.meeting)
        farid.locator("ul.list > li", has_text=title).get_by_role("button").click()
        farid.locator(".messages").wait_for()
        assert title in farid.locator("ol.agenda").inner_text()
    farid.goto(f"{tale.meeting}sitting/")
    assert "n’a pas commencé" in farid.locator("main").inner_text(), "nobody sits before the hour"


def test_two_keep_the_sitting_and_see_what_the_other_does(browse, served, tale):
    move_clock_to(served, datetime.combine(tale.day, time(18, 9)))
    farid, chloe = become(browse(width=820, height=1180), "Farid"), become(browse(), "Chloe")
    for page in (farid, chloe):
        page.goto(f"{tale.meeting}sitting/")
    farid.locator("#presence form button").first.click()
    expect(chloe.locator("#now .figure strong")).to_have_text("4 sur 4", timeout=SOON)
    farid.locator("#next").click()
    expect(farid.locator("#now h2")).to_contain_text("Point 1 sur", timeout=SOON)
    expect(chloe.locator("#now h2")).to_contain_text("Point 1 sur", timeout=SOON)
    seat = chloe.locator(".sheet > li").nth(1)
    tale.left = seat.locator(".person-name").inner_text().partition(",")[0]
    seat.locator("button[value=left]").click()
    expect(farid.locator("#now .figure strong")).to_have_text("3 sur 4", timeout=SOON)
    chloe.locator("#next").click()
    expect(farid.locator("#now h2")).to_contain_text("Point 2 sur", timeout=SOON)
    assert "Point 2 sur" in farid.locator("#now").inner_text()
    assert "où en est la réunion" in farid.locator("#now .sitting-said").first.inner_text()
    wall = browse(width=390)
    wall.goto(f"{tale.meeting}sitting/wall/")
    assert chloe.locator("#now .lead").inner_text() in wall.locator("h1").inner_text()
    for page in (farid, chloe, wall):
        assert not serious(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]


def test_a_cut_connection_loses_nothing_and_two_who_write_both_see_both(browse, tale):
    farid, chloe = become(browse(width=820, height=1180), "Farid"), become(browse(), "Chloe")
    for page in (farid, chloe):
        page.goto(tale.meeting)
        page.locator("a.button[href$='/sitting/']").click()
        go_to(page, "Le local de Nantes")
    farid.context.set_offline(True)
    farid.locator("#notes textarea").first.fill(CUT)
    expect(farid.locator("#notes .offline-note")).not_to_be_empty()
    farid.locator("#agenda button[name=to]").click()
    expect(farid.locator("#notes textarea").first).to_have_value(CUT)
    farid.context.set_offline(False)
    expect(farid.locator("#notes .saved [role=status]")).to_contain_text("par Farid", timeout=SOON)
    farid.reload()
    expect(farid.locator("#notes textarea").first).to_have_value(CUT)
    assert farid.locator(".draft-note").count() == 0, "the server has it: this device forgot it"

    chloe.locator("#notes textarea").first.fill(BACK)
    expect(chloe.locator("#notes .saved [role=status]")).to_contain_text("Farid Benali a enregistré", timeout=SOON)
    press(chloe.locator("#notes"), "deed", "save")
    chloe.locator(".message[data-tone=warning]").wait_for()
    assert CUT in chloe.locator("main").inner_text()
    box = chloe.locator("form textarea[name=text]")
    assert box.input_value() == BACK
    box.fill(f"{CUT}\n\n{BACK}")
    press(chloe, "deed", "save")
    chloe.wait_for_url("**/sitting/?item=*")
    assert chloe.locator("#notes textarea").first.input_value() == f"{CUT}\n\n{BACK}"


def test_votes_are_counted_against_who_is_there_and_the_chair_records_the_decision(browse, tale):
    farid, chloe = become(browse(width=820, height=1180), "Farid"), become(browse(), "Chloe")
    for page in (farid, chloe):
        page.goto(f"{tale.meeting}sitting/")
        go_to(page, "Le local de Nantes")
    point = farid.locator(".sitting-point")
    point.locator("summary", has_text="Compter les voix").click()
    point.locator("input[name=in_favour]").fill("4")
    point.get_by_role("button", name="Noter le décompte").click()
    expect(farid.locator(".sitting-point")).to_contain_text("4 voix sont comptées et 3 voix prennent part")
    point.locator("input[name=in_favour]").fill("2")
    point.locator("input[name=against]").fill("1")
    point.get_by_role("button", name="Noter le décompte").click()
    expect(farid.locator(".tallied")).to_contain_text("2 pour")
    assert "consigne" in farid.locator(".sitting-point .refusal-reason").inner_text(), "a secretary prepares"

    expect(chloe.locator("#now")).to_contain_text("Des voix ont été comptées", timeout=SOON)
    chloe.get_by_role("link", name="Les voir").click()
    expect(chloe.locator(".tallied")).to_contain_text("2 pour")
    chloe.locator(".sitting-point summary", has_text="Consigner la décision").click()
    form = chloe.locator("form.decision-form")
    form.locator('input[name=outcome][value="refused"]').check()
    form.locator("textarea[name=reason]").fill("Le bail est trop cher ; on cherche plus petit.")
    form.locator("button[type=submit]").last.click()
    chloe.locator(".messages").wait_for()
    assert chloe.url.split("?")[0].endswith("/sitting/")
    chloe.locator(".sitting-point .decided a").click()
    chloe.wait_for_url("**/decisions/*/")
    assert "2 pour" in chloe.locator("#votes").inner_text()


def test_the_sheet_flows_into_the_minutes_and_a_later_meeting_approves_them(browse, served, tale):
    farid = become(browse(width=820, height=1180), "Farid")
    farid.goto(f"{tale.meeting}sitting/")
    farid.locator("#notes textarea").first.fill("Noté juste avant de passer au point suivant.")
    until(lambda: go_on(farid), what="the end of the agenda")
    farid.locator("#now a.button").click()
    farid.wait_for_url("**/minutes/writing/")
    assert farid.locator("#presence input[name=present]:checked").count() == 5, "whoever left was there"
    assert f"{tale.left}\u00a0: départ à" in farid.locator("#presence").inner_text(), "read from the sheet"
    assert any(
        "Noté juste avant" in box for box in farid.locator("textarea").evaluate_all("all => all.map(b => b.value)")
    )
    farid.locator("#summary textarea").fill("Le conseil quitte le local de Nantes.")
    press(farid.locator("#summary"), "deed", "save")
    farid.locator(".messages").wait_for()
    farid.locator("#presentation form button[type=submit]").click()
    farid.wait_for_url("**/minutes/")

    move_clock_to(served, tale.later + timedelta(minutes=5))
    farid.reload()
    farid.locator('form[action$="/approval/"] button[type=submit]').click()
    farid.locator(".messages").wait_for()
    reader = browse(width=390)
    reader.goto(f"{tale.meeting}minutes/")
    said = reader.locator("main").inner_text()
    for words in ("approuvé le", CUT, BACK, "2 pour", "1 contre", "départ à", "Le conseil quitte le local de Nantes."):
        assert words in said, words
    pdf = reader.request.get(f"{tale.meeting}minutes.pdf")
    assert (pdf.status, pdf.body()[:4]) == (200, b"%PDF")


def go_to(page, title):
    """Look at the item of this name, wherever the meeting is."""
    page.locator("#agenda a", has_text=title).click()
    page.wait_for_url("**/sitting/?item=*")


def go_on(page):
    """Press what comes next; whether that was the end."""
    with page.expect_navigation():
        page.locator("#next").click()
    return not page.locator("#next").count()


def serious(page):
    found = Axe().run(page).response["violations"]
    return [each["id"] for each in found if each["impact"] in ("serious", "critical")]
