"""The register's pages: looking up, correcting, one's own lines, the branches one follows."""

from datetime import timedelta

import pytest
from django.urls import reverse

from palabre.core import clock
from palabre.people.models import Belonging, Branch, BranchFollow, Duty, MemberNumber, Status
from palabre.register.actions.belongings import correct_belonging, number_member

DAY = timedelta(days=1)


@pytest.fixture
def keeper(client, cast):
    client.force_login(cast.farid)
    return client


def names(answer):
    return [found.name for found in answer.context["found"]]


def test_people_are_found_by_name_number_branch_and_day(keeper, cast):
    lille = Branch.objects.create(name="Lille", entity=cast.france)
    line = correct_belonging(cast.awa.belongings.get(), by=cast.farid, branch=lille, reason="Lille.")
    number_member(line, by=cast.farid, number="4711", reason="Payroll.")
    address = reverse("register:members")
    everybody = ["Awa", "Bruno", "Chloé", "Driss", "Edwige", "Farid", "Hugo"]
    assert names(keeper.get(address)) == everybody
    assert names(keeper.get(address, {"words": "awa"})) == ["Awa"]
    assert names(keeper.get(address, {"words": "4711"})) == ["Awa"]
    assert names(keeper.get(address, {"branch": cast.rennes.pk})) == everybody[1:]
    assert names(keeper.get(address, {"day": (cast.today - 300 * DAY).isoformat()})) == []
    page = keeper.get(address, {"day": (cast.today - 30 * DAY).isoformat()}).content.decode()
    assert "7 voices that day" in page


def test_a_branchs_keeper_finds_their_branch_alone(client, cast):
    lille = Branch.objects.create(name="Lille", entity=cast.france)
    correct_belonging(cast.awa.belongings.get(), by=cast.farid, branch=lille, reason="Lille.")
    Duty.objects.create(
        member=cast.bruno, kind=Duty.Kind.REGISTER, branch=lille, from_on=cast.today, until_on=cast.today
    )
    client.force_login(cast.bruno)
    assert names(client.get(reverse("register:members"))) == ["Awa"]
    assert client.get(reverse("register:member", args=[cast.awa.pk])).status_code == 200
    assert client.get(reverse("register:member", args=[cast.edwige.pk])).status_code == 404
    assert client.get(reverse("register:entity", args=[cast.france.pk])).status_code == 404


def test_whoever_keeps_nothing_reads_no_register(client, cast):
    client.force_login(cast.awa)
    refused = client.get(reverse("register:members"))
    assert (refused.status_code, "The register is kept by" in refused.content.decode()) == (403, True)


def test_a_line_is_corrected_on_the_page_and_a_mistake_keeps_what_was_typed(keeper, cast):
    line = cast.awa.belongings.get()
    address = reverse("register:correction", args=[line.pk])
    said = {"college": cast.college.pk, "branch": cast.rennes.pk, "shares": 5, "from_on": "2020-02-03", "until_on": ""}
    typed = {f"line-{line.pk}-{name}": value for name, value in {**said, "reason": ""}.items()}
    wrong = keeper.post(address, typed)
    assert (wrong.status_code, 'value="5"' in wrong.content.decode()) == (422, True)

    done = keeper.post(address, {**typed, f"line-{line.pk}-reason": "Five shares since 2020."})
    assert (done.status_code, done.url) == (303, reverse("register:member", args=[cast.awa.pk]))
    page = keeper.get(done.url).content.decode()
    assert "Five shares since 2020." in page
    assert "it no longer counts" in page
    assert "@example.org" not in page

    ending = reverse("register:ending", args=[cast.awa.belongings.in_force().get().pk])
    fresh = cast.awa.belongings.in_force().get().pk
    early = keeper.post(ending, {f"end-{fresh}-last_day": "2019-01-01", f"end-{fresh}-reason": "Left"})
    assert (early.status_code, "not before the first" in early.content.decode()) == (422, True)
    day = (cast.today - DAY).isoformat()
    assert keeper.post(ending, {f"end-{fresh}-last_day": day, f"end-{fresh}-reason": "Left"}).status_code == 303
    assert not cast.awa.belongs()


def test_another_belonging_is_opened_for_somebody_known(keeper, cast):
    cast.awa.belongings.all().replace(until_on=cast.today - 10 * DAY)
    said = {"college": cast.college.pk, "branch": cast.rennes.pk, "shares": 1, "from_on": cast.today.isoformat()}
    prefix = f"new-{cast.france.pk}"
    typed = {f"{prefix}-{name}": value for name, value in {**said, "reason": "Back."}.items()}
    address = reverse("register:belongings", args=[cast.awa.pk, cast.france.pk])
    assert keeper.post(address, {**typed, f"{prefix}-shares": "none"}).status_code == 422
    assert keeper.post(address, typed).status_code == 303
    assert cast.awa.belongs()
    assert keeper.post(reverse("register:belongings", args=[cast.zoe.pk, cast.france.pk]), typed).status_code == 404


def test_statuses_and_weights_are_written_on_the_entitys_page(keeper, cast):
    address = reverse("register:entity", args=[cast.france.pk])
    assert keeper.post(reverse("register:statuses", args=[cast.france.pk]), {"name": ""}).status_code == 422
    assert keeper.post(reverse("register:statuses", args=[cast.france.pk]), {"name": "Funder"}).status_code == 303
    prefix = f"weight-{cast.college.pk}"
    typed = {f"{prefix}-weight_percent": 35, f"{prefix}-from_on": cast.today.isoformat()}
    weights = reverse("register:weights", args=[cast.college.pk])
    assert keeper.post(weights, typed).status_code == 422
    assert keeper.post(weights, {**typed, f"{prefix}-reason": "Assembly of June."}).status_code == 303
    page = keeper.get(address).content.decode()
    assert "without a vote" in page
    assert "Today they weigh 35% together" in page
    keeper.force_login(cast.awa)
    Belonging.objects.filter(member=cast.awa).replace(status=Status.objects.get())
    mine = keeper.get(reverse("membership:me")).content.decode()
    assert "(35% of the votes of Estran France)" in mine
    assert "Status: Funder." in mine
    assert "no vote in assemblies" in mine


def test_i_read_every_line_about_me_and_follow_branches(client, cast):
    client.force_login(cast.awa)
    correct_belonging(cast.awa.belongings.get(), by=cast.farid, shares=2, reason="Two shares.")
    page = client.get(reverse("register:mine")).content.decode()
    assert "Two shares." in page
    assert "it no longer counts" in page

    lille = Branch.objects.create(name="Lille", entity=cast.france)
    for _twice in range(2):
        assert client.post(reverse("register:follows"), {"branch": lille.pk}).status_code == 303
    assert "No longer follow Lille" in client.get(reverse("membership:me")).content.decode()
    assert client.post(reverse("register:follow_ending", args=[lille.pk])).status_code == 303
    assert [*BranchFollow.objects.values_list("branch__name", "until_on")] == [("Lille", clock.today())]
    assert client.post(reverse("register:follows"), {"branch": "no"}).status_code == 303
    client.force_login(cast.zoe)
    assert "The branches I follow" not in client.get(reverse("membership:me")).content.decode()
    assert client.post(reverse("register:follows"), {"branch": lille.pk}).status_code == 403


def test_a_number_is_written_on_the_page(keeper, cast):
    line = cast.awa.belongings.get()
    address = reverse("register:number", args=[line.pk])
    typed = {f"number-{line.pk}-number": "4711", f"number-{line.pk}-reason": ""}
    assert keeper.post(address, typed).status_code == 422
    assert keeper.post(address, {**typed, f"number-{line.pk}-reason": "Payroll"}).status_code == 303
    assert MemberNumber.objects.get().member == cast.awa
    assert "4711" in keeper.get(reverse("register:member", args=[cast.awa.pk])).content.decode()


def test_a_page_of_the_register_asks_as_many_queries_for_one_as_for_many(
    keeper, cast, steady_clock, django_assert_num_queries, django_assert_max_num_queries
):
    with django_assert_max_num_queries(30) as few:
        keeper.get(reverse("register:members"), {"words": "Awa"})
    with django_assert_num_queries(len(few)):
        keeper.get(reverse("register:members"), {"words": "o"})
