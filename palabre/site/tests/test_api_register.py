"""The register kept by a program: by the member's number, all of a batch or nothing, two people where many end."""

import json
import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from palabre.commons.trail.models import Entry
from palabre.membership.actions.tokens import make_token
from palabre.people.models import Belonging, Branch, Duty, Inscription, Member, MemberNumber
from palabre.register import staging
from palabre.register.models import ImportRow, RegisterImport
from palabre.site.api.register import MOST
from tests.house import ROOT

DAY = timedelta(days=1)


@pytest.fixture
def lille(cast):
    Member.objects.update(language="en")
    return Branch.objects.create(name="Lille", entity=cast.france)


@pytest.fixture
def token(cast, lille):
    """Farid's, who keeps the secretariat."""
    return make_token(by=cast.farid, name="Payroll", scope="register", ends_on=cast.today + DAY)[1]


@pytest.fixture
def send(cast, token):
    def post(*members, secret=token, entity=None, **more):
        headers = {"authorization": f"Bearer {secret}", "accept-language": "en"}
        address = reverse("api:register_members", args=[entity or cast.france.pk])
        words = json.dumps({"members": members} | more)
        return Client().post(address, words, content_type="application/json", headers=headers)

    return post


def new(number, **more):
    somebody = {"name": f"Person {number}", "email": f"p{number}@example.org", "branch": "Lille", "college": "Members"}
    return somebody | {"number": str(number), "from_on": "2020-02-03"} | more


def results(answer):
    return [(row["place"], row["result"], row["why"]) for row in answer.json()["rows"]]


def test_somebody_new_somebody_known_and_somebody_refused(cast, send):
    answer = send(new(1), {"email": cast.edwige.email, "branch": "Lille"}, {"number": "2"}, reason="November")
    assert answer.status_code == 200
    told = [
        (0, "new", ""),
        (1, "changed", ""),
        (2, "refused", "Somebody new needs an e-mail address: it is how they sign in."),
    ]
    assert results(answer) == told
    assert answer.json()["counts"] == {"new": 1, "changed": 1, "ended": 0, "same": 0, "refused": 1}
    line = Belonging.objects.in_force().get(member__email="p1@example.org")
    assert (line.branch.name, line.inscription.reason, line.inscription.by) == ("Lille", "November", cast.farid)
    assert MemberNumber.objects.get(number="1").member == line.member
    assert Belonging.objects.on(cast.today).get(member=cast.edwige).branch.name == "Lille"
    entry = Entry.objects.latest("pk")
    assert (entry.verb, entry.actor_id) == ("register.synced", cast.farid.pk)


def test_sent_again_it_writes_nothing(send):
    assert send(new(1), new(2)).json()["counts"]["new"] == 2
    kept = [model.objects.count() for model in (Inscription, RegisterImport, ImportRow, Entry, Belonging)]
    assert send(new(1), new(2)).json()["counts"]["same"] == 2
    assert [model.objects.count() for model in (Inscription, RegisterImport, ImportRow, Entry, Belonging)] == kept


def test_a_dry_run_writes_nothing(send):
    assert send(new(1), dry_run=True).json() == {
        "dry_run": True,
        "counts": {"new": 1, "changed": 0, "ended": 0, "same": 0, "refused": 0},
        "rows": [{"place": 0, "number": "1", "result": "new", "why": ""}],
    }
    assert not Member.objects.filter(email="p1@example.org").exists()


def test_who_leaves_does_so_on_that_day(cast, send):
    send(*(new(number) for number in range(1, 201)))
    assert send(new(7, until_on=str(cast.today))).json()["counts"]["ended"] == 1
    left = Belonging.objects.in_force().get(member__email="p7@example.org")
    assert left.until_on == cast.today
    assert not Belonging.objects.on(cast.today + DAY).filter(member=left.member).exists()


def test_small_batches_that_end_many_add_up(cast, send):
    send(*(new(number) for number in range(1, 201)))
    over = str(cast.today - DAY)
    assert send(new(1, until_on=over), new(2, until_on=over)).status_code == 200
    answer = send(new(3, until_on=over))
    assert answer.status_code == 403
    assert answer["Content-Type"] == "application/problem+json"
    assert "which two people confirm" in answer.json()["detail"]
    assert Belonging.objects.in_force().get(member__email="p3@example.org").until_on is None


@pytest.mark.parametrize(
    ("body", "status", "where"),
    [
        ("{", 400, None),
        ('{"members": []}', 422, "body.members"),
        (json.dumps({"members": [{"number": "1"}] * (MOST + 1)}), 422, "body.members"),
        ('{"members": [{"number": "1", "shares": -1}]}', 422, "body.members.0.shares"),
        ('{"members": [{"number": "1", "wage": 3}]}', 422, "body.members.0.wage"),
        ('{"members": [{"number": "a\\u0000"}]}', 422, "body.members.0.number"),
        ('{"members": [{"number": "1", "from_on": "31/02/2020"}]}', 422, "body.members.0.from_on"),
    ],
)
def test_what_is_no_batch_is_refused_with_its_place(cast, token, body, status, where):
    address = reverse("api:register_members", args=[cast.france.pk])
    bearer = {"authorization": f"Bearer {token}"}
    answer = Client().post(address, body, content_type="application/json", headers=bearer)
    assert (answer.status_code, answer["Content-Type"]) == (status, "application/problem+json")
    assert [each["where"] for each in answer.json()["errors"]] == ([where] if where else [])


def test_nobody_writes_their_own_line(cast, send):
    answer = send({"email": cast.farid.email, "shares": 900})
    assert results(answer) == [(0, "refused", "Nobody writes their own line: ask someone else who keeps the register.")]


def test_the_right_is_asked_at_every_batch(cast, send):
    assert send(new(1)).status_code == 200
    assert send(new(2), entity=cast.france.pk + 1000).status_code == 404
    Duty.objects.filter(member=cast.farid).delete()
    assert send(new(2)).status_code == 404


def test_a_token_of_another_scope_and_none(cast, send):
    mine = make_token(by=cast.farid, name="Mine", scope="mine", ends_on=cast.today + DAY)[1]
    answer = send(new(1), secret=mine)
    assert (answer.status_code, "insufficient_scope" in answer["WWW-Authenticate"]) == (403, True)
    address = reverse("api:register_members", args=[cast.france.pk])
    assert Client().post(address, "{}", content_type="application/json").status_code == 401
    farid = Client()
    farid.force_login(cast.farid)  # a session counts for nothing
    assert farid.post(address, "{}", content_type="application/json").status_code == 401


def test_a_token_of_the_register_reads_nothing_else(cast, token):
    bearer = {"authorization": f"Bearer {token}"}
    told = Client().get(reverse("api:register"), headers=bearer).json()
    assert [each["name"] for each in told["entities"]] == sorted(each["name"] for each in told["entities"])
    assert "Lille" in told["branches"]
    assert Client().get(reverse("api:token"), headers=bearer).json()["scope"] == "register:write"


def test_overtaken_meanwhile_nothing_is_written(cast, send, monkeypatch):
    """Somebody else gives the number away between judging and writing."""
    accounts = staging.make_accounts_of

    def and_meanwhile(rows):
        accounts(rows)
        inscription = Inscription.objects.create(by=cast.chloe, reason="Meanwhile")
        MemberNumber.objects.create(entity=cast.france, member=cast.awa, number="1", inscription=inscription)

    monkeypatch.setattr(staging, "make_accounts_of", and_meanwhile)
    answer = send(new(1), new(2))
    assert answer.status_code == 409
    assert not Member.objects.filter(email__in=["p1@example.org", "p2@example.org"]).exists()


def test_the_example_of_the_documentation_is_understood(send):
    told = re.search(r"-d '(\{.*?\})'", (ROOT / "docs/api.md").read_text(encoding="utf-8"), re.DOTALL)[1]
    words = json.loads(told)
    answer = send(*words.pop("members"), **words)
    assert (answer.status_code, answer.json()["dry_run"], len(answer.json()["rows"])) == (200, True, 2)
