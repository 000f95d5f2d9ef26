"""What the house-wide tests share: databases of their own, a real server, a real browser."""

import pytest
from django.db import connections

from tests import served_demo
from tests.browsing import Browsing
from tests.own_databases import Copies


@pytest.fixture(scope="session")
def copies(django_db_blocker, tmp_path_factory):
    """A migrated database to copy from: append-only tables cannot be flushed."""
    with django_db_blocker.unblock():
        made = Copies(tmp_path_factory.mktemp("databases"))
        yield made
        made.remove_all()


@pytest.fixture
def own_database(copies, django_db_blocker):
    """A database of this test's own, where rows are really committed and threads really meet. Gone afterwards."""
    with django_db_blocker.unblock(), copies.one():
        yield


@pytest.fixture(scope="session")
def seeded_demo(tmp_path_factory):
    with served_demo.seeded(tmp_path_factory.mktemp("seeded")) as seed:
        yield seed


@pytest.fixture(scope="module")
def served(seeded_demo, tmp_path_factory):
    """`palabre demo` on a free port: ``base_url``, ``data``, ``outbox`` (a folder of mails), ``members``.

    Each file of journeys has its own: one that moves the clock closes no review under another's feet.
    """
    with served_demo.copied(seeded_demo, tmp_path_factory.mktemp("demo")) as demo:
        yield demo


@pytest.fixture(scope="session")
def chromium():
    from playwright.sync_api import sync_playwright

    from tests.machine import browser

    quiet = ["--no-sandbox", "--disable-quic", "--disable-background-networking"]
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        # Playwright keeps an event loop in this thread; Django would refuse the database to later tests here.
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        found = playwright.chromium.launch(executable_path=browser(), args=quiet)
        yield found
        # Connections made while Playwright's loop runs are found while it runs only: PostgreSQL waits for them.
        connections.close_all()
        found.close()


@pytest.fixture
def browse(served, chromium):
    """``browse(width=390)`` gives a fresh visitor's page. Fails the test on any fault the browser reports."""
    browsing = Browsing(chromium, served.base_url)
    yield browsing.visitor
    browsing.close()
    assert browsing.faults == []
