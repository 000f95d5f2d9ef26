"""One voice, from a phone to the proof. The journeys are one story and run in this order; time only goes forward."""

import json
import re
from datetime import date, datetime, timedelta
from types import SimpleNamespace

import pytest
from playwright.sync_api import expect

from tests.journeys.walking import (
    become,
    fresh_address,
    mails_to,
    move_clock,
    move_clock_to,
    notes,
    press,
    sign_up,
    today,
    until,
)

pytestmark = pytest.mark.journey

PROCESS = "Décider ensemble, même de loin"
WORDS = (
    "Un plan, oui, mais tenu à jour par qui ? *Un nom* à côté de la date, sinon il vieillit sans que personne le voie."
)
# What each measure of the second recommendation becomes in the register, once the board has answered.
BECAME = {
    "Les statuts sont accompagnés d’un résumé": "under_way",
    "Un plan des instances": "under_way",
    "Chaque antenne nomme une personne": "rejected",
    "Les mandats affichent leur date de fin": "postponed",
}
ADDED = "Une personne nommée le tient à jour"


@pytest.fixture(scope="module")
def tale():
    """What one journey leaves to the next: addresses, numbers of comments, who is signed in."""
    return SimpleNamespace(address=fresh_address("maelle"))


def test_a_newcomer_on_a_phone_speaks_and_what_was_typed_outlives_the_tab(browse, served, tale):
    page = browse(width=390)
    page.goto("/processes/")
    page.get_by_role("link", name=PROCESS).click()
    tale.process = page.url
    page.locator(".chapters li", has_text="2.2").locator("a[href*='/measures/']", has_text="plan des instances").click()
    page.wait_for_url("**/measures/*/")
    tale.measure = page.url
    box = page.locator("#comments .write textarea[name=text]")
    box.fill(WORDS)
    until(lambda: WORDS[:9] in page.evaluate("JSON.stringify(localStorage)"), what="the draft on this device")
    phone = page.context
    page.close(run_before_unload=True)

    page = phone.new_page()
    page.goto(tale.measure)
    expect(page.locator("#comments .write textarea")).to_have_value(WORDS)
    page.locator('#comments .write a[href^="/accounts/signup/"]').click()
    sign_up(page, served, name="Maëlle Le Goff", address=tale.address)
    assert page.url.split("#")[0] == tale.measure
    expect(page.locator("#comments .write textarea")).to_have_value(WORDS)
    page.locator("#comments .write form button[type=submit]").click()
    page.locator("#comments .write .note").wait_for()
    tale.comment = max(notes(page))
    page.reload()
    expect(page.locator("#comments .write textarea")).to_have_value("")
    tale.newcomer = page.context.storage_state()

    hugo = become(browse(width=390), "Hugo")
    hugo.goto(f"{tale.measure}#comment-{tale.comment}")
    support = hugo.locator(f"#support-{tale.comment}")
    support.get_by_role("button").click()
    support.locator('button[aria-pressed="true"]').wait_for()
    assert "1" in support.locator(".number").inner_text()


def test_a_facilitator_answers_revises_and_publishes_the_version_that_carries_the_words(browse, tale):
    page = become(browse(), "Bruno")
    page.goto(f"{tale.process}answers/")
    desk = page.locator(f"#answer-{tale.comment}")
    desk.locator('input[name=fate][value="taken_in"]').check()
    desk.locator("textarea[name=reason]").fill("Vous avez raison : un plan sans personne pour le tenir ne tient pas.")
    desk.get_by_role("button").click()
    page.locator(f"article.answered#answer-{tale.comment}").wait_for()

    page.goto(tale.measure)
    page.locator("nav a[href*='/recommendations/'], .crumbs a[href*='/recommendations/']").last.click()
    page.wait_for_url("**/recommendations/*/")
    tale.recommendation = page.url
    page.locator('a[href$="/draft/"]').click()
    surface = page.locator('.field.rich:has(textarea[name="m-1-html"]) [role=textbox]')
    surface.click()
    page.keyboard.press("Control+End")
    page.keyboard.press("Enter")
    page.keyboard.press("Control+B")
    page.keyboard.type(ADDED)
    page.keyboard.press("Control+B")
    page.keyboard.type(", avec la date de sa dernière lecture.")
    page.locator("textarea[name=reason]").fill("Dit qui tient le plan à jour.")
    assert page.locator("label", has_text="Maëlle Le Goff").locator("input[name=answers]").is_checked()
    press(page, "deed", "publish")
    page.wait_for_url(tale.recommendation)

    reader = browse(width=390)
    reader.goto(f"{tale.recommendation}versions/1/2/")
    assert ADDED in " ".join(reader.locator(".diff ins, ins").all_inner_texts())
    assert reader.locator("main", has_text="Maëlle Le Goff").count()
    reader.goto(f"{tale.recommendation}versions/2/")
    tale.print = reader.locator("code.sha").inner_text()
    assert re.fullmatch(r"[0-9a-f]{64}", tale.print)
    assert reader.locator(".prose strong", has_text=ADDED).count() == 1
    pdf = reader.request.get(f"{tale.recommendation}versions/2.pdf")
    assert (pdf.status, pdf.body()[:4]) == (200, b"%PDF")
    assert ADDED in reader.request.get(f"{tale.recommendation}versions/2.md").text()


def test_nothing_is_referred_before_the_review_is_over_and_what_was_said_is_answered(browse, served, tale):
    bruno = become(browse(), "Bruno")
    bruno.goto(tale.recommendation)
    too_early = bruno.locator(".refusal-reason").inner_text()
    assert "relecture publique" in too_early
    bruno.goto(f"{tale.recommendation}referral/")
    assert bruno.locator(".refusal-reason").inner_text() == too_early

    late = browse(width=390, storage_state=tale.newcomer)
    late.goto(tale.measure)
    closing = datetime.fromisoformat(f"{day_in(bruno, tale)}T23:59:59") + timedelta(seconds=30)
    late.locator("#comments .write textarea[name=text]").fill("J’écrivais encore quand la relecture a fermé.")
    begun = begin_on_the_whole(late.context.new_page(), tale)
    move_clock_to(served, closing)
    late.locator("#comments .write form button[type=submit]").click()
    said = late.locator("#comments .write .message").inner_text()
    assert "étape suivante" in said
    assert late.locator("#comments .write .note .tag").count() == 1
    finish_what_was_begun(late.context.new_page(), tale, begun)

    bruno.goto(f"{tale.recommendation}referral/")
    assert "attendent leur réponse" in bruno.locator(".refusal-reason").inner_text()
    answer_what_waits(bruno)
    bruno.goto(f"{tale.recommendation}referral/")
    bruno.locator('form[action$="/referral/"] button[type=submit]').click()
    bruno.wait_for_url(tale.recommendation)
    tale.item = bruno.locator('a[href^="/governance/items/"]').first.get_attribute("href")


def test_after_the_review_a_body_answers_measure_by_measure(browse, tale):
    farid, item = become(browse(), "Farid"), tale.item
    farid.goto(item)
    farid.locator("#agenda summary").click()
    farid.locator("#agenda form button[type=submit]").click()
    farid.wait_for_url("**/meetings/*/")
    meeting = date.fromisoformat(farid.locator("h1 time").get_attribute("datetime")[:10])

    chloe = become(browse(), "Chloe")
    chloe.goto(item)
    assert chloe.locator("form.decision-form").count() == 0
    move_clock(chloe, to=meeting + timedelta(days=1))
    tale.check = meeting + timedelta(days=15)
    promise = {
        "owner_service": "Équipe vie coopérative", "due_on": str(meeting + timedelta(days=120)),
        "next_check_on": str(tale.check),
    }  # fmt: skip
    decide(chloe, item, "accepted", "Le conseil le fera ; c’est attendu.", promise)
    decide(
        chloe,
        item,
        "amended",
        "Oui, avec un nom.",
        promise | {"amended_text": "Un plan des instances, et qui le tient."},
    )
    plain = browse(java_script_enabled=False, storage_state=chloe.context.storage_state())
    decide(plain, item, "refused", "Cela existe déjà dans chaque antenne.", {})
    decide(plain, item, "deferred", "À revoir au printemps.", {"deferred_until": str(meeting + timedelta(days=200))})

    stands_in_the_register(browse(width=390))


def answer_what_waits(page):
    """From the page of the referral: every comment on this recommendation gets its answer, one after the other."""
    page.locator('main a[href*="/answers/"]').click()
    page.wait_for_url("**/answers/*")
    for desk in page.locator("[id^=answer-]:has(form)").evaluate_all("all => all.map(each => each.id)"):
        form = page.locator(f"#{desk} form")
        form.locator('input[name=fate][value="not_taken"]').check()
        form.locator("textarea[name=reason]").fill("Un autre groupe y travaille.")
        form.locator("button[type=submit]").click()
        page.locator(f"article.answered#{desk}").wait_for()


def begin_on_the_whole(page, tale):
    """Type on the recommendation as a whole, then close the tab."""
    words = "Commencé avant la fin, l’onglet fermé par mégarde."
    page.goto(tale.recommendation)
    page.locator("#comments details.whole summary").click()
    page.locator("#comments .write textarea[name=text]").fill(words)
    page.wait_for_function("words => Object.values(localStorage).some(kept => kept.includes(words))", arg=words)
    page.close()
    return words


def finish_what_was_begun(page, tale, words):
    """After the closing the words are still there, and can still be sent: the form shows itself to whoever began."""
    page.goto(tale.recommendation)
    expect(page.locator("#comments .write textarea[name=text]")).to_have_value(words)
    page.locator("#comments .write form button[type=submit]").last.click()
    assert "étape suivante" in page.locator("#comments .write .message").inner_text()
    assert page.locator("#comments .write .note .tag").count() == 1
    page.close()


def stands_in_the_register(reader):
    reader.goto("/governance/commitments/")
    rows = reader.locator("table.register tbody tr")
    for title, kind in BECAME.items():
        row = rows.filter(has_text=title)
        assert row.locator(f'.status[data-kind="status"][data-mark="{kind}"]').count() == 1, title


def decide(page, item, outcome, reason, more):
    """Record what the body decided on the first point that has no decision."""
    page.goto(item)
    form = page.locator("form.decision-form").first
    if not form.is_visible():
        page.locator("summary", has=page.locator("xpath=../form")).first.click()
    form.locator(f'input[name=outcome][value="{outcome}"]').check()
    for name, value in more.items():
        form.locator(f"[name={name}]").fill(value)
    form.locator("textarea[name=reason]").fill(reason)
    form.locator("button[type=submit]").last.click()
    page.locator(".messages").wait_for()


def day_in(page, tale):
    """The last day of the review, as the home page says it to whoever may speak."""
    page.goto(tale.process)
    dates = page.locator(".facts time, .stages time, .contract time").evaluate_all("all => all.map(t => t.dateTime)")
    coming = sorted(day[:10] for day in dates if day[:10] >= str(today(page)))
    return coming[0]


def test_what_was_promised_is_followed_to_its_proof(browse, tale):
    page = become(browse(), "Farid")
    page.goto("/governance/commitments/")
    page.locator("table.register a", has_text="plan des instances").click()
    page.wait_for_url("**/commitments/*/")
    tale.commitment = page.url
    before = rates(browse())
    note(page, "done", "C’est en place.")
    assert "preuve" in page.locator(".progress-form").inner_text()
    assert page.locator("textarea[name=text]").input_value() == "C’est en place.", "nothing typed is lost"
    page.goto(tale.commitment)
    note(page, "under_way", "Le plan est dessiné, on cherche qui le tient.", check=tale.check - timedelta(days=1))
    page.locator(".messages").wait_for()
    prove(page, "Le plan, tel qu’il est affiché", url="https://estran.example/plan-des-instances")
    prove(page, "Photo de l’affichage", file=("affichage.pdf", b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF"))
    page.goto(tale.commitment)
    note(page, "done", "Affiché dans quatorze antennes.")
    page.locator(".messages").wait_for()
    assert page.locator('main .lead [data-mark="done"]').count()
    assert page.locator("#proofs + ul li").count() == 2

    after = rates(browse())
    assert len(set(before)) == len(set(after)) == 1, "home, register and export say the same"
    assert after[0] > before[0]

    move_clock(page, to=tale.check + timedelta(days=1))
    overdue = "Les statuts sont accompagnés d’un résumé"
    page.goto("/governance/commitments/?overdue=on")
    assert page.locator("table.register tr", has_text=overdue).locator(".overdue, .late").count()
    page.goto("/governance/")
    page.get_by_role("link", name="Conseil d’administration").first.click()
    page.locator('main a[href^="/governance/meetings/"]').first.click()
    page.wait_for_url("**/meetings/*/")
    assert date.fromisoformat(page.locator("h1 time").get_attribute("datetime")[:10]) > today(page), "the next meeting"
    assert overdue in page.locator("ol.agenda").inner_text()


def note(page, status, words, check=None):
    if not page.locator(".progress-form").is_visible():
        page.locator("#progress summary").first.click()
    form = page.locator(".progress-form")
    form.locator(f'input[name=status][value="{status}"]').check()
    form.locator("textarea[name=text]").fill(words)
    if check:
        form.locator("input[name=next_check_on]").fill(str(check))
    form.locator("button[type=submit]").click()
    page.wait_for_load_state()


def prove(page, title, *, url="", file=None):
    page.goto(page.url.split("notes/")[0])
    page.locator("#progress summary").last.click()
    form = page.locator('form[action$="/proofs/"]')
    form.locator("input[name=title]").fill(title)
    if url:
        form.locator("input[name=url]").fill(url)
    if file:
        name, content = file
        form.locator("input[name=file]").set_input_files(
            {"name": name, "mimeType": "application/pdf", "buffer": content}
        )
    form.locator("button[type=submit]").click()
    page.locator(".messages").wait_for()


def rates(page):
    """The rate of completion as the home page, the register and its export say it."""
    page.goto("/")
    home = int(re.search(r"(\d+)\s*%", page.locator("main .figure").inner_text()).group(1))
    page.goto("/governance/commitments/")
    register = int(re.search(r"(\d+)\s*%", page.locator(".opening .lead").inner_text()).group(1))
    export = json.loads(page.request.get("/governance/commitments.json").text())["all"]["completion_percent"]
    return [home, register, export]


def test_the_newcomer_finds_what_became_of_those_words_and_can_stop_the_mail(browse, served, tale):
    page = browse(width=390, storage_state=tale.newcomer)
    page.goto("/")
    page.locator(f'a[href$="/comments/{tale.comment}/"]').click()
    thread = page.locator(".voice-thread")
    knots = thread.locator(":scope > li")
    assert knots.count() >= 6
    assert WORDS[:20] in knots.first.inner_text()
    story = thread.inner_text()
    for words in ("un plan sans personne", "Dit qui tient le plan à jour", "Affiché dans quatorze antennes"):
        assert words in story, f"the thread tells “{words}”"
    thread.locator(f'a[href="{path(tale.commitment)}"], a[href^="{path(tale.commitment)}"]').first.click()
    assert page.locator("#proofs + ul a").first.get_attribute("href")

    reader = browse(width=390)
    reader.goto(tale.commitment)
    reader.locator(f'a[href$="/comments/{tale.comment}/"]').first.click()
    assert reader.locator(".voice-words").inner_text().startswith(WORDS[:20])

    page.goto("/notices/")
    told = page.locator("main").inner_text()
    assert "Bruno Kerouanton" in told
    assert "Conseil d’administration" in told
    assert "Farid Benali" in told

    def grouped():
        return [
            text for _, text in mails_to(served, tale.address) if "/notices/stop/" in text and text.count("\n- ") > 1
        ]

    mail = until(grouped, what="a grouped mail")[-1]
    assert "parce que" in mail
    link = re.search(r"http://127\.0\.0\.1:\d+(/notices/stop/\S+)", mail).group(1)
    anyone = browse()
    anyone.goto(link)
    anyone.locator("main form button[type=submit]").click()
    anyone.wait_for_url("**/notices/stopped/**")
    page.goto("/notices/")
    assert page.locator('form[action="/notices/mutes/"] input[name=again]').count()

    reader.goto(f"{tale.recommendation}versions/2/")
    assert reader.locator("code.sha").inner_text() == tale.print, "the version stayed as it was published"


def path(address):
    return re.sub(r"^https?://[^/]+", "", address)
