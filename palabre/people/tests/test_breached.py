"""A leaked password is refused, from a list on this machine."""

import hashlib
import random

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ImproperlyConfigured, ValidationError

from palabre.people.breached import looked_at, stands_in

LEAKED = [f"leaked word {number}" for number in range(997)]


def sha1(word):
    return hashlib.sha1(word.encode(), usedforsecurity=False).hexdigest().upper()


@pytest.fixture(params=["\n", "\r\n"])
def listing(request, tmp_path):
    rows = sorted(sha1(word) for word in LEAKED)
    place = tmp_path / "leaked.txt"
    place.write_bytes("".join(f"{row}:{number % 7 + 1}{request.param}" for number, row in enumerate(rows)).encode())
    return place


def test_every_leaked_word_is_found_and_no_other(listing):
    """The first line, the last, and all between; beside a plain search through the whole list."""
    assert all(stands_in(listing, word) for word in LEAKED)
    words = [f"another {random.Random(number).random()}" for number in range(500)]
    assert not any(stands_in(listing, word) for word in words)


def test_it_is_refused_where_a_password_is_chosen(listing, settings):
    validate_password(LEAKED[5])
    settings.BREACHED_PASSWORDS = str(listing)
    with pytest.raises(ValidationError) as refused:
        validate_password(LEAKED[5])
    assert "leaked" in str(refused.value)
    validate_password("a word nobody has leaked")


def test_a_list_that_is_none_stops_the_start(listing, tmp_path):
    assert looked_at("") == ""
    assert looked_at(str(listing)) == str(listing)
    other = tmp_path / "other.txt"
    for words in (b"", b"password\n123456\n", sha1("b").lower().encode() + b":1\n"):
        other.write_bytes(words)
        with pytest.raises(ImproperlyConfigured, match="is no list"):
            looked_at(str(other))
    rows = listing.read_bytes().splitlines(keepends=True)
    other.write_bytes(b"".join(reversed(rows)))
    with pytest.raises(ImproperlyConfigured, match="in order"):
        looked_at(str(other))
    with pytest.raises(ImproperlyConfigured, match="cannot be read"):
        looked_at(str(tmp_path / "absent"))
