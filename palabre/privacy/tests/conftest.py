"""A list of marks of the test's own."""

import pytest


@pytest.fixture(autouse=True)
def own_list(settings, tmp_path):
    settings.ERASED_LIST = str(tmp_path / "erased.txt")
    return tmp_path / "erased.txt"
