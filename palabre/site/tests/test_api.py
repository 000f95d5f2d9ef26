"""The public API: what it gives to whoever shows no token, and how it says no."""

import re

import pytest
from django.contrib.auth.decorators import login_not_required
from django.test import Client
from django.urls import path, reverse

from palabre.governance.models import Body
from palabre.membership.actions.tokens import make_token
from palabre.people.models import Audience
from palabre.processes.models import Process
from palabre.site import urls as house
from palabre.site.api.document import document
from palabre.site.api.root import LISTS
from palabre.site.api.urls import WRITES
from tests.house import ROOT
from tests.world import build
from tests.world.addresses import ARGUMENTS, patterns

PROBLEM = "application/problem+json"


@login_not_required
def breaks(request):
    raise ZeroDivisionError("her secret")


urlpatterns = [path("api/v1/breaks", breaks), *house.urlpatterns]
handler404, handler500 = house.handler404, house.handler500


@pytest.fixture
def program():
    """A client that asks as programs do: it follows nothing and keeps no cookies."""
    return Client(raise_request_exception=False)


def told(program, address, status=200, **headers):
    answer = program.get(address, headers=headers)
    assert answer.status_code == status, answer.content
    return answer.json()


def things(world):
    """(name, address) of each single thing that the API gives."""
    return [
        (each.name, reverse(each.name, args=ARGUMENTS[each.name](world)))
        for each in patterns()
        if api(each) and each.takes and each.name.removeprefix("api:") not in WRITES
    ]


def api(address):
    return address.name.startswith("api:")


def ids(program, address):
    """Of every page, following ``next`` and checking that the Link header says the same."""
    found = []
    while address:
        answer = program.get(address)
        page = answer.json()
        found += [each["id"] for each in page["items"]]
        link = re.fullmatch('<(.*)>; rel="next"', answer.headers.get("Link", ""))
        assert page["next"] == (link[1] if link else None)
        address = page["next"]
    return found


def test_where_one_begins_names_every_list(cast, program):
    start = told(program, reverse("api:start"))
    assert start["cooperative"] == "Estran"
    assert list(start["lists"]) == list(LISTS)
    for address in [*start["lists"].values(), start["openapi"], start["about"]]:
        assert program.get(address).status_code == 200, address


def test_a_recommendation_is_told_up_to_what_became_of_it(cast, program):
    world = build(cast, 2)
    whole = told(program, reverse("api:recommendation", args=[world.walked_recommendation.pk]))
    assert (whole["state"], whole["version"], [each["number"] for each in whole["versions"]]) == (
        "answered",
        3,
        [1, 2, 3],
    )
    first = whole["measures"][0]
    assert (first["reference"], first["html"]) == ("1.1", "<p>Do it.</p>")
    assert first["decision"]["outcome"] == world.decision.outcome
    commitment = told(program, first["decision"]["commitment"]["api"])
    assert (commitment["id"], commitment["owner"]) == (world.commitment.pk, "Edwige")
    assert len(commitment["notes"]) == world.commitment.notes.count() > 0


def test_a_list_is_walked_page_by_page_and_what_comes_meanwhile_moves_nothing(cast, program):
    build(cast, 5)
    everything = list(Body.objects.order_by("-pk").values_list("pk", flat=True))
    assert ids(program, f"{reverse('api:bodies')}?limit=2") == everything
    first = told(program, f"{reverse('api:bodies')}?limit=2")
    Body.objects.create(name="New meanwhile", audience=Audience.wide("public"))
    assert [each["id"] for each in told(program, first["next"])["items"]] == everything[2:4]


@pytest.mark.parametrize(
    ("words", "field", "wanted"),
    [("status=rejected", "status", "rejected"), ("overdue=true", "overdue", True), ("overdue=false", "overdue", False)],
)
def test_the_register_is_filtered(cast, program, words, field, wanted):
    world = build(cast, 3)
    world.commitment.status, world.commitment.next_check_on = "rejected", None
    world.commitment.save()
    everything = told(program, reverse("api:commitments"))["items"]
    found = told(program, f"{reverse('api:commitments')}?{words}")["items"]
    assert found == [each for each in everything if each[field] == wanted]
    assert 0 < len(found) < len(everything)


def test_a_filter_is_kept_on_the_next_page(cast, program):
    world = build(cast, 4)
    address = f"{reverse('api:recommendations')}?process={world.walked.pk}&limit=1"
    assert ids(program, address) == list(world.walked.recommendations.order_by("-pk").values_list("pk", flat=True))


@pytest.mark.parametrize("reach", ["members", "listed"])
def test_what_is_not_for_everyone_does_not_exist(cast, program, reach):
    world = build(cast, 2, reach=reach)
    program.force_login(cast.awa)  # and a session opens nothing here
    missing = program.get(reverse("api:process", args=[10_000])).content
    assert program.get(world.walked.get_absolute_url()).status_code == 200
    for name, address in things(world):
        answer = program.get(address)
        assert (answer.status_code, answer.content) == (404, missing), name
    for name in LISTS:
        assert told(program, reverse(f"api:{name}"))["items"] == [], name


def test_beside_a_public_thing_nothing_is_named_that_is_not(cast, program, audiences):
    world = build(cast, 2)
    for thing in (world.walked, world.body, world.walked_recommendation.text):
        type(thing).objects.filter(pk=thing.pk).update(audience=audiences.members)
    whole = told(program, reverse("api:recommendation", args=[world.walked_recommendation.pk]))
    assert (whole["process"], whole["referred_to"], whole["html"], whole["versions"]) == (None, None, None, [])
    assert whole["measures"][0]["decision"]["body"] is None
    assert told(program, reverse("api:version", args=[world.walked_recommendation.pk, 1]), 404)["status"] == 404


def test_an_answer_held_already_is_not_sent_again(cast, program):
    build(cast, 1)
    address = reverse("api:processes")
    first = program.get(address)
    for held in (first["ETag"], f"W/{first['ETag']}", f'"other", {first["ETag"]}', "*"):
        again = program.get(address, headers={"if-none-match": held})
        assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"]), held
    Process.objects.update(title="Something else")
    changed = program.get(address, headers={"if-none-match": first["ETag"]})
    assert changed.status_code == 200
    assert changed["ETag"] != first["ETag"]


def test_any_page_of_the_web_may_read_what_everyone_may(cast, program):
    answer = program.get(reverse("api:bodies"))
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert answer["Cache-Control"] == "public, max-age=60"
    assert "Authorization" in answer["Vary"]
    assert not answer.cookies


def test_head_is_answered_as_get_without_its_content(cast, program):
    address = reverse("api:bodies")
    answer = program.head(address)
    assert (answer.status_code, answer.content) == (200, b"")
    assert answer["ETag"] == program.get(address)["ETag"]


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "options", "trace"])
def test_nothing_is_written_through_it(cast, method):
    answer = getattr(Client(enforce_csrf_checks=True), method)(reverse("api:bodies"))
    assert (answer.status_code, answer["Content-Type"], answer["Allow"]) == (405, PROBLEM, "GET, HEAD")


@pytest.mark.parametrize(
    ("address", "status", "where"),
    [
        ("nothing", 404, []),
        ("processes/", 404, []),
        ("processes/10000", 404, []),
        ("processes/some", 422, ["path.pk"]),
        ("processes/0", 422, ["path.pk"]),
        ("bodies?limit=101", 422, ["query.limit"]),
        ("bodies?cursor=zz", 422, ["query.cursor"]),
        ("bodies?lmit=3&colour=red", 422, ["query.colour", "query.lmit"]),
        ("trail?verb=%00", 422, ["query.verb"]),
        ("decisions?outcome=perhaps", 422, ["query.outcome"]),
    ],
)
def test_a_refusal_is_a_problem_that_says_where(cast, program, address, status, where):
    answer = program.get(f"/api/v1/{address}")
    said = answer.json()
    assert (answer.status_code, answer["Content-Type"]) == (status, PROBLEM)
    assert (said["status"], said["type"], bool(said["detail"])) == (status, "about:blank", True)
    assert [fault["where"] for fault in said["errors"]] == where
    assert all(fault["says"] for fault in said["errors"])


@pytest.mark.urls(__name__)
def test_a_break_is_a_problem_that_tells_nothing(cast, program):
    answer = program.get("/api/v1/breaks")
    assert (answer.status_code, answer["Content-Type"], answer.json()["status"]) == (500, PROBLEM, 500)
    assert b"secret" not in answer.content


def test_a_credential_that_opens_nothing_is_said_so(cast, program):
    for shown in ("Bearer nonsense", "Basic YTpi", "Bearer", "Bearer a b"):
        answer = program.get(reverse("api:bodies"), headers={"authorization": shown})
        assert (answer.status_code, answer["Content-Type"]) == (401, PROBLEM), shown
        assert answer["WWW-Authenticate"].startswith("Bearer ")
        assert "Access-Control-Allow-Origin" not in answer


def test_the_document_describes_every_address(cast):
    described = {re.sub(r"\{\w+\}", "0", each) for each in document()["paths"]}
    there = [reverse(each.name, args=_zeros(each)) for each in patterns() if api(each)]
    assert described == set(there) - {reverse("api:openapi")}


def _zeros(address):
    return [0, 0] if address.name == "api:version" else [0] if address.takes else []


def test_the_examples_of_the_documentation_are_answered(cast, program):
    world = build(cast, 2)
    _token, secret = make_token(by=cast.edwige, name="For the examples", scope="mine", ends_on=cast.today)
    text = (ROOT / "docs/api.md").read_text(encoding="utf-8")
    examples = re.findall(r"curl ([^\n]*)https://example\.coop(/[^\s'\"]*)", text)
    assert len(examples) > 8
    for head, address in examples:
        if address.startswith(reverse("api:register")):
            continue  # its own tests send what it says (test_api_register)
        known = address.replace("/12", f"/{world.walked_recommendation.pk}").replace("=7", f"={world.body.pk}")
        shown = {"authorization": f"Bearer {secret}"} if "Bearer $TOKEN" in head else {}
        assert program.get(known, headers=shown).status_code == 200, address
