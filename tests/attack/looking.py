"""Look at a page for what came in with somebody's words: in its markup, and in a browser that would run it."""

import re
from pathlib import Path
from urllib.parse import urlsplit

import lxml.html
from django.contrib.staticfiles import finders
from lxml import etree
from playwright.sync_api import Error

# What our pages are made of. Anything else in one came in with somebody's words.
OUR_IMAGES = ("/static/", "/logo.png", "/files/")
PORTRAIT = re.compile(r"/members/[0-9a-f]{16}/photo\.jpg|/me/profile/photo/square\.jpg\?size=\d+&across=\d+&down=\d+")
OUR_ELEMENTS = set(
    "html head meta title link script body header nav main footer section article aside div p span a ul ol li dl dt"
    " dd h1 h2 h3 h4 h5 form fieldset legend label input textarea select option optgroup button details summary table"
    " caption thead tbody tfoot tr th td time strong em small b i u s del ins mark abbr blockquote cite q code pre br"
    " hr img svg path circle rect line polyline g text tspan defs marker figure figcaption output template bdi sup sub"
    " wbr".split()
)
RUNS = re.compile(
    r"^[\s\x00-\x20]*(javascript|vbscript|data|livescript|mocha|blob|filesystem|jar|view-source)[\s\x00-\x20]*:", re.I
)
LEAVES = re.compile(r"^\s*(https?:)?//[^/]*evil", re.I)
ADDRESSES = ("href", "src", "action", "formaction", "poster", "data", "xlink:href", "srcset", "ping", "background")
ASKS = ("hx-get", "hx-post", "hx-put", "hx-delete", "data-hx-get", "data-hx-post")


def faults(page):
    """What of ``page`` (HTML) none of ours holds."""
    found = []
    for element in lxml.html.document_fromstring(page).iter(etree.Element):
        kind, source = str(element.tag), element.get("src", "")
        if kind not in OUR_ELEMENTS:
            found.append(f"element {kind}")
        if kind == "script" and (not source.startswith("/static/") or element.text):
            found.append("script of another")
        if kind == "img" and not (source.startswith(OUR_IMAGES) or PORTRAIT.fullmatch(source)):
            found.append(f"image of another: {source}")
        found += [each for name, value in element.items() if (each := _attribute(name.lower(), value))]
    return found


def _attribute(name, value):
    if name.startswith("on") or name.startswith(("hx-on", "data-hx-on")) or name in ("srcdoc", "style", "autofocus-x"):
        return f"attribute {name}"
    if name in ADDRESSES and RUNS.match(value) and not value.startswith("data:image/"):
        return f"{name} runs: {value[:60]}"
    if name in ASKS and (LEAVES.match(value) or not value.startswith(("/", "?"))):
        return f"{name} elsewhere: {value[:60]}"
    if name in ADDRESSES and name != "href" and LEAVES.match(value):
        return f"{name} elsewhere: {value[:60]}"
    return ""


SITE = "http://127.0.0.1:8765"  # nobody listens there: every request is answered by the bridge
TRIPWIRE = """
window.pwned = () => { console.error('PWNED'); window.__pwned = true }
for (const name of ['alert', 'confirm', 'prompt']) window[name] = () => window.pwned()
"""


class Bridge:
    """A page of a real browser whose requests are answered by Django's client, in the test's own transaction.

    The policy (CSP) is reported, not enforced: what a page would run, runs, and is seen. ``seen`` collects what ran,
    what the policy would have refused, and every request that would leave.
    """

    def __init__(self, chromium, client):
        self.client, self.seen, self.raw = client, [], {}
        self.context = chromium.new_context(locale="fr-FR")
        self.context.add_init_script(TRIPWIRE)
        self.context.route("**/*", self._answer)
        for address in ("/look.css", "/logo.png"):
            self.render(address)
        self.fresh()

    def fresh(self):
        """A page that remembers nothing of the one before."""
        self.page = self.context.new_page()
        self.page.on("console", self._said)
        self.page.on("popup", lambda page: self.seen.append("a window"))
        self.page.on("dialog", lambda dialog: (self.seen.append("a dialog"), dialog.dismiss()))

    def open(self, address):
        """Go there, touch what can be touched; give what was seen."""
        if address not in self.raw:
            self.render(address)
        self.seen.clear()
        self.page.goto(SITE + address, wait_until="load")
        try:
            self.page.evaluate(TOUCH)
            ran = ["a script ran"] if self.page.evaluate("window.__pwned === true") else []
        except Error:
            ran = ["the page was left"]
        return ran + [each for each in self.seen if each not in ran]

    def _said(self, message):
        if "PWNED" in message.text:
            self.seen.append("a script ran")
        elif "Content Security Policy" in message.text:
            self.seen.append(f"the policy: {message.text[:160]}")

    def _answer(self, route):
        """From what was rendered before: here, in the browser's own thread of thought, there is no database."""
        asked = urlsplit(route.request.url)
        if f"{asked.scheme}://{asked.netloc}" != SITE:
            self.seen.append(f"a request would leave: {route.request.url[:80]}")
            return route.abort()
        if asked.path.startswith("/static/"):
            return self._static(route, asked.path.removeprefix("/static/"))
        return route.fulfill(**self.raw.get(asked.path, {"status": 404, "body": ""}))

    def render(self, address):
        """Ask Django for it, and report its policy instead of enforcing it."""
        answer = self.client.get(address)
        headers = {name.lower(): value for name, value in answer.headers.items()}
        headers["content-security-policy-report-only"] = headers.pop("content-security-policy", "")
        headers.pop("content-length", None)
        self.raw[address] = {"status": answer.status_code, "headers": headers, "body": answer.content}

    def show(self, address, html):
        """A page of the test's own, for ``open``."""
        self.raw[address] = {"body": html, "content_type": "text/html; charset=utf-8"}

    def _static(self, route, name):
        found = finders.find(name)
        kinds = {".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml"}
        if not found:
            return route.fulfill(status=404, body="")
        return route.fulfill(body=Path(found).read_bytes(), content_type=kinds.get(Path(found).suffix, "text/plain"))


# Open what is folded, and do to each element what an attack waits for; nobody leaves the page.
TOUCH = """() => {
  document.addEventListener('click', event => event.preventDefault(), true)
  document.addEventListener('submit', event => event.preventDefault(), true)
  for (const each of document.querySelectorAll('details')) each.open = true
  for (const each of document.querySelectorAll('*'))
    for (const name of each.getAttributeNames())
      if (name.startsWith('on')) each.dispatchEvent(new Event(name.slice(2)))
  for (const each of document.querySelectorAll('a[href]'))
    if (/^\\s*javascript:/i.test(each.href)) window.pwned()
}"""
