from datetime import UTC, datetime

import pytest
from django.utils import translation

from palabre.core import clock

NOON = datetime(2026, 12, 9, 11, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def a_wednesday_in_december(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOON)


@pytest.fixture(autouse=True)
def in_english():
    # A request made by another test leaves its language behind.
    with translation.override("en"):
        yield
