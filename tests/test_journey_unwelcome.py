"""What should not come in: it gets a clear sentence, runs nothing, and nobody loses a word."""

import io
import re
import zipfile
from datetime import timedelta

import pytest

from tests.journeys.walking import become, comment_here, fresh_address, move_clock, press, sign_up, today

pytestmark = pytest.mark.journey

PAYLOADS = [
    "<script>alert(1)</script>",
    "<ScRiPt src=//evil.example/x.js></ScRiPt>",
    "<img src=x onerror=alert(1)>",
    "<img src=//evil.example/pixel.gif>",
    "<svg onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<iframe src=javascript:alert(1)></iframe>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<a href=javascript:alert(1)>lien</a>",
    "<a href=' &#106;avascript:alert(1)'>lien</a>",
    "<body onload=alert(1)>",
    "<input autofocus onfocus=alert(1)>",
    "<details open ontoggle=alert(1)>x</details>",
    "<video><source onerror=alert(1)></video>",
    "<object data=//evil.example/x></object>",
    "<link rel=stylesheet href=//evil.example/x.css>",
    "<style>@import '//evil.example/x.css'</style>",
    "<p style=\"background:url(//evil.example/x)\">x</p>",
    "<form action=//evil.example><button>x</button></form>",
    "<meta http-equiv=refresh content='0;url=//evil.example'>",
    "<base href=//evil.example/>",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
    "<div hx-get=//evil.example hx-trigger=load>x</div>",
    "<div hx-on:htmx:load=alert(1) data-hx-trigger=load>x</div>",
    "\"><script>alert(1)</script>",
    "'-alert(1)-'",
    "</textarea><script>alert(1)</script>",
    "</title><script>alert(1)</script>",
    "{{ 7*7 }}{% debug %}${7*7}",
    "javascript:alert(1)//",
]  # fmt: skip
# What none of our pages holds in its content: whatever matches came in with somebody's words.
STRANGE = """() => [...document.querySelectorAll(
  "main :is(script, iframe, object, base, meta, style, link, math, video, mglyph, [srcdoc], [onerror], [onload], " +
  "[onfocus], [ontoggle], [hx-get*=evil], [href*='script:' i], [src*=evil], [href*=evil], [action*=evil])"
)].map(found => found.outerHTML)"""
EVERYTHING = "\n\n".join(PAYLOADS)
SHORT = '"><img src=x onerror=alert(1)>'  # for what has room for a name only


def test_a_document_that_cannot_be_read_gets_a_sentence(browse, tmp_path):
    page = become(browse(width=390), "Farid")
    said = set()
    for name, content in {
        "vide.txt": b"",
        "image.docx": b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40,
        "trop.txt": b"mot " * (51 * 2**18),
        "bombe.docx": bomb(),
    }.items():
        page.goto("/processes/manuscripts/")
        page.locator("input[name=name]").fill("Ce que j’appelle ainsi")
        with page.expect_response("**/processes/manuscripts/") as answer:
            (tmp_path / name).write_bytes(content)
            bring_in(page, tmp_path / name)
        assert answer.value.status == 422, name
        sentence = page.locator(".field-error, [role=alert]").first.inner_text().strip()
        assert len(sentence) > 20
        assert page.locator("input[name=name]").input_value() == "Ce que j’appelle ainsi"
        said.add(sentence)
    assert len(said) == 4, "each has its own sentence"
    page.goto("/processes/manuscripts/")
    html = "<h1>Titre</h1>" + "".join(f"<h2>Partie {number}</h2><p>{each}</p><ul><li>Mesure {each}</li></ul>"
                                      for number, each in enumerate(PAYLOADS))  # fmt: skip
    bring_in(page, {"name": "attaque.html", "mimeType": "text/html", "buffer": html.encode()})
    page.locator(".proof-tally").wait_for()
    assert page.locator("main script, main iframe, main [onerror], main [onload]").count() == 0


def bring_in(page, file):
    page.locator("input[name=file]").set_input_files(file)
    page.locator('form[enctype="multipart/form-data"] button[type=submit]').click()


def bomb():
    """A small DOCX that says it unpacks to two hundred megabytes."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", b" " * (200 * 2**20))
    return packed.getvalue()


def test_a_script_typed_anywhere_stays_words_everywhere(browse, served):
    farid = become(browse(), "Farid")
    process = published(farid)
    give_seat(farid, process)
    seen = [process]
    farid.goto(process)
    recommendation = farid.locator(".chapters h3 a").first.get_attribute("href")
    measure = farid.locator(".chapters a[href*='/measures/']").first.get_attribute("href")
    farid.goto("/accounts/logout/")

    page = browse(width=390)
    page.goto("/accounts/signup/")
    sign_up(page, served, name=SHORT, address=fresh_address("x"))
    page.goto("/me/")
    page.locator("input[name=pseudonym]").fill("<script>alert(2)</script>")
    page.locator("form:has(input[name=pseudonym]) button[type=submit]").click()
    page.goto(measure)
    comment = comment_here(page, EVERYTHING)
    page.goto("/me/membership/")
    page.locator("select[name=branch]").select_option(index=1)
    page.locator("textarea[name=message]").fill(EVERYTHING[:900])
    page.locator("main form button[type=submit]").click()
    page.wait_for_url("**/me/")
    seen += [measure, recommendation, f"/processes/comments/{comment}/", "/me/", "/processes/words/", "/notices/"]

    bruno = become(browse(), "Bruno")
    bruno.goto(f"{process}answers/")
    desk = bruno.locator(f"#answer-{comment}")
    desk.locator('input[name=fate][value="taken_in"]').check()
    desk.locator("textarea[name=reason]").fill(EVERYTHING[:1400])
    desk.get_by_role("button").click()
    bruno.locator(f"article.answered#answer-{comment}").wait_for()
    revised(bruno, recommendation)
    seen += [f"{process}answers/", f"{recommendation}draft/", f"{recommendation}versions/1/2/",
             f"{recommendation}versions/2/", f"{recommendation}referral/"]  # fmt: skip
    seen += decided(browse, bruno, process, recommendation)
    seen += ["/", "/processes/", "/governance/decisions/", "/governance/commitments/", "/outbox/"]
    for who, addresses in ((bruno, seen), (page, [measure, f"/processes/comments/{comment}/", "/me/", "/notices/"])):
        for address in addresses:
            who.goto(address)
            assert who.evaluate(STRANGE) == [], address
            assert "49$" not in who.locator("main").inner_text()


def published(page):
    """A process whose every word is an attack."""
    page.goto("/processes/manuscripts/")
    attacks = [each.replace("\n", " ") for each in PAYLOADS]
    lines = [f"# {SHORT}", "", "Groupes : Rennes", "", f"Rédaction : {SHORT}", "", "## Introduction", "", *attacks, ""]
    for number in range(3):
        lines += [f"## {attacks[number]} {number}", "", attacks[3 + number], ""]
        lines += [f"- Mesure {each}" for each in attacks[number * 8 : number * 8 + 8]] + [""]
    page.locator("input[name=name]").fill(SHORT)
    bring_in(page, {"name": "attaque.md", "mimeType": "text/markdown", "buffer": "\n".join(lines).encode()})
    page.locator(".proof-tally").wait_for()
    page.locator('a[href$="/publication/"]').click()
    opens = today(page)
    page.locator("input[name=title]").fill(PAYLOADS[0])
    page.locator("textarea[name=summary]").fill(EVERYTHING[:550])
    page.locator("input[name=cycle]").fill("<b onclick=alert(1)>20")
    page.locator('input[name=level][value="consultation"]').check()
    page.locator("select[name=decider]").select_option(label="Conseil d’administration")
    days = {"review_opens_on": 0, "review_closes_on": 15, "answers_close_on": 20, "answer_due_on": 100}
    for name, later in days.items():
        page.locator(f"input[name={name}]").fill((opens + timedelta(days=later)).isoformat())
    if page.locator("input[name=set_aside]").count():
        page.locator("input[name=set_aside]").check()
    press(page, "deed", "preview")
    press(page, "deed", "publish")
    page.wait_for_url(re.compile(r"/processes/\d+/groups/$"))
    return re.sub(r"^https?://[^/]+", "", page.url).removesuffix("groups/")


def give_seat(page, process):
    page.goto(f"{process}groups/")
    page.locator("input[name=who]").fill("Kerouanton")
    page.locator("select[name=role]").select_option("facilitator")
    page.locator("#seats form button[type=submit]").click()
    page.locator("input[name=chosen]").first.check()
    page.locator("#seats form button[type=submit]").click()
    page.locator(".messages").wait_for()


def revised(page, recommendation):
    """Through the editor and past it: the form itself takes any HTML one posts."""
    page.goto(f"{recommendation}draft/")
    surface = page.locator(".rich [role=textbox]").first
    surface.click()
    page.keyboard.insert_text(EVERYTHING)
    page.locator("textarea[name=title]").fill(SHORT)
    page.locator("textarea[name=reason]").fill(EVERYTHING[:480])
    fields = page.locator("form.draft").evaluate(
        "form => [...new FormData(form)].map(([name, value]) => [name, String(value)])"
    )
    raw = {name: EVERYTHING if name.endswith("html") and value else value for name, value in fields}
    token = raw["csrfmiddlewaretoken"]
    sent = page.request.post(
        f"{recommendation}draft/", form={**raw, "deed": "publish"},
        headers={"X-CSRFToken": token, "Referer": page.url}, max_redirects=0,
    )  # fmt: skip
    assert sent.status == 303, sent.text()[:2000]


def decided(browse, bruno, process, recommendation):
    """Past the review: meeting, decision, progress and proof, all of them attacks. Gives the pages that show them."""
    move_clock(bruno, to=today(bruno) + timedelta(days=17))
    bruno.goto(f"{recommendation}referral/")
    bruno.locator('form[action$="/referral/"] button[type=submit]').click()
    item = bruno.locator('a[href^="/governance/items/"]').first.get_attribute("href")

    farid = become(browse(), "Farid")
    farid.goto("/governance/")
    farid.get_by_role("link", name="Conseil d’administration").first.click()
    body = re.sub(r"^https?://[^/]+", "", farid.url)
    farid.locator("main summary").first.click()
    farid.locator("input[name=starts_at]").fill(f"{today(farid) + timedelta(days=1)}T10:00")
    farid.locator("input[name=place]").fill(PAYLOADS[2] + PAYLOADS[4])
    farid.locator("input[name=urgent_because]").fill(EVERYTHING[:300])
    farid.locator('form[action$="/meetings/"] button[type=submit]').click()
    farid.wait_for_url("**/meetings/*/")
    meeting = re.sub(r"^https?://[^/]+", "", farid.url)
    farid.locator(f'form[action="{item}meeting/"] button').click()
    move_clock(farid, to=today(farid) + timedelta(days=2))

    chloe = become(browse(), "Chloe")
    chloe.goto(item)
    form = chloe.locator("form.decision-form").first
    form.locator('input[name=outcome][value="amended"]').check()
    day = today(chloe)
    for name, value in {
        "amended_text": EVERYTHING[:1900], "owner_service": SHORT, "means": PAYLOADS[5], "reason": EVERYTHING[:1900],
        "due_on": str(day + timedelta(days=40)), "next_check_on": str(day + timedelta(days=20)),
    }.items():  # fmt: skip
        form.locator(f"[name={name}]").fill(value)
    form.locator("button[type=submit]").last.click()
    chloe.locator(".messages").wait_for()
    decision = chloe.locator('main a[href^="/governance/decisions/"]').first.get_attribute("href")
    commitment = chloe.locator('main a[href^="/governance/commitments/"]').first.get_attribute("href")

    followed(farid, commitment, day)
    return [item, body, meeting, decision, commitment, f"{process}groups/"]


def followed(farid, commitment, day):
    """A proof and a note; a link that would run a script is refused as a proof."""
    farid.goto(commitment)
    farid.locator("#progress summary").last.click()
    proof = farid.locator('form[action$="/proofs/"]')
    for url in ("javascript:alert(1)", "data:text/html,<script>alert(1)</script>"):
        token = farid.locator("input[name=csrfmiddlewaretoken]").first.input_value()
        refused = farid.request.post(
            f"{commitment}proofs/", form={"title": SHORT, "url": url, "csrfmiddlewaretoken": token},
            headers={"Referer": farid.url}, max_redirects=0,
        )  # fmt: skip
        assert refused.status == 422
    proof.locator("input[name=title]").fill(SHORT)
    proof.locator("input[name=url]").fill('https://estran.example/"><script>alert(1)</script>')
    proof.locator("button[type=submit]").click()
    farid.locator(".messages, .message[data-tone=error], .field-error").first.wait_for()
    farid.goto(commitment)
    if not farid.locator(".progress-form").is_visible():
        farid.locator("#progress summary").first.click()
    farid.locator('.progress-form input[name=status][value="under_way"]').check()
    farid.locator(".progress-form textarea[name=text]").fill(EVERYTHING[:1900])
    farid.locator(".progress-form input[name=next_check_on]").fill(str(day + timedelta(days=10)))
    farid.locator(".progress-form button[type=submit]").click()
    farid.locator(".messages").wait_for()
