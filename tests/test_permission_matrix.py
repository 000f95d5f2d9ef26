"""Who gets what: every address and every action, tried by each of the cast, against the table beside this.

`tests/permission_matrix.txt` is read in review like any other code. To write it anew after a wished-for change:

    PALABRE_WRITE_MATRIX=1 bin/test -n 0 tests/test_permission_matrix.py
"""

import json
import os
from pathlib import Path

import pytest
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.db import transaction
from django.test import Client
from django.urls import reverse

from palabre.core import clock
from palabre.core.verdict import Refused
from palabre.membership.actions.tokens import make_token
from palabre.membership.models import Token
from palabre.processes.models import Process
from palabre.site.api.urls import WRITES
from tests.house import label
from tests.test_actions_have_verbs import actions, asked_by_the_worker
from tests.world import build
from tests.world.addresses import ARGUMENTS, WORDS, patterns, words_for
from tests.world.deeds import DEEDS
from tests.world.reading import read_to_the_end

pytestmark = pytest.mark.long
TABLE = Path(__file__).with_name("permission_matrix.txt")
PEOPLE = ("nobody", "awa", "bruno", "chloe", "driss", "edwige", "farid", "greta", "hugo", "zoe")
WHO = (
    "awa edwige hugo: members · bruno: facilitates · driss: sits in the group · chloe: director, and keeps the register"
)
WHO += " · farid: secretariat, and the board's secretary · greta: runs the machine, holds nothing"
WHO += " · zoe: an account, no member"


REACHES = {
    "public": "Everyone reads, whoever has an account speaks. Every address, every action",
    "members": "Members read and speak. Every address of a thing, every action",
    "listed": "Awa and Bruno read and speak. Every address of a thing, every action",
}


@pytest.fixture
def clients(cast):
    """A signed-in client for each of the cast, and one for nobody."""
    found = {}
    for person in PEOPLE:
        found[person] = Client(raise_request_exception=False)
        if person != "nobody":
            found[person].force_login(getattr(cast, person))
    return found


@pytest.fixture
def tokens(cast):
    """(kind, person) -> the words of a token of theirs; None for those who may make none."""
    return {(kind, person): a_token(kind, getattr(cast, person, None)) for kind in Token.Scope for person in PEOPLE}


def a_token(kind, member):
    try:
        return make_token(by=member, name=kind, scope=kind, ends_on=clock.today())[1] if member else None
    except Refused:
        return None


def answer_to(client, method, address, words, **headers):
    """The status, or "sign-in" where the answer is to sign in first. Whatever was done is undone."""
    cache.clear()
    before = client.cookies.copy()
    with transaction.atomic():
        answer = client.get(address, headers=headers) if method == "GET" else posted(client, address, words, headers)
        read_to_the_end(answer)
        transaction.set_rollback(True)
    client.cookies = before
    if answer.status_code == 302 and answer.url.startswith(reverse("account_login")):
        return "sign-in"
    if answer.status_code == 403 and "sign_in_first.html" in [used.name for used in answer.templates]:
        return "sign-in"  # a form, with its words
    return str(answer.status_code)


def posted(client, address, words, headers):
    if not headers:
        return client.post(address, words)
    return client.post(address, json.dumps(words), content_type="application/json", headers=headers)


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


def answered_with(tokens, kind, method, path, words):
    """What each of them gets there with a token of this kind; "-" for those who can have none."""
    for person in PEOPLE:
        secret = tokens[kind, person]
        yield answer_to(Client(), method, path, words, authorization=f"Bearer {secret}") if secret else "-"


def tried(world, cast, clients, tokens, addresses):
    """The table as the server answers it: (row, one answer for each person)."""
    for address in addresses:
        path = reverse(address.name, args=ARGUMENTS[address.name](world) if address.takes else [])
        words, through_api = words_for(address.name, world), address.name.startswith("api:")
        # Of the API, the one way in which an address answers; that it refuses the others, its own tests see to.
        only = "POST" if address.name.removeprefix("api:") in WRITES else "GET"
        for method in (only,) if through_api else ("GET", "POST"):
            yield f"{method} {address.name}", [answer_to(clients[p], method, path, words) for p in PEOPLE]
        if through_api:
            for kind, scope in Token.SCOPES.items():
                yield f"WITH {scope} {address.name}", list(answered_with(tokens, kind, only, path, words))
    for name, deed in DEEDS.items():
        yield f"DO {name}", ["-", *(outcome_of(deed, world, getattr(cast, person)) for person in PEOPLE[1:])]


def written(reach, rows):
    wide = max(len(name) for name, _ in rows) + 2
    head = f"{reach:{wide}}" + "".join(f"{person:9}" for person in PEOPLE).rstrip()
    return [head, *(f"{name:{wide}}" + "".join(f"{each:9}" for each in answers).rstrip() for name, answers in rows)]


def section(reach):
    """The lines of the table that tell of a world, its heading left out."""
    for block in TABLE.read_text(encoding="utf-8").split("\n# ")[1:]:
        heading, _, lines = block.partition("\n")
        if heading == REACHES[reach]:
            return lines.splitlines()
    return []


def write_section(reach, lines):
    sections = {each: section(each) for each in REACHES} | {reach: lines}
    told = [f"# {WHO}", *(f"\n# {REACHES[each]}\n" + "\n".join(lines) for each, lines in sections.items())]
    TABLE.write_text("\n".join(told) + "\n", encoding="utf-8")


def rows_of_deeds(reach):
    return [line.split() for line in section(reach) if line.startswith("DO ")]


def test_every_address_has_its_thing():
    unknown = [address.name for address in patterns() if address.takes and address.name not in ARGUMENTS]
    assert unknown == [], "say in tests/world/addresses.py what stands in them"
    assert set(ARGUMENTS) | set(WORDS) <= {address.name for address in patterns()}, "these addresses are gone"


def test_every_action_is_tried():
    there = {f"{label(path)}.{node.name}" for path, _, node in actions() if not asked_by_the_worker(path, node)}
    assert there - set(DEEDS) == set(), "do them once in tests/world/deeds.py"


@pytest.mark.parametrize("reach", REACHES)
def test_who_gets_what(cast, clients, tokens, reach):
    world = build(cast, 2, reach=reach)
    addresses = [address for address in patterns() if address.takes or reach == "public"]
    rows = list(tried(world, cast, clients, tokens, addresses))
    assert Process.objects.count() == 4, "what was tried was not undone"
    found = written(reach, rows)
    if os.environ.get("PALABRE_WRITE_MATRIX"):
        write_section(reach, found)
    assert found == section(reach)


def test_no_address_breaks_for_anybody():
    assert [line for line in TABLE.read_text(encoding="utf-8").splitlines() if " 500" in line] == []


@pytest.mark.parametrize("reach", REACHES)
def test_running_the_machine_gives_no_deed(reach):
    """Greta may do what any account may do (Zoe's column), and nothing more."""
    greta, zoe = 2 + PEOPLE.index("greta"), 2 + PEOPLE.index("zoe")
    assert [row[1] for row in rows_of_deeds(reach) if row[greta] != row[zoe]] == []
    assert len(rows_of_deeds(reach)) == len(DEEDS)
