import time

import pytest

from palabre.processes.reading import Unreadable, propose

MEGABYTE = 1_000_000
ALLOWED = 6.0  # seconds on a slow, busy machine; about a third of it is usual

HOSTILE = {
    "bullets": "- a\n" * (MEGABYTE // 4),
    "bullets apart": "- a\n\nb\n\n" * (MEGABYTE // 8),
    "bullets and sentences": "- Titre\n\nNous faisons.\n\nNous disons.\n\n" * (MEGABYTE // 40),
    "numbers": "1. a\n1.1 b\n" * (MEGABYTE // 11),
    "spaces": " " * MEGABYTE + "a",
    "spaces between": ("a" + " " * 999) * (MEGABYTE // 1000),
    "one line": "mot " * (MEGABYTE // 4),
    "one word": "a" * MEGABYTE,
    "short lines": "Titre\n" * (MEGABYTE // 6),
    "colons": "Mesures :\n" * (MEGABYTE // 10),
    "labels": "Recommandation 1 : a\n" * (MEGABYTE // 21),
    "labelled": "".join(f"Recommandation {number} : a\n\nMesure 1 : b\n\n" for number in range(MEGABYTE // 45)),
    "names": "Rédaction : " + "Anne Martin, " * (MEGABYTE // 13),
    "many names": "Participants : Anne Martin\n\n" * (MEGABYTE // 28),
    "signs of addresses": "@" * MEGABYTE,
    "addresses": "a@b.cd " * (MEGABYTE // 7),
    "almost addresses": "a.b-c_d+" * (MEGABYTE // 8) + "@",
    "brackets": "(" * MEGABYTE,
    "dates": "le lundi 3 mai 2021 à 14h " * (MEGABYTE // 26),
    "digits": "12/" * (MEGABYTE // 3),
    "sentences": "Oui. " * (MEGABYTE // 5),
    "open sentences": "Oui (. " * (MEGABYTE // 7),
    "capitals": "A. B\n\n" * (MEGABYTE // 6),
    "markdown titles": "# a\n\n- b\n\n" * (MEGABYTE // 10),
    "stars": "**a** *" * (MEGABYTE // 7),
    "tags": "<p>" * (MEGABYTE // 3) + "a",
    "deep tags": "<div>" * (MEGABYTE // 5) + "a",
    "deep lists": "<ul><li>a" * (MEGABYTE // 9),
    "bold": "<p><b>a</b>b</p>" * (MEGABYTE // 16),
    "links": '<a href="https://a.b/">a</a> ' * (MEGABYTE // 29),
    "breaks": "<p>a" + "<br>b" * (MEGABYTE // 5),
    "rows": "<table>" + "<tr><td>a</td><td>b</td></tr>" * (MEGABYTE // 28),
    "headings": "<h2>a</h2><h3>b</h3><ul><li>c</li></ul>" * (MEGABYTE // 40),
    "comments": "<p>" + "<!--" * (MEGABYTE // 4),
}


@pytest.mark.parametrize("name", sorted(HOSTILE))
def test_a_hostile_megabyte_is_read_in_seconds(name: str) -> None:
    start = time.perf_counter()
    try:
        propose(HOSTILE[name])
    except Unreadable as refusal:
        assert refusal.sentence
    assert time.perf_counter() - start < ALLOWED
