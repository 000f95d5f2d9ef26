"""A real working document comes in, is proof-read by clicking, and becomes a process in public review."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from tests.house import ROOT
from tests.journeys.walking import become, comment_here, fresh_address, press, sign_up, today

pytestmark = pytest.mark.journey

# A group's real document, beside the repository and never in it.
DOCUMENT = ROOT.parent / "shared" / "seed" / "000_ebb2e57abe661f2c.txt"
real = pytest.mark.skipif(not DOCUMENT.is_file(), reason="the real document is not beside this repository")
TALLY = re.compile(r"\b(\d+) \w+")


@pytest.fixture(scope="module")
def published():
    """What the first journey leaves to the second."""
    return {}


@real
def test_a_secretary_brings_in_a_real_document_corrects_it_and_opens_its_review(browse, published):
    page = become(browse(width=390), "Farid")
    hidden = re.findall(r"[\w.+-]+@[\w-]+\.[\w.-]+", DOCUMENT.read_text("utf-8"))
    assert hidden
    bring_in(page)
    assert measures_of_each(page) == [7, 5, 7, 3, 6, 7, 3]
    assert page.locator("input[name=date]").input_value() == "2020-04-20"
    assert "2020-04-24T14:00" in [each.input_value() for each in page.locator("input[type=datetime-local]").all()]
    assert len(filled(page, "drafters")) == 4
    assert len(filled(page, "groups")) == 3
    assert not told(page, hidden)
    correct(page)
    assert counted(page)[:2] == [7, 38]
    for part in range(1, 8):
        page.goto(f"{manuscript(page)}?part=r{part}")
        assert not told(page, hidden)
    published["process"] = publish(page)
    assert page.locator("ol.chapters > li").count() == 7
    assert page.locator("ol.chapters > li > ol > li").count() == 38
    assert not told(page, hidden)
    visitor = browse(width=390)
    visitor.goto(published["process"])
    addresses = visitor.locator("ol.chapters h3 a").evaluate_all("all => all.map(each => each.href)")
    for address in addresses:
        visitor.goto(address)
        assert not told(visitor, hidden)
    visitor.goto(addresses[0])
    assert visitor.locator("h1").inner_text() == "Un titre que tout le monde comprend"


@real
def test_what_is_for_members_opens_with_a_belonging_and_not_with_an_account(browse, served, published):
    page = browse(width=390)
    page.goto(published["process"])
    page.locator("ol.chapters > li > ol a").first.click()
    measure = page.url
    page.locator('.write a[href^="/accounts/signup/"]').click()
    sign_up(page, served, name="Noé Guillou", address=fresh_address("noe"))
    page.goto(measure)
    assert page.locator(".write textarea").count() == 0
    assert page.locator(".write .refusal-reason").inner_text()
    page.goto("/me/membership/")
    page.locator("select[name=branch]").select_option(label="Brest")
    page.locator("textarea[name=message]").fill("Je répare des bateaux.")
    page.locator("main form button[type=submit]").click()
    page.wait_for_url("**/me/")

    farid = become(browse(), "Farid")
    farid.goto("/members/admissions/")
    request = farid.locator("section", has_text="Noé Guillou").last
    request.locator("summary").first.click()
    request.locator('form[action$="/admission/"] button[type=submit]').click()
    farid.locator(".messages").wait_for()

    page.goto(measure)
    comment_here(page, "Maintenant, je peux le dire ici.")


def bring_in(page):
    page.goto("/processes/manuscripts/")
    page.locator("input[name=file]").set_input_files(DOCUMENT)
    page.locator('form[enctype="multipart/form-data"] button[type=submit]').click()
    page.locator(".proof-tally").wait_for()
    assert counted(page)[:2] == [7, 38]


def counted(page):
    """The numbers of “7 recommendations, 38 measures …”."""
    return [int(number) for number in TALLY.findall(page.locator(".proof-tally").inner_text())]


def measures_of_each(page):
    sizes = page.locator('.fold[id^="r"] > .meta').all_inner_texts()
    return [int(re.search(r"(\d+)\s+mes?[au]", size).group(1)) for size in sizes]


def filled(page, name):
    return [value for each in page.locator(f'input[name^="{name}-"]').all() if (value := each.input_value())]


def manuscript(page):
    return re.match(r".*/manuscripts/\d+/", page.url).group()


def told(page, addresses):
    content = page.content()
    return [address for address in addresses if address in content]


def passage(page, place):
    """The passage at ``place``, its tools open."""
    found = page.locator(f"#{place}")
    if found.get_attribute("open") is None:
        found.locator("summary").click()
    return found


def do(page, where, deed):
    saves = page.locator("#sheet input[name=saves]").first
    before = saves.input_value()
    press(where, "deed", deed)
    expect(saves).not_to_have_value(before)


def correct(page):
    """Rename, join, cut, move, and leave unattributed: each by clicking, each seen in the tally or in the passage."""
    page.locator("#r1 a").click()
    page.locator("#r1[data-open]").wait_for()
    title = passage(page, "r1-title")
    title.locator("textarea[name=title]").fill("Un titre que tout le monde comprend")
    do(page, title, "save")
    assert "Un titre que tout le monde comprend" in page.locator("#r1-title summary").inner_text()

    do(page, passage(page, r"r1\.m2"), "merge")
    assert counted(page)[:2] == [7, 37]
    joined = passage(page, r"r1\.m1")
    joined.locator("select[name=at]").select_option(index=1)
    do(page, joined, "split")
    assert counted(page)[:2] == [7, 38]

    moved = passage(page, r"r1\.m1")
    values = moved.locator("select[name=to] option").evaluate_all("all => all.map(option => option.value)")
    moved.locator("select[name=to]").select_option(next(value for value in values if value.startswith("r2")))
    do(page, moved, "move")
    assert counted(page)[:2] == [7, 38]
    assert measures_of_each(page)[0] == 6, "of the first that is folded, the second recommendation"

    for group in ('input[name=group]:not([value=""])', 'input[name=group][value=""]'):
        said_by = passage(page, r"r1\.m1")
        said_by.locator(group).first.check()
        do(page, said_by, "save")
    assert passage(page, r"r1\.m1").locator('input[name=group][value=""]').is_checked()


def publish(page):
    """Declare the contract, read it, publish. Gives the address of the process."""
    page.locator('a[href$="/publication/"]').click()
    opens = today(page)
    page.locator("textarea[name=summary]").fill("Sept recommandations, à relire ensemble.")
    page.locator('input[name=level][value="concertation"]').check()
    page.locator("select[name=decider]").select_option(label="Conseil d’administration")
    days = {"review_opens_on": 0, "review_closes_on": 20, "answers_close_on": 40, "answer_due_on": 100}
    for name, later in days.items():
        page.locator(f"input[name={name}]").fill((opens + timedelta(days=later)).isoformat())
    page.locator('input[name=audience][value="public"]').check()
    page.locator('input[name=speakers][value="members"]').check()
    if page.locator("input[name=set_aside]").count():
        page.locator("input[name=set_aside]").check()
    press(page, "deed", "preview")
    press(page, "deed", "publish")
    page.wait_for_url(re.compile(r"/processes/\d+/groups/$"))  # where those who will answer are given their seats
    page.goto(page.url.removesuffix("groups/"))
    contract = page.locator(".contract").inner_text()
    assert "concertation" in contract.lower()
    assert "Conseil d’administration" in contract
    return page.url
