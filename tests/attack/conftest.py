"""What the attacks share."""

import pytest
from django.core.cache import cache

from tests.attack.accounts import with_password


@pytest.fixture(autouse=True)
def _empty_counters():
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def awa(cast):
    """Awa, with a password that opens."""
    return with_password(cast.awa)
