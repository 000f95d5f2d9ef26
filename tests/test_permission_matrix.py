"""Who gets what: every address and every action, tried by each of the cast, against the table beside this.

`tests/permission_matrix.txt` is read in review like any other code. To write it anew after a wished-for change:

    PALABRE_WRITE_MATRIX=1 bin/test -n 0 tests/test_permission_matrix.py
"""

import os
from pathlib import Path

import pytest
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.db import transaction
from django.test import Client
from django.urls import reverse

from palabre.core.verdict import Refused
from palabre.processes.models import Process
from tests.house import label
from tests.test_actions_have_verbs import actions, asked_by_the_worker
from tests.world import build
from tests.world.addresses import ARGUMENTS, WORDS, patterns, words_for
from tests.world.deeds import DEEDS
from tests.world.reading import read_to_the_end

pytestmark = pytest.mark.long
TABLE = Path(__file__).with_name("permission_matrix.txt")
PEOPLE = ("nobody", "awa", "bruno", "chloe", "driss", "edwige", "farid", "greta", "hugo", "zoe")
WHO = "awa edwige hugo: members · bruno: facilitates · driss: sits in the group · chloe: director · farid: secretariat"
WHO += ", and the board's secretary · greta: runs the machine, holds nothing · zoe: an account, no member"


@pytest.fixture
def world(cast):
    return build(cast, 2)


@pytest.fixture
def clients(cast):
    """A signed-in client for each of the cast, and one for nobody."""
    found = {}
    for person in PEOPLE:
        found[person] = Client(raise_request_exception=False)
        if person != "nobody":
            found[person].force_login(getattr(cast, person))
    return found


def answer_to(client, method, address, words):
    """The status, or "sign-in" where the answer is to sign in first. Whatever was done is undone."""
    cache.clear()
    before = client.cookies.copy()
    with transaction.atomic():
        answer = client.get(address) if method == "GET" else client.post(address, words)
        read_to_the_end(answer)
        transaction.set_rollback(True)
    client.cookies = before
    if answer.status_code == 302 and answer.url.startswith(reverse("account_login")):
        return "sign-in"
    return str(answer.status_code)


def outcome_of(deed, world, member):
    """ "done", "no" (refused with a sentence) or "unfit" (the words do not do). Whatever was done is undone."""
    cache.clear()
    with transaction.atomic():
        try:
            deed(world, member)
            outcome = "done"
        except Refused as refused:
            # A refusal says why; one that does not is no answer.
            outcome = "no" if str(refused.verdict.reason).strip() else "mute"
        except ValidationError:
            outcome = "unfit"
        transaction.set_rollback(True)
    return outcome


def tried(world, cast, clients):
    """The table as the server answers it: (row, one answer for each person)."""
    for address in patterns():
        path = reverse(address.name, args=ARGUMENTS[address.name](world) if address.takes else [])
        for method in ("GET", "POST"):
            words = words_for(address.name, world)
            yield f"{method} {address.name}", [answer_to(clients[p], method, path, words) for p in PEOPLE]
    for name, deed in DEEDS.items():
        yield f"DO {name}", ["-", *(outcome_of(deed, world, getattr(cast, person)) for person in PEOPLE[1:])]


def written(rows):
    wide = max(len(name) for name, _ in rows) + 2
    head = f"{'':{wide}}" + "".join(f"{person:9}" for person in PEOPLE).rstrip()
    lines = [f"{name:{wide}}" + "".join(f"{answer:9}" for answer in answers).rstrip() for name, answers in rows]
    return "\n".join([f"# {WHO}", head, *lines, ""])


def test_every_address_has_its_thing():
    unknown = [address.name for address in patterns() if address.takes and address.name not in ARGUMENTS]
    assert unknown == [], "say in tests/world/addresses.py what stands in them"
    assert set(ARGUMENTS) | set(WORDS) <= {address.name for address in patterns()}, "these addresses are gone"


def test_every_action_is_tried():
    there = {f"{label(path)}.{node.name}" for path, _, node in actions() if not asked_by_the_worker(path, node)}
    assert there - set(DEEDS) == set(), "do them once in tests/world/deeds.py"


def test_who_gets_what(world, cast, clients):
    rows = list(tried(world, cast, clients))
    assert Process.objects.count() == 4, "what was tried was not undone"
    found = written(rows)
    if os.environ.get("PALABRE_WRITE_MATRIX"):
        TABLE.write_text(found, encoding="utf-8")
    assert found.splitlines() == TABLE.read_text(encoding="utf-8").splitlines()


def test_no_address_breaks_for_anybody():
    assert [line for line in TABLE.read_text(encoding="utf-8").splitlines() if " 500" in line] == []


def test_running_the_machine_gives_no_deed():
    """Greta may do what any account may do (Zoe's column), and nothing more."""
    rows = [line.split() for line in TABLE.read_text(encoding="utf-8").splitlines() if line.startswith("DO ")]
    greta, zoe = 2 + PEOPLE.index("greta"), 2 + PEOPLE.index("zoe")
    assert [row[1] for row in rows if row[greta] != row[zoe]] == []
