"""A newcomer, from the register to the day she leaves: invited, at home on a phone, told once a week, heard, gone.

One story, in this order, in a cooperative of its own: weeks go by in it.
"""

import io
import json
import re
import secrets
import time
import zipfile
from datetime import timedelta
from email.message import EmailMessage
from email.utils import make_msgid
from types import SimpleNamespace

import pytest
import requests
from playwright.sync_api import expect

from palabre.commons.notices.inbound.signing import signature_of
from tests import served_demo
from tests.journeys.walking import (
    all_mails_to,
    become,
    code_for,
    comment_here,
    fresh_address,
    mails_to,
    move_clock,
    send,
    today,
    until,
)

pytestmark = pytest.mark.journey

NAME = "Nolwenn Kerbrat"
PROCESS = "Décider ensemble, même de loin"
WORDS = "Un plan que je puisse lire dans le bus, s’il vous plaît."
ANSWER = "Merci ! Et une fois en néerlandais, pour mes collègues de Gand."
SECRET = secrets.token_hex(16)
LONG = 60  # seconds: mails go out every twenty


@pytest.fixture(scope="module")
def served(seeded_demo, tmp_path_factory):
    inbound = {"PALABRE_INBOUND_ADDRESS": "answers@estran.example", "PALABRE_INBOUND_SECRET": SECRET}
    with served_demo.copied(seeded_demo, tmp_path_factory.mktemp("newcomer"), **inbound) as demo:
        yield demo


@pytest.fixture(scope="module")
def tale():
    return SimpleNamespace(address=fresh_address("nolwenn"), number=f"N-{secrets.token_hex(3)}")


def links_in(served, address, part):
    """The addresses in mails to ``address`` that hold ``part``, the newest last."""
    texts = "\n".join(text for _subject, text in mails_to(served, address))
    return re.findall(rf"https?://\S*{part}\S*", texts)


def signed_in_by_code(page, served, tale):
    """Where it is asked to show that it is really her: by a code, since she has no password."""
    if page.locator("main input[name=code]").count() == 0:
        page.locator("main input[name=email]").fill(tale.address)
        page.locator("main form:has(input[name=email]) button[type=submit]").first.click()
    page.locator("main input[name=code]").fill(code_for(served, tale.address))
    page.locator("main form:has(input[name=code]) button[type=submit]").first.click()


def test_whoever_keeps_the_register_brings_her_in_from_a_file_and_invites_her(browse, served, tale):
    page = become(browse(), "Farid")
    page.goto("/members/register/imports/")
    page.locator("main select[name=entity]").select_option(label="Estran France")
    columns = "Numéro;Nom;Courriel;Antenne;Collège;Depuis"
    rows = f"{columns}\n{tale.number};{NAME};{tale.address};Nantes;membres;2024-01-08\n"
    file = {"name": "paie.csv", "mimeType": "text/csv", "buffer": rows.encode()}
    page.locator("main input[type=file]").set_input_files(file)
    page.locator("main form:has(input[type=file]) button[type=submit]").click()
    page.wait_for_url("**/imports/*/")
    send(page, page.locator('main form[action$="/columns/"] button[type=submit]').first)
    until(lambda: page.reload() and page.locator('main form[action$="/application/"]').count(), what="the dry run")
    expect(page.locator("main")).to_contain_text(NAME)
    send(page, page.locator('main form[action$="/application/"] button'))
    until(
        lambda: page.goto(f"/members/register/?words={tale.number}") and page.get_by_role("link", name=NAME).count(),
        what="her",
    )
    page.get_by_role("link", name=NAME).click()
    page.locator('form[action$="/invitation/"] button').first.click()
    page.locator(".messages").wait_for()


def test_she_opens_her_account_on_a_phone_and_says_what_she_wishes(browse, served, tale):
    until(lambda: links_in(served, tale.address, "/invitation/"), within=LONG, what="the invitation")
    link = links_in(served, tale.address, "/invitation/")[-1]
    page = browse(width=390)
    page.goto(link)
    expect(page.locator("main")).to_contain_text(NAME)
    page.locator("main form button[type=submit]").click()
    page.wait_for_url("**/me/wishes/")
    page.locator('input[name=reach][value="opinion"]').check()
    page.locator('input[name=pace][value="weekly"]').check()
    page.locator('main form[action="/me/wishes/"] button[type=submit]').click()
    page.locator(".messages").wait_for()
    tale.phone = page.context.storage_state()
    again = browse(width=390)
    assert again.goto(link).status == 410  # once


def test_she_says_something_and_is_told_of_the_answer_once_a_week(browse, served, tale):
    page = browse(width=390, storage_state=tale.phone)
    page.goto("/processes/")
    page.get_by_role("link", name=PROCESS).click()
    tale.process = page.url
    page.locator(".chapters a[href*='/measures/']").first.click()
    page.wait_for_url("**/measures/*/")
    tale.measure = page.url
    tale.comment = comment_here(page, WORDS)
    bruno = become(browse(), "Bruno")
    bruno.goto(f"{tale.process}answers/")
    desk = bruno.locator(f"#answer-{tale.comment}")
    desk.locator('input[name=fate][value="taken_in"]').check()
    desk.locator("textarea[name=reason]").fill("Oui : une page, lisible sur un téléphone.")
    desk.get_by_role("button").click()
    bruno.locator(f"article.answered#answer-{tale.comment}").wait_for()
    until(lambda: page.goto("/notices/") and page.locator("section.told").count(), within=LONG, what="the notice")
    before = len(mails_to(served, tale.address))
    move_clock(bruno, to=today(bruno) + timedelta(days=8))
    digest = until(lambda: mails_to(served, tale.address)[before:], within=LONG, what="the digest")
    assert len(digest) == 1
    assert f"/processes/comments/{tale.comment}/" in digest[0][1]


def handed_on(served, mail):
    """As the mail server of ``docs/operators.md`` does."""
    now, raw = str(int(time.time())), mail.as_bytes()
    headers = {"X-Palabre-Timestamp": now, "X-Palabre-Signature": signature_of(SECRET, now, raw)}
    return requests.post(f"{served.base_url}/notices/inbound/", data=raw, headers=headers, timeout=20).status_code


def test_she_answers_the_mail_and_it_stands_on_the_page(browse, served, tale):
    [told] = [mail for mail in all_mails_to(served, tale.address) if mail["Reply-To"]]
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = tale.address, told["Reply-To"], f"Re: {told['Subject']}"
    mail["Message-ID"], mail["In-Reply-To"] = make_msgid(), told["Message-ID"]
    quoted = told.get_body(preferencelist=("plain",)).get_content().replace("\n", "\n> ")
    mail.set_content(f"{ANSWER}\n\nLe lun. 7 déc. 2026 à 07:00, Estran <palabre@localhost> a écrit :\n\n> {quoted}")
    assert handed_on(served, mail) == 202
    page = browse(width=390, storage_state=tale.phone)
    said = page.get_by_text(ANSWER[:30])
    until(lambda: page.goto("/processes/words/") and said.count(), within=LONG, what="her answer")
    assert "a écrit" not in page.locator("main").inner_text()


def test_she_takes_her_data_along(browse, served, tale):
    page = browse(width=390, storage_state=tale.phone)
    page.goto("/me/data/package/")
    send(page, page.locator('main form[action="/me/data/package/"] button'))
    taking = page.locator('main form[action="/me/data/package/taking/"] button')
    sure = page.locator("main a[href^='/accounts/']")
    until(lambda: page.goto("/me/data/package/") and taking.count() + sure.count(), within=LONG, what="the package")
    if not taking.count():
        sure.first.click()
        signed_in_by_code(page, served, tale)
        page.goto("/me/data/package/")
    with page.expect_download() as download:
        taking.click()
    with zipfile.ZipFile(io.BytesIO(download.value.path().read_bytes())) as taken:
        name = next(each for each in taken.namelist() if each.endswith("data.json"))
        assert tale.address in json.dumps(json.loads(taken.read(name)))
        assert WORDS[:20] in taken.read(name).decode()
    tale.phone = page.context.storage_state()


def test_she_has_her_account_erased_and_her_words_stay_without_her_name(browse, served, tale):
    page = browse(width=390, storage_state=tale.phone)
    page.goto("/me/erasure/")
    if not page.locator('main form[action="/me/erasure/"]').count():
        page.locator("#ask a[href^='/accounts/']").first.click()
        signed_in_by_code(page, served, tale)
        page.goto("/me/erasure/")
    page.locator('input[name=words][value="kept"]').check()
    page.locator('main form[action="/me/erasure/"] button[type=submit]').click()
    page.locator('main form[action="/me/erasure/undoing/"]').wait_for()
    farid = become(browse(), "Farid")
    move_clock(farid, to=today(farid) + timedelta(days=8))

    def gone():
        farid.goto(f"{tale.measure}#comment-{tale.comment}")
        note = farid.locator(f"#comment-{tale.comment}")
        return WORDS in note.inner_text() and NAME not in note.inner_text()

    until(gone, within=LONG, what="the erasure")
    page.goto("/me/")
    assert "/accounts/login/" in page.url
