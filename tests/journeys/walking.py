"""What the journeys do again and again: become someone, read a mail, move the clock, wait for something to be so."""

import os
import re
import secrets
import subprocess
import sys
import time
from datetime import date
from email import message_from_bytes, policy

from tests.house import ROOT

PASSWORD = "marée-haute à l’estran"  # of whoever signs up in a journey
LONGEST = 25  # seconds we wait for what the worker does


def become(page, name):
    """Sign in by the demo's page of its people."""
    page.goto("/cast/")
    page.locator("main li", has_text=f"{name.lower()}@estran.example").get_by_role("button").click()
    page.locator('form[action="/accounts/logout/"]').first.wait_for()
    return page


def until(ask, *, within=LONGEST, what="it"):
    """What ``ask`` gives as soon as it gives something. Fails after ``within`` seconds."""
    end = time.monotonic() + within
    while time.monotonic() < end:
        if found := ask():
            return found
        time.sleep(0.15)
    raise AssertionError(f"waited {within} seconds for {what}")


def mails_to(served, address):
    """(subject, text) of the mails in the demo's outbox to ``address``, the newest last."""
    return [
        (str(mail["Subject"]), mail.get_body(preferencelist=("plain",)).get_content())
        for mail in all_mails_to(served, address)
    ]


def all_mails_to(served, address):
    """The mails themselves, with their headers."""
    found = []
    for path in sorted(served.outbox.glob("*.log"), key=lambda path: path.stat().st_mtime_ns):
        for raw in re.split(rb"^-{79}\r?\n", path.read_bytes(), flags=re.MULTILINE):
            mail = message_from_bytes(raw, policy=policy.default)
            if address in str(mail["To"]):
                found.append(mail)
    return found


def code_for(served, address):
    """The newest code mailed to ``address``, as soon as it is there."""

    def look():
        texts = [text for _, text in mails_to(served, address)]
        codes = re.findall(r"^\s*([A-Z0-9]{4}-[A-Z0-9]{4})\s*$", "\n".join(texts), re.MULTILINE)
        return codes[-1] if codes else None

    return until(look, what=f"a code for {address}")


def sign_up(page, served, *, name, address):
    """On the sign-up page: the questions, then the code of the mail. Ends where one came from."""
    page.locator("main input[name=email]").fill(address)
    page.locator("main input[name=name]").fill(name)
    page.locator("main input[name=password1]").fill(PASSWORD)
    page.locator('form[action="/accounts/signup/"] button[type=submit]').click()
    page.locator("main input[name=code]").fill(code_for(served, address))
    page.locator("main form:has(input[name=code]) button[type=submit]").first.click()
    page.locator('form[action="/accounts/logout/"]').first.wait_for()


def today(page):
    """The demo's day."""
    return date.fromisoformat(page.locator(".demo-bar time").first.get_attribute("datetime")[:10])


def move_clock(page, *, to):
    """Let it be the day ``to`` in the demo, for everyone."""
    page.goto("/clock/")
    if today(page) >= to:
        return
    page.locator("input[name=day]").fill(to.isoformat())
    page.locator("button[name=move][value=date]").click()
    page.locator(".messages").wait_for()
    assert today(page) == to


def move_clock_to(served, instant):
    """Let it be exactly ``instant`` in the demo. The demo's own page moves whole days; a closing is at midnight."""
    in_the_demo(served, MOVE, instant.isoformat())


def in_the_demo(served, words, *said):
    """Run a few lines of Python in the demo's own database, beside its pages. ``said`` are their ``sys.argv[1:]``."""
    surroundings = {name: value for name, value in os.environ.items() if not name.startswith("PALABRE_")}
    surroundings.pop("DATABASE_URL", None)
    surroundings |= {"PALABRE_MODE": "demo", "PALABRE_DATA": str(served.data), "PYTHONPATH": str(ROOT)}
    surroundings |= {"DJANGO_SETTINGS_MODULE": "palabre.config.settings"}
    if served.database_url:
        surroundings["DATABASE_URL"] = served.database_url
    program = f"import sys, django\ndjango.setup()\n{words}"
    subprocess.run([sys.executable, "-c", program, *said], env=surroundings, check=True, timeout=60)


MOVE = """
from datetime import datetime
from django.utils import timezone
from palabre.people.models import Cooperative
from palabre.site.actions.clock import move_clock
move_clock(Cooperative.current(), by=None, to=timezone.make_aware(datetime.fromisoformat(sys.argv[1])))
"""


def fresh_address(name):
    """An address nobody has used here."""
    return f"{name}-{secrets.token_hex(3)}@example.org"


def press(place, name, value=None):
    """The button of this name and value: a journey does not depend on how a button is called."""
    place.locator(f'button[name="{name}"]' + (f'[value="{value}"]' if value else "")).click()


def send(page, button):
    """Press it and wait for the page it leads to: whoever reloads a page that is going away is refused."""
    with page.expect_navigation():
        button.click()


def comment_here(page, words):
    """Write ``words`` in the place for it on a measure's page; gives the number of the comment."""
    before = set(notes(page))
    page.locator("#comments .write textarea[name=text]").fill(words)
    page.locator("#comments .write form button[type=submit]").click()
    asked = page.locator("#comments .write .field-error")
    page.locator("#comments .write .note, .messages, #comments .write .field-error").first.wait_for()
    if asked.count():  # an @ that names nobody is asked about once
        page.locator("#comments .write form button[type=submit]").click()
        page.locator("#comments .write .note, .messages").first.wait_for()
    return (set(notes(page)) - before).pop()


def notes(page):
    """The numbers of the comments that stand on this page."""
    ids = page.locator("article.note").evaluate_all("all => all.map(note => note.id)")
    return [int(each.removeprefix("comment-")) for each in ids]
