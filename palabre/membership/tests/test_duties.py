"""Duties: in a branch or an entity by the secretariat, over the whole by two, the first by the machine's keeper."""

import re
from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse

from palabre.commons.four_eyes.actions.acts import ask, confirm
from palabre.commons.four_eyes.models import Act
from palabre.commons.notices.deliver import deliver_some
from palabre.commons.notices.models import Notice
from palabre.commons.trail.models import Entry
from palabre.commons.trail.verbs import sentence_of
from palabre.core.verdict import Refused
from palabre.membership.actions import duties
from palabre.people.models import Duty
from palabre.people.policies import holds_duty

DAY = timedelta(days=1)
PAGE = "membership:duties"


@pytest.fixture
def keeper(cast):
    """Chloé keeps the register of the whole: with Farid, two who can."""
    return Duty.objects.create(member=cast.chloe, kind="register", from_on=cast.today, until_on=cast.today + 90 * DAY)


def words(cast, **said):
    return {"who": "Hugo", "kind": "register", "where": f"branch:{cast.rennes.pk}"} | {
        "until_on": (cast.today + 30 * DAY).isoformat(),
        **said,
    }


def found(answer):
    return re.search(r'name="chosen" value="([^"]+)"', answer.content.decode())[1]


def test_a_duty_in_a_branch_is_entrusted_by_one(client, cast):
    client.force_login(cast.farid)
    searched = client.post(reverse(PAGE), words(cast))
    assert (searched.status_code, Duty.objects.filter(member=cast.hugo).count()) == (200, 0)
    answer = client.post(reverse(PAGE), words(cast, chosen=found(searched)))
    assert answer.status_code == 303
    assert holds_duty(cast.hugo, "register", branch=cast.rennes)
    assert not holds_duty(cast.hugo, "register")
    deliver_some()
    assert list(Notice.objects.values_list("member__name", flat=True)) == ["Hugo"]
    client.force_login(cast.awa)
    assert "Hugo" in client.get(reverse(PAGE)).content.decode()


def test_one_over_the_whole_takes_two(client, cast, keeper):
    client.force_login(cast.farid)
    searched = client.post(reverse(PAGE), words(cast, where="whole"))
    answer = client.post(reverse(PAGE), words(cast, where="whole", chosen=found(searched)))
    act = Act.objects.get()
    assert answer["Location"] == reverse("four_eyes:act", args=[act.pk])
    assert not holds_duty(cast.hugo, "register")
    with pytest.raises(Refused, match="somebody else confirms"):
        confirm(act, by=cast.farid)
    confirm(act, by=cast.chloe)
    assert holds_duty(cast.hugo, "register")
    entries = Entry.objects.visible_to(AnonymousUser()).select_related("details")
    public = [sentence_of(entry) for entry in entries if entry.verb.startswith(("four_eyes", "membership"))]
    assert len(public) == 2
    assert not any("Hugo" in sentence for sentence in public)


def test_nobody_entrusts_the_whole_alone(cast, keeper):
    with pytest.raises(Refused, match="takes two people"):
        duties.entrust_duty(cast.hugo, by=cast.farid, kind="register", until_on=cast.today + DAY)


def test_whoever_it_is_for_does_not_confirm_it(cast, keeper):
    facts = duties.facts_of_entrusting(cast.chloe, "secretariat", cast.today + DAY)
    act = ask(duties.ENTRUSTING_THE_WHOLE, by=cast.farid, facts=facts)
    with pytest.raises(Refused, match="This concerns you"):
        confirm(act, by=cast.chloe)


def test_a_person_who_left_meanwhile_gets_nothing(cast, keeper):
    facts = duties.facts_of_entrusting(cast.hugo, "secretariat", cast.today + DAY)
    act = ask(duties.ENTRUSTING_THE_WHOLE, by=cast.farid, facts=facts)
    cast.hugo.belongings.all().replace(until_on=cast.today - DAY)
    with pytest.raises(Refused, match="to a member of the cooperative"):
        confirm(act, by=cast.chloe)


@pytest.mark.parametrize("who", ["awa", "chloe", "greta", "zoe"])
def test_only_the_secretariat_of_the_whole_entrusts(client, cast, keeper, who):
    person = getattr(cast, who)
    with pytest.raises(Refused):
        duties.entrust_duty(cast.hugo, by=person, kind="register", until_on=cast.today + DAY, branch=cast.rennes)
    client.force_login(person)
    assert client.post(reverse(PAGE), words(cast)).status_code == 403
    reads = client.get(reverse(PAGE))
    assert (reads.status_code, "<form class" in reads.content.decode()) == (
        (403 if who in ("greta", "zoe") else 200),
        False,
    )


def test_a_form_that_does_not_do_comes_back(client, cast):
    client.force_login(cast.farid)
    for said in (
        {"who": "Xu"},
        {"who": "Nobody here"},
        {"where": "branch:999"},
        {"until_on": "2020-01-01"},
    ):
        answer = client.post(reverse(PAGE), words(cast, **said))
        assert (answer.status_code, "field-error" in answer.content.decode()) == (422, True), said


def test_nobody_is_chosen_who_was_not_found(client, cast):
    client.force_login(cast.farid)
    answer = client.post(reverse(PAGE), words(cast, chosen=str(cast.hugo.pk)))
    assert (answer.status_code, "Please search again" in answer.content.decode()) == (422, True)
    assert not Duty.objects.filter(member=cast.hugo).exists()


def test_a_longer_one_prolongs_and_a_shorter_one_is_refused(cast):
    words = {"by": cast.farid, "kind": "register", "branch": cast.rennes}
    duties.entrust_duty(cast.hugo, until_on=cast.today + 10 * DAY, **words)
    duties.entrust_duty(cast.hugo, until_on=cast.today + 20 * DAY, **words)
    assert Duty.objects.get(member=cast.hugo).until_on == cast.today + 20 * DAY
    with pytest.raises(Refused, match="holds this duty there already"):
        duties.entrust_duty(cast.hugo, until_on=cast.today + 5 * DAY, **words)


def test_it_ends_at_once_and_once(client, cast):
    duty = duties.entrust_duty(
        cast.hugo, by=cast.farid, kind="register", until_on=cast.today + 10 * DAY, entity=cast.france
    )
    client.force_login(cast.farid)
    assert client.post(reverse("membership:duty_ending", args=[duty.pk])).status_code == 303
    assert not holds_duty(cast.hugo, "register", branch=cast.rennes)
    assert client.post(reverse("membership:duty_ending", args=[duty.pk]), {"form_key": "x"}).status_code == 403


def test_somebody_elses_over_the_whole_ends_by_two_and_ones_own_at_once(client, cast, keeper):
    hugos = Duty.objects.create(member=cast.hugo, kind="register", from_on=cast.today, until_on=cast.today + 9 * DAY)
    client.force_login(cast.farid)
    answer = client.post(reverse("membership:duty_ending", args=[keeper.pk]))
    act = Act.objects.get()
    assert answer["Location"] == reverse("four_eyes:act", args=[act.pk])
    assert holds_duty(cast.chloe, "register")
    with pytest.raises(Refused, match="This concerns you"):
        confirm(act, by=cast.chloe)
    confirm(act, by=cast.hugo)
    assert not holds_duty(cast.chloe, "register")
    duties.end_duty(hugos, by=cast.hugo)
    assert not holds_duty(cast.hugo, "register")


def test_the_last_secretariat_stays(cast, keeper):
    with pytest.raises(Refused, match="Nobody else keeps the secretariat"):
        duties.end_duty(cast.farid.duties.get(), by=cast.farid)
    Duty.objects.create(member=cast.hugo, kind="secretariat", from_on=cast.today, until_on=cast.today + DAY)
    duties.end_duty(cast.farid.duties.get(), by=cast.farid)
    assert not holds_duty(cast.farid, "secretariat")


def test_the_first_comes_from_the_command_line_and_only_until_there_are_two(cast):
    with pytest.raises(Refused, match="Only the command line"):
        duties.entrust_first(cast.greta, by=cast.greta, kind="secretariat", until_on=cast.today + DAY)
    Duty.objects.all().delete()
    for person in (cast.zoe, cast.hugo):
        duties.entrust_first(person, by=None, kind="secretariat", until_on=cast.today + DAY)
    assert holds_duty(cast.zoe, "secretariat")
    with pytest.raises(Refused, match="Two people hold"):
        duties.entrust_first(cast.awa, by=None, kind="secretariat", until_on=cast.today + DAY)
    entries = Entry.objects.visible_to(AnonymousUser()).select_related("details")
    public = [sentence_of(entry) for entry in entries]
    assert public == ["From the machine’s command line, a duty for the whole of Estran was entrusted: secretariat"] * 2
