"""Lines of the register: corrected with a reason, ended, and never overwritten."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.urls import reverse

from palabre.commons.trail import append_only
from palabre.commons.trail.models import Entry
from palabre.core import clock
from palabre.core.verdict import Refused
from palabre.people.models import (
    Audience,
    Belonging,
    Branch,
    College,
    Cooperative,
    Duty,
    Entity,
    Inscription,
    Member,
    MemberNumber,
    Status,
    weights_on,
)
from palabre.register.actions.belongings import correct_belonging, end_belonging, number_member, open_belonging
from palabre.register.actions.leaving import close_accounts_of_leavers
from palabre.register.actions.vocabulary import name_status, weigh_college

DAY = timedelta(days=1)


@pytest.fixture
def line(cast):
    return cast.awa.belongings.get()


@pytest.fixture
def belgium(cast):
    entity = Entity.objects.create(name="Estran Belgique", country="BE")
    college = College.objects.create(name="Members", entity=entity, weight_percent=60)
    return college, Branch.objects.create(name="Gand", entity=entity)


def test_a_correction_is_a_new_line_and_the_one_before_says_who_when_and_why(cast, line):
    lille = Branch.objects.create(name="Lille", entity=cast.france)
    fresh = correct_belonging(line, by=cast.farid, branch=lille, reason="She works in Lille.")

    line.refresh_from_db()
    assert (line.branch, fresh.branch, fresh.replaces) == (cast.rennes, lille, line)
    assert line.replaced_at == fresh.recorded_at
    assert (fresh.inscription.by, fresh.inscription.reason) == (cast.farid, "She works in Lille.")
    assert cast.awa.belongings.in_force().get() == fresh
    entry = Entry.objects.get(verb="register.belonging_corrected")
    assert set(Entry.objects.visible_to(cast.awa)) == {entry}
    assert not Entry.objects.visible_to(cast.edwige).exists()


def test_saying_the_same_writes_nothing(cast, line):
    assert correct_belonging(line, by=cast.farid, reason="Again", shares=1) == line
    assert (Belonging.objects.filter(member=cast.awa).count(), Entry.objects.count()) == (1, 0)


def test_who_could_vote_on_a_day_follows_corrections_and_what_was_known_then_does_not(cast, line, move_clock):
    june = cast.today - 100 * DAY
    then = clock.now() + timedelta(hours=1)
    move_clock(days=2)
    correct_belonging(line, by=cast.farid, from_on=cast.today - 50 * DAY, reason="The contract began later.")

    voters = set(Belonging.objects.voting_on(june).values_list("member__name", flat=True))
    assert voters == {"Bruno", "Chloé", "Driss", "Edwige", "Farid", "Hugo"}
    known = set(Belonging.objects.voting_on(june, known_at=then).values_list("member__name", flat=True))
    assert known == voters | {"Awa"}


def test_a_person_has_several_belongings_and_a_status_without_a_vote_gives_none(cast, belgium, line):
    college, gand = belgium
    trial = Status.objects.create(entity=college.entity, name="on trial", votes=False)
    terms = {"college": college, "branch": gand, "status": trial, "shares": 3, "reason": "Two contracts."}
    second = open_belonging(cast.awa, by=cast.farid, from_on=cast.today, **terms)

    assert set(cast.awa.belongings.on(cast.today)) == {line, second}
    assert set(cast.awa.belongings.voting_on(cast.today)) == {line}
    with pytest.raises(Refused, match="an open belonging to this legal entity already"):
        open_belonging(cast.awa, by=cast.farid, from_on=cast.today, **terms)


def test_the_database_refuses_whatever_is_no_stamp(cast, line):
    for change in (
        {"shares": 9},
        {"until_on": cast.today},
        {"from_on": cast.today},
        {"member": cast.edwige},
        {"recorded_at": clock.now()},
    ):
        with pytest.raises(DatabaseError, match=append_only.REFUSAL), transaction.atomic():
            Belonging.objects.filter(pk=line.pk).update(**change)
    with pytest.raises(DatabaseError, match=append_only.REFUSAL), transaction.atomic():
        line.delete()
    Belonging.objects.filter(pk=line.pk).update(replaced_at=clock.now())  # once
    for again in (None, clock.now() + DAY):
        with pytest.raises(DatabaseError, match=append_only.REFUSAL), transaction.atomic():
            Belonging.objects.filter(pk=line.pk).update(replaced_at=again)


def test_a_reason_may_be_emptied_and_never_rewritten(cast):
    told = Inscription.objects.create(by=cast.farid, reason="Typed wrong")
    with pytest.raises(DatabaseError, match=append_only.REFUSAL), transaction.atomic():
        Inscription.objects.update(reason="Another story")
    with pytest.raises(DatabaseError, match=append_only.REFUSAL), transaction.atomic():
        Inscription.objects.update(by=cast.awa)
    Inscription.objects.update(reason="")
    told.refresh_from_db()
    assert told.reason == ""


def test_the_triggers_of_the_register_are_among_those_that_check_looks_for(db):
    wanted = {name for name in append_only.names(connection) if name.startswith("people_belonging_kept")}
    assert wanted >= {"people_belonging_kept_update", "people_belonging_kept_delete"}
    assert append_only.missing(connection) == []


@pytest.mark.parametrize(
    ("who", "sentence"),
    [("awa", "Nobody writes their own line"), ("edwige", "You do not keep the register there")],
)
def test_who_may_not_correct(cast, line, who, sentence):
    if who == "awa":
        day = {"from_on": cast.today, "until_on": cast.today}
        Duty.objects.create(member=cast.awa, kind=Duty.Kind.REGISTER, branch=cast.rennes, **day)
    with pytest.raises(Refused, match=sentence):
        correct_belonging(line, by=getattr(cast, who), shares=2, reason="Because")


def test_a_branchs_keeper_corrects_there_and_moves_nobody_elsewhere(cast, line, belgium):
    _college, gand = belgium
    day = {"from_on": cast.today, "until_on": cast.today}
    Duty.objects.create(member=cast.bruno, kind=Duty.Kind.REGISTER, branch=cast.rennes, **day)
    fresh = correct_belonging(line, by=cast.bruno, shares=2, reason="Two shares.")
    with pytest.raises(Refused, match="You do not keep the register there"):
        correct_belonging(fresh, by=cast.bruno, branch=gand, reason="She moved.")
    with pytest.raises(Refused, match="replaced meanwhile"):
        correct_belonging(line, by=cast.bruno, shares=3, reason="An old tab.")


def test_the_reason_is_asked_for(cast, line):
    with pytest.raises(Refused, match="Please say why"):
        correct_belonging(line, by=cast.farid, shares=2, reason="  ")


def test_ending_the_last_belonging_ends_duties_and_closes_the_account_the_same_day(cast, client, line):
    Duty.objects.create(
        member=cast.awa, kind=Duty.Kind.REGISTER, from_on=cast.today - DAY, until_on=cast.today + 300 * DAY
    )
    client.force_login(cast.awa)
    assert client.get(reverse("membership:me")).status_code == 200
    end_belonging(line, by=cast.farid, last_day=cast.today - DAY, reason="She resigned.")

    assert not Audience.wide("members").lets_in(cast.awa)
    assert not cast.awa.duties.on(cast.today).exists()
    answer = client.get(reverse("membership:me"))
    assert (answer.status_code, answer.url) == (302, "/accounts/login/?next=/me/")
    assert Entry.objects.filter(verb="register.account_closed").count() == 1


def test_on_the_last_day_everything_is_still_open_and_the_worker_closes_it_the_day_after(
    cast, client, line, move_clock
):
    end_belonging(line, by=cast.farid, last_day=cast.today, reason="She retires.")
    client.force_login(cast.awa)
    assert close_accounts_of_leavers() == 0
    assert client.get(reverse("membership:me")).status_code == 200
    move_clock(days=1)
    assert (close_accounts_of_leavers(), close_accounts_of_leavers()) == (1, 0)
    assert client.get(reverse("membership:me")).status_code == 302
    assert set(Member.objects.filter(is_active=False)) == {cast.awa}


def test_where_accounts_stay_the_one_who_left_signs_in_and_has_no_voice(cast, client, line):
    Cooperative.objects.update(closes_accounts=False)
    end_belonging(line, by=cast.farid, last_day=cast.today - DAY, reason="She resigned.")
    client.force_login(cast.awa)
    assert close_accounts_of_leavers() == 0
    assert client.get(reverse("membership:me")).status_code == 200
    assert not Audience.wide("members").lets_in(cast.awa)


def test_whoever_comes_back_has_their_account_again_and_a_suspended_one_stays_closed(cast, line):
    end_belonging(line, by=cast.farid, last_day=cast.today - DAY, reason="She resigned.")
    Member.objects.filter(pk=cast.edwige.pk).update(is_active=False)
    terms = {"college": cast.college, "branch": cast.rennes, "status": None, "shares": 1, "from_on": cast.today}
    open_belonging(cast.awa, by=cast.farid, reason="She came back.", **terms)
    correct_belonging(cast.edwige.belongings.get(), by=cast.farid, shares=4, reason="Four shares.")
    assert set(Member.objects.filter(is_active=False)) == {cast.edwige}


def test_a_number_is_one_members_and_the_one_before_stays_written(cast, line):
    other = cast.edwige.belongings.get()
    number_member(line, by=cast.farid, number="4711", reason="From the payroll.")
    with pytest.raises(Refused, match="Somebody else has this number"):
        number_member(other, by=cast.farid, number="4711", reason="From the payroll.")
    number_member(line, by=cast.farid, number="4712", reason="It was somebody else’s.")
    number_member(other, by=cast.farid, number="4711", reason="Hers.")
    assert list(MemberNumber.objects.order_by("pk").values_list("number", "member__name")) == [
        ("4711", "Awa"), ("4712", "Awa"), ("4711", "Edwige"),
    ]  # fmt: skip
    with pytest.raises(IntegrityError), transaction.atomic():
        MemberNumber.objects.create(
            entity=cast.france, member=cast.hugo, number="4711", inscription=Inscription.objects.create()
        )


def test_a_college_weighs_what_was_decided_for_that_day(cast):
    terms = {"by": cast.farid, "reason": "Assembly of June."}
    weigh_college(cast.college, weight_percent=50, from_on=cast.today - 10 * DAY, **terms)
    weigh_college(cast.college, weight_percent=30, from_on=cast.today + 10 * DAY, **terms)
    weights = [weights_on(cast.today + days * DAY)[cast.college.pk] for days in (-11, -10, 0, 10)]
    assert weights == [40, 50, 50, 30]
    with pytest.raises(Refused, match="keep the register of Estran France"):
        weigh_college(cast.college, by=cast.awa, weight_percent=1, from_on=cast.today, reason="Mine")


def test_a_status_is_named_once(cast):
    name_status(cast.france, by=cast.farid, name="Partner", votes=True)
    with pytest.raises(Refused, match="of this name already"):
        name_status(cast.france, by=cast.farid, name="partner", votes=False)
