"""What minutes hold back is read by nobody who does not sit on the body, by no way, before its day."""

import io
import json
import zipfile
from datetime import timedelta
from tempfile import TemporaryFile

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from palabre.commons.notices.deliver import deliver_some
from palabre.commons.notices.models import Notice
from palabre.commons.texts.models import Revision
from palabre.commons.trail import kept_pages
from palabre.commons.trail.models import EntryDetails
from palabre.core import clock
from palabre.core.kept import Store
from palabre.governance.actions.approving import approve_minutes
from palabre.governance.actions.minutes import present_minutes
from palabre.governance.models import Mandate, PaperVersion
from palabre.privacy.packing import pack
from tests.world import build
from tests.world.addresses import ARGUMENTS, patterns
from tests.world.governance import HELD
from tests.world.papers import HELD_PAPER

pytestmark = pytest.mark.long

OUTSIDE = ("nobody", "awa", "bruno", "driss", "edwige", "greta", "hugo", "zoe")


@pytest.fixture
def world(cast, settings):
    """Minutes presented, presented again and approved, all with the same part held back."""
    world = build(cast, 1)
    present_minutes(world.meeting, by=cast.farid, reason="A word was missing.")
    approve_minutes(world.presented, by=cast.farid, at=world.meeting)
    while deliver_some():
        pass
    return world


@pytest.fixture
def kept(monkeypatch):
    """Pages are kept, as in life."""
    cache.clear()
    monkeypatch.setattr(kept_pages, "store", Store(64 * 1024 * 1024))


def client_of(cast, who):
    client = Client(raise_request_exception=False)
    if who != "nobody":
        client.force_login(getattr(cast, who))
    return client


def words_in(answer):
    """All that an answer says, a PDF's text included."""
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    if content.startswith(b"%PDF"):
        return "".join("".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages).split())
    return content.decode(errors="replace") + str(dict(answer.headers))


def addresses(world):
    """Every address of the house that is read, and the pages of each of the minutes."""
    for address in patterns():
        yield reverse(address.name, args=ARGUMENTS[address.name](world) if address.takes else [])
    for minutes in (world.minutes, world.presented, *world.approved):
        yield from (reverse(f"governance:{name}", args=[minutes.meeting_id]) for name in ("minutes", "meeting"))
    yield reverse("governance:all_minutes") + f"?q={HELD}"
    yield from (f"/admin/governance/{model}/" for model in ("minutes", "presentation", "approval", "correction"))
    yield f"/admin/governance/presentation/{world.minutes.current_id}/change/"


def told(cast, world, who):
    """The addresses that tell it; a word one typed oneself, given back in its field, tells nothing."""
    client = client_of(cast, who)
    typed = (f"?q={HELD}", f'value="{HELD}"')
    found = []
    for place in (*addresses(world), *papers(world)):
        said = words_in(client.get(place))
        for own in typed:
            said = said.replace(own, "")
        found += [place] if HELD in said or HELD_PAPER in said else []
    return found


def papers(world):
    """Every way to a file, of papers that are held back too."""
    for version in PaperVersion.objects.order_by("pk"):
        yield from (f"/files/{version.file_id}/", f"/governance/paper-versions/{version.pk}/file/")
        yield from (f"/governance/papers/{version.paper_id}/", f"/admin/files/file/{version.file_id}/change/")


def test_whoever_sits_there_reads_it_and_nobody_else_on_any_page(cast, world, kept):
    """Those who may read first: what they were shown must not be kept for others."""
    for who in ("chloe", "farid"):
        found = told(cast, world, who)
        assert reverse("governance:minutes", args=[world.meeting.pk]) in found, who
        assert reverse("governance:paper_file", args=[world.held_paper.versions.get().pk]) in found, who
    assert {who: found for who in OUTSIDE if (found := told(cast, world, who))} == {}


def test_the_word_alone_finds_nothing(cast, world):
    page = words_in(client_of(cast, "chloe").get(reverse("governance:all_minutes") + f"?q={HELD}"))
    assert world.minutes.title not in page


def test_a_mandate_that_ended_opens_nothing_any_more(cast, world):
    Mandate.objects.filter(holder=cast.chloe).update(until_on=cast.today - timedelta(days=1))
    page = client_of(cast, "chloe").get(reverse("governance:minutes", args=[world.meeting.pk]))
    assert "A case" in words_in(page)
    assert HELD not in words_in(page)


def test_nobodys_file_of_data_has_it(cast, world):
    """Not even the file of whoever wrote it: it outlives the mandate."""
    for who in (*OUTSIDE[1:], "chloe", "farid"):
        with TemporaryFile() as file:
            pack(getattr(cast, who), file)
            with zipfile.ZipFile(file) as archive:
                assert [name for name in archive.namelist() if HELD.encode() in archive.read(name)] == [], who


def test_a_paper_that_is_held_back_is_listed_with_its_reason(cast, world):
    page = words_in(client_of(cast, "nobody").get(world.held_paper.meeting.get_absolute_url()))
    assert "Contract 0" in page
    assert "It is not signed." in page


def test_no_version_entry_or_notice_has_it(cast, world):
    """What webhooks, mails, feeds and seals are made of."""
    for model in (Revision, EntryDetails, Notice):
        assert HELD not in json.dumps(list(model.objects.values()), default=str), model


def test_on_its_day_it_opens_for_everyone(cast, world, monkeypatch):
    now = clock.now()
    monkeypatch.setattr(clock, "now", lambda: now + timedelta(days=301))
    assert HELD in words_in(client_of(cast, "awa").get(reverse("governance:minutes", args=[world.meeting.pk])))
