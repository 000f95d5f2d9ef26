from datetime import UTC, datetime

import pytest

from palabre.core import clock

NOON = datetime(2026, 12, 9, 11, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def a_wednesday_in_december(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOON)
