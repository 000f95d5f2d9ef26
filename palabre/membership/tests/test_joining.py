"""From an account to a membership."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.urls import reverse

from palabre.commons.notices.models import Notice
from palabre.commons.trail.models import Entry
from palabre.core.verdict import Refused
from palabre.membership import policies
from palabre.membership.actions.joining import admit, ask_to_join, decline
from palabre.membership.models import JoinRequest
from palabre.people.models import Audience, Belonging, Branch, College, Duty, Entity


@pytest.fixture
def asked(cast):
    return ask_to_join(cast.zoe, by=cast.zoe, branch=cast.rennes, message="I mend bicycles.")


@pytest.fixture
def keeper(cast):
    """Driss keeps the register of members."""
    Duty.objects.create(
        member=cast.driss, kind=Duty.Kind.REGISTER, from_on=cast.today, until_on=cast.today + timedelta(days=10)
    )
    return cast.driss


def told():
    call_command("deliver_notices", verbosity=0)
    return {(notice.member.name, notice.why) for notice in Notice.objects.all()}


def test_asking_opens_nothing_and_tells_those_who_answer(cast, keeper, asked):
    assert not cast.zoe.belongs()
    assert Entry.objects.get(verb="membership.join_asked").actor == cast.zoe
    assert told() == {("Farid", "secretariat"), ("Driss", "register")}


def test_asking_twice_or_as_a_member_or_for_someone_else_is_refused(cast, asked):
    for member, by, sentence in (
        (cast.zoe, cast.zoe, "asked already"),
        (cast.awa, cast.awa, "a member already"),
        (cast.greta, cast.farid, "Only they"),
    ):
        with pytest.raises(Refused, match=sentence):
            ask_to_join(member, by=by, branch=cast.rennes, message="")
    assert JoinRequest.objects.count() == 1


def test_whoever_is_admitted_reads_what_is_for_members_at_once_and_is_told(cast, keeper, asked):
    members = Audience.wide("members")
    assert not members.lets_in(cast.zoe)

    admit(asked, by=keeper, college=cast.college, from_on=cast.today)

    assert members.lets_in(cast.zoe)
    assert ("Zoe", "asked") in told()
    Belonging.objects.filter(member=cast.zoe).replace(until_on=cast.today - timedelta(days=1), from_on="2020-01-01")
    assert not members.lets_in(cast.zoe)


def test_admitted_from_a_later_day_opens_that_day(client, cast, asked):
    admit(asked, by=cast.farid, college=cast.college, from_on=cast.today + timedelta(days=3))
    assert not cast.zoe.belongs()
    assert cast.zoe.belongs(cast.today + timedelta(days=3))
    assert "it opens on" in policies.may_ask_to_join(cast.zoe).reason
    client.force_login(cast.zoe)
    assert "it opens on" in client.get(reverse("membership:me")).content.decode()


def test_a_refusal_says_why_and_one_may_ask_again(cast, asked):
    with pytest.raises(Refused, match="say why"):
        decline(asked, by=cast.farid, reason="  ")
    decline(asked, by=cast.farid, reason="The branch of Rennes is full until May.")

    assert ("Zoe", "asked") in told()
    assert ask_to_join(cast.zoe, by=cast.zoe, branch=cast.rennes, message="").outcome == ""


def test_answering_twice_leaves_the_first_answer(cast, asked):
    admit(asked, by=cast.farid, college=cast.college, from_on=cast.today)
    with pytest.raises(Refused, match="answered already"):
        decline(asked, by=cast.farid, reason="No.")
    assert JoinRequest.objects.get().outcome == "admitted"


def test_a_college_of_another_entity_is_refused(cast, asked):
    belgium = Entity.objects.create(name="Estran Belgique", country="BE")
    elsewhere = College.objects.create(name="Members", entity=belgium, weight_percent=40)
    with pytest.raises(Refused, match="another legal entity"):
        admit(asked, by=cast.farid, college=elsewhere, from_on=cast.today)


@pytest.mark.parametrize(
    ("who", "sentence"),
    [("farid", ""), ("driss", ""), ("awa", "read by the secretariat"), ("chloe", "read by"), ("greta", "read by")],
)
def test_who_answers_a_request(cast, keeper, asked, who, sentence):
    verdict = policies.may_answer(getattr(cast, who), asked)
    assert bool(verdict) is not bool(sentence)
    assert sentence in str(verdict.reason)


# --- keepers of one branch, or of one legal entity ------------------------------------------------


# Whose requests each keeper answers: Zoe asked in Rennes, Greta in Lille, Hugo (whose membership ended) in Gand.
ENTRUSTED = {
    "whole": {"Zoe", "Greta", "Hugo"},
    "france": {"Zoe", "Greta"},
    "rennes": {"Zoe"},
    "belgium": {"Hugo"},
    "gand": {"Hugo"},
    "nothing": set(),
}


@pytest.fixture
def three_asked(cast):
    """A request in Rennes, one in Lille (the same legal entity), one in Gand (another)."""
    belgium = Entity.objects.create(name="Estran Belgique", country="BE")
    cast.places = {
        "france": {"entity": cast.france},
        "belgium": {"entity": belgium},
        "rennes": {"branch": cast.rennes},
        "lille": {"branch": Branch.objects.create(name="Lille", entity=cast.france)},
        "gand": {"branch": Branch.objects.create(name="Gand", entity=belgium)},
        "whole": {},
    }
    cast.hugo.belongings.all().replace(until_on=cast.today - timedelta(days=1))

    def ask():
        for member, place in ((cast.zoe, "rennes"), (cast.greta, "lille"), (cast.hugo, "gand")):
            ask_to_join(member, by=member, message=f"I am {member.name}.", **cast.places[place])
        return {request.member.name: request for request in JoinRequest.objects.all()}

    return ask


@pytest.fixture
def keep(cast):
    def _keep(place, kind=Duty.Kind.REGISTER):
        if place != "nothing":
            until_on = cast.today + timedelta(days=10)
            Duty.objects.create(
                member=cast.driss, kind=kind, from_on=cast.today, until_on=until_on, **cast.places[place]
            )

    return _keep


@pytest.mark.parametrize("kind", [Duty.Kind.REGISTER, Duty.Kind.SECRETARIAT])
@pytest.mark.parametrize("place", ENTRUSTED)
def test_lists_pages_and_deeds_agree_on_whose_requests_a_keeper_answers(client, cast, three_asked, keep, place, kind):
    requests = three_asked()
    keep(place, kind)
    client.force_login(cast.driss)

    listed = {request.member.name for request in JoinRequest.objects.entrusted_to(cast.driss)}
    allowed = {name for name, request in requests.items() if policies.may_answer(cast.driss, request)}
    page = client.get(reverse("membership:admissions"))
    shown = {name for name in requests if f"I am {name}." in page.content.decode()}
    opened = {
        name for name, request in requests.items()
        if client.post(reverse("membership:refusal", args=[request.pk]), {}).status_code == 422
    }  # fmt: skip

    assert listed == allowed == shown == opened == ENTRUSTED[place]
    assert page.status_code == (403 if place == "nothing" else 200)


def test_a_request_of_another_branch_does_not_exist_for_a_keeper_and_is_refused_to_them(
    client, cast, three_asked, keep
):
    requests = three_asked()
    keep("rennes")
    client.force_login(cast.driss)
    for name in ("admission", "refusal"):
        assert client.post(reverse(f"membership:{name}", args=[requests["Greta"].pk]), {}).status_code == 404
    with pytest.raises(Refused, match="whose register others keep"):
        admit(requests["Greta"], by=cast.driss, college=cast.college, from_on=cast.today)
    with pytest.raises(Refused, match="whose register others keep"):
        decline(requests["Hugo"], by=cast.driss, reason="Not here.")
    assert admit(requests["Zoe"], by=cast.driss, college=cast.college, from_on=cast.today).member == cast.zoe


@pytest.mark.parametrize("place", ENTRUSTED)
def test_a_keeper_is_told_of_the_requests_they_answer_and_of_no_other(cast, three_asked, keep, place):
    keep(place)
    three_asked()
    call_command("deliver_notices", verbosity=0)
    told = Notice.objects.filter(member=cast.driss)
    assert {notice.entry.actor.name for notice in told} == ENTRUSTED[place]
    assert {request.member.name for request in JoinRequest.objects.visible_to(cast.driss)} == ENTRUSTED[place]
    assert {notice.entry.actor.name for notice in Notice.objects.filter(member=cast.farid)} == ENTRUSTED["whole"]


def test_a_duty_of_one_branch_gives_nothing_of_the_whole(client, cast, three_asked, keep):
    three_asked()
    keep("rennes", Duty.Kind.SECRETARIAT)
    assert not policies.may_dress_cooperative(cast.driss)
    client.force_login(cast.driss)
    assert client.get(reverse("processes:manuscripts")).status_code == 403


def test_nobody_answers_their_own_request(cast, asked):
    Duty.objects.create(
        member=cast.zoe, kind=Duty.Kind.SECRETARIAT, from_on=cast.today, until_on=cast.today + timedelta(days=1)
    )
    assert "your own request" in policies.may_answer(cast.zoe, asked).reason


def test_a_request_is_read_by_who_asked_and_who_answers_until_their_duty_ends(cast, asked, monkeypatch):
    assert set(JoinRequest.objects.visible_to(cast.zoe)) == {asked}
    assert set(JoinRequest.objects.visible_to(cast.farid)) == {asked}
    assert not JoinRequest.objects.visible_to(cast.bruno).exists()


def test_the_whole_way_through_the_pages(client, cast):
    client.force_login(cast.zoe)
    assert "You have an account, not a membership" in client.get(reverse("membership:me")).content.decode()
    answer = client.post(reverse("membership:joining"), {"branch": "", "message": "I mend bicycles."})
    assert answer.status_code == 422
    assert "I mend bicycles." in answer.content.decode()
    answer = client.post(reverse("membership:joining"), {"branch": cast.rennes.pk, "message": "I mend bicycles."})
    assert (answer.status_code, answer["Location"]) == (303, reverse("membership:me"))
    assert "You asked to join" in client.get(reverse("membership:me")).content.decode()
    assert "asked already" in client.get(reverse("membership:joining")).content.decode()
    assert client.get(reverse("membership:admissions")).status_code == 403

    client.force_login(cast.farid)
    asked = JoinRequest.objects.get()
    page = client.get(reverse("membership:admissions")).content.decode()
    assert "I mend bicycles." in page
    assert "Not for now" in page
    wrong = client.post(reverse("membership:refusal", args=[asked.pk]), {f"decline-{asked.pk}-reason": ""})
    assert wrong.status_code == 422
    fields = {"college": cast.college.pk, "from_on": cast.today.isoformat(), "shares": 2}
    form = {f"admit-{asked.pk}-{name}": value for name, value in fields.items()}
    assert client.post(reverse("membership:admission", args=[asked.pk]), form).status_code == 303
    assert "Nobody waits" in client.get(reverse("membership:admissions")).content.decode()

    client.force_login(cast.zoe)
    page = client.get(reverse("membership:me")).content.decode()
    assert "<strong>2 shares</strong>" in page
    assert "one voice, however many there are" in page


def test_a_refused_request_shows_its_reason_on_my_page(client, cast, asked):
    decline(asked, by=cast.farid, reason="The branch of Rennes is full until May.")
    client.force_login(cast.zoe)
    page = client.get(reverse("membership:me")).content.decode()
    assert "full until May" in page
    assert "Become a member" in page


def test_the_page_of_requests_asks_as_many_queries_for_one_as_for_many(
    client, cast, asked, steady_clock, django_assert_num_queries, django_assert_max_num_queries
):
    client.force_login(cast.farid)
    with django_assert_max_num_queries(40) as few:
        client.get(reverse("membership:admissions"))
    for member in (cast.hugo, cast.greta, cast.bruno, cast.edwige):
        member.belongings.all().replace(until_on=cast.today - timedelta(days=1))
        ask_to_join(member, by=member, branch=cast.rennes, message="")
    with django_assert_num_queries(len(few)):
        client.get(reverse("membership:admissions"))


def test_asking_again_and_again_waits_some_days(client, cast, move_clock):
    client.force_login(cast.zoe)
    sent = {"branch": cast.rennes.pk, "message": "Please."}
    for _time in range(3):
        assert client.post(reverse("membership:joining"), sent).status_code == 303
        decline(JoinRequest.objects.get(outcome=""), by=cast.farid, reason="Not yet.")
    refused = client.post(reverse("membership:joining"), sent)
    assert (refused.status_code, JoinRequest.objects.count()) == (429, 3)
    for page in (refused, client.get(reverse("membership:joining"))):
        assert "several times this week" in page.content.decode()
    move_clock(days=8)
    assert client.post(reverse("membership:joining"), sent).status_code == 303
