"""Every page, for everyone: axe finds nothing serious, and nothing runs off a narrow screen."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.journeys.walking import become

pytestmark = [pytest.mark.journey, pytest.mark.either_engine]

GRAVE = ("serious", "critical")
ASKED = {"resultTypes": ["violations"], "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
OPEN = [
    "/", "/processes/", "{process}", "{recommendation}", "{measure}", "{recommendation}versions/",
    "{recommendation}versions/1/", "{recommendation}versions/1/2/", "{comment}", "/governance/", "{body}", "{meeting}",
    "/governance/decisions/", "{decision}", "/governance/commitments/", "{commitment}", "/components/", "/cast/",
    "/clock/", "/outbox/", "/transparency/", "/governance/who-decides/", "/governance/who-decides/?words=budget",
    "/governance/map/", "/statutes/", "{statutes}", "{statutes}versions/", "{statutes}comparison/", "{article}",
    "/statutes/glossary/", "/governance/people/", "/rules/", "/rules/packs/",
]  # fmt: skip
DOORS = ["/accounts/login/", "/accounts/signup/", "/accounts/login/code/", "/accounts/password/reset/", "/nowhere/"]
OWN = {
    "": DOORS + OPEN,
    "Bruno": ["/", "{measure}", "{process}answers/", "{recommendation}draft/", "{recommendation}referral/",
              "{process}groups/", "/processes/words/", "/notices/", "/me/", "/governance/people/branches/"],
    "Chloe": ["/", "{item}", "{commitment}", "{body}month/"],
    "Farid": ["/processes/manuscripts/", "/members/admissions/", "/members/cooperative/", "{body}", "{body}powers/",
              "{body}composition/", "{body}mandates/", "/governance/inconsistencies/", "/statutes/new/",
              "{statutes}versions/new/", "{article}summary/fr/", "/statutes/glossary/new/", "/rules/versions/new/",
              "/rules/packs/new/"],
}  # fmt: skip


@pytest.mark.parametrize("who", OWN, ids=lambda who: who or "signed out")
def test_no_page_shuts_anyone_out(browse, who):
    page = browse(width=390, reduced_motion="reduce")  # a colour on its way to another has no contrast to measure
    places = found(page)
    if who:
        become(page, who)
    faults = []
    for template in OWN[who]:
        faults += faults_of(page, template.format(**places))
    assert faults == []


def faults_of(page, address):
    """By day on a phone, by night on a desk, and on the narrowest screen there is."""
    page.goto(address)
    faults = []
    for width, light in ((390, "light"), (1280, "dark")):
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=light)
        faults += [f"{address} at {width}, {light}: {fault}" for fault in grave(page)]
    page.set_viewport_size({"width": 320, "height": 800})
    over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return [*faults, f"{address} at 320: runs {over} px off the screen"] if over > 0 else faults


def grave(page):
    found = Axe().run(page, options=ASKED).response["violations"]
    return [
        f"{fault['id']}: {fault['nodes'][0]['html'][:160]} ({len(fault['nodes'])})"
        for fault in found
        if fault["impact"] in GRAVE
    ]


def found(page):
    """Addresses of one of each kind of page, by following links as a visitor would."""
    page.goto("/processes/")
    places = {"process": link(page, text="Décider ensemble, même de loin")}
    page.goto(places["process"])
    places["recommendation"] = link(page, ".chapters h3 a")
    places["measure"] = link(page, ".chapters a[href*='/measures/']")
    page.goto(places["measure"])
    places["comment"] = link(page, "a[href*='/comments/']")
    page.goto("/governance/")
    places["body"] = link(page, text="Conseil d’administration")
    page.goto(places["body"])
    places["meeting"] = link(page, "main a[href^='/governance/meetings/']")
    page.goto("/statutes/")
    places["statutes"] = link(page, text="Statuts d’Estran")
    page.goto(places["statutes"])
    places["article"] = link(page, "main article h3 a")
    page.goto("/governance/decisions/")
    places["decision"] = link(page, "main a[href^='/governance/decisions/']:not([href$='decisions/'])")
    page.goto(places["decision"])
    places["item"] = link(page, "main a[href^='/governance/items/']")
    page.goto("/governance/commitments/")
    places["commitment"] = link(page, "table.register a[href*='/commitments/']")
    return places


def link(page, selector="", *, text=""):
    place = page.get_by_role("link", name=text).first if text else page.locator(selector).first
    return place.get_attribute("href")
