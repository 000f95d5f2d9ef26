"""Whoever signed up by themselves under another address opens their invitation while signed in: they are one person."""

import io
import json
import re
import zipfile

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from palabre.commons.notices.deliver import deliver_some
from palabre.commons.notices.models import Notice
from palabre.commons.trail.models import Entry
from palabre.commons.trail.verbs import Why
from palabre.core import clock
from palabre.core.verdict import Refused
from palabre.governance.models import Body, Mandate
from palabre.people.models import Audience, Belonging, Duty, Entity, Inscription, Member, MemberNumber
from palabre.privacy.erasing import erase
from palabre.privacy.packing import pack
from palabre.register.actions.invitations import invite, withdraw_invitation
from palabre.register.actions.joining import join_account
from palabre.register.batches import Batch, judged
from palabre.register.inviting import send_invitations
from palabre.register.links import invitation_of
from palabre.register.models import Invitation
from palabre.register.queries.people import myself, person

SAID = ("entity", "college", "branch", "status", "shares", "from_on", "until_on")


@pytest.fixture(autouse=True)
def _empty_counters():
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def ines(cast):
    """Whom a file of members brought in, with a number. Zoe is the same person, and signed up by herself."""
    Member.objects.filter(pk=cast.zoe.pk).update(language="en")
    cast.zoe.refresh_from_db()
    ines = Member.objects.create_user("ines@work.example", None, name="Ines Moreau", language="en")
    Belonging.objects.create(
        member=ines, entity=cast.france, college=cast.college, branch=cast.rennes, from_on=cast.today, shares=3
    )
    written = Inscription.objects.create(by=cast.farid, reason="The file of June")
    MemberNumber.objects.create(entity=cast.france, member=ines, number="4711", inscription=written)
    return ines


def mailed(cast, ines):
    invite(ines.belongings.in_force().get(), by=cast.farid)
    send_invitations()
    return re.search(r"/invitation/([\w-]+)/", mail.outbox[-1].body)[1]


def handed(cast, ines):
    return invite(ines.belongings.in_force().get(), by=cast.farid, hand_over=True)[1]


def place(secret, name="invited"):
    return reverse(f"register:{name}", args=[secret])


def of(member):
    return list(Belonging.objects.in_force().filter(member=member).values_list(*SAID))


def test_whoever_is_signed_in_without_a_line_joins_their_account_to_it(client, cast, ines):
    secret, line = mailed(cast, ines), of(ines)
    signed_out = client.get(place(secret)).content.decode()
    assert f'/accounts/login/?next={place(secret).replace("/", "%2F")}"' in signed_out
    client.force_login(cast.zoe)
    shown = client.get(place(secret)).content.decode()
    assert "You are signed in as Zoe" in shown
    assert "Join this account to the line of Ines Moreau" in shown
    assert "ines@work.example" not in shown
    assert of(cast.zoe) == [], "looking at it writes nothing"

    answer = client.post(place(secret, "invited_joining"))

    assert (answer.status_code, answer["Location"]) == (303, reverse("register:mine"))
    assert (of(cast.zoe), of(ines)) == (line, [])
    assert cast.zoe.belongs()
    assert MemberNumber.objects.get(withdrawn_at=None).member == cast.zoe
    mine = client.get(reverse("register:mine")).content.decode()
    assert "4711" in mine
    assert "under another address" in mine, "why the line was written"
    assert client.get(place(secret)).status_code == 410
    ines.refresh_from_db()
    assert (ines.is_active, ines.email.endswith("@joined.invalid")) == (False, True)


def test_both_lines_stay_in_the_register_and_the_person_reads_them(cast, ines):
    before, lines = ines.belongings.get(), len(person(cast.farid, ines.pk).lines)
    join_account(mailed(cast, ines), by=cast.zoe)
    told = [each.pk for each in myself(cast.zoe).lines]
    assert (
        told == [each.pk for each in person(cast.farid, cast.zoe.pk).lines] == [before.replaced_by.get().pk, before.pk]
    )
    assert before.replaced_by.get().inscription.by == cast.farid, "nobody writes their own line"
    assert len(person(cast.farid, ines.pk).lines) == lines
    assert Belonging.objects.on(cast.today).filter(member__in=[ines, cast.zoe]).count() == 1, "one voice"


def test_an_account_with_a_line_is_refused_with_a_sentence(client, cast, ines):
    secret = mailed(cast, ines)
    client.force_login(cast.awa)
    refused = client.post(place(secret, "invited_joining"))
    assert refused.status_code == 403
    assert "Your account has a line in the register already." in refused.content.decode()
    assert "Join this account" not in client.get(place(secret)).content.decode()
    assert invitation_of(secret) is not None
    Belonging.objects.filter(member=cast.awa).replace(until_on=cast.today)
    with pytest.raises(Refused, match="has a line"):
        join_account(secret, by=cast.awa)


def test_a_link_that_opens_nothing_joins_nothing(client, cast, ines, move_clock):
    client.force_login(cast.zoe)
    gone = {"unknown": "x" * 43, "withdrawn": mailed(cast, ines)}
    withdraw_invitation(Invitation.objects.get(), by=cast.farid)
    gone["opened"] = mailed(cast, ines)
    Member.objects.filter(pk=ines.pk).update(last_login=clock.now())
    answers = {name: client.post(place(secret, "invited_joining")) for name, secret in gone.items()}
    Member.objects.filter(pk=ines.pk).update(last_login=None)
    over = mailed(cast, ines)
    move_clock(days=31)
    client.force_login(cast.zoe)
    answers["over"] = client.post(place(over, "invited_joining"))
    assert {name: answer.status_code for name, answer in answers.items()} == dict.fromkeys(answers, 410)
    assert of(cast.zoe) == []


def test_signed_out_one_joins_nothing(cast, ines):
    secret = mailed(cast, ines)
    assert Client().post(place(secret, "invited_joining")).status_code == 403
    assert invitation_of(secret) is not None


@pytest.mark.parametrize("what", ["duty", "mandate"])
def test_what_was_entrusted_to_the_person_of_the_line_stands_in_the_way(cast, ines, what):
    days = {"from_on": cast.today, "until_on": cast.today}
    if what == "duty":
        Duty.objects.create(member=ines, kind=Duty.Kind.REGISTER, **days)
    else:
        board = Body.objects.create(name="The board", audience=Audience.wide("public"))
        Mandate.objects.create(body=board, holder=ines, **days)
    with pytest.raises(Refused, match="entrusted to this person"):
        join_account(mailed(cast, ines), by=cast.zoe)
    assert of(cast.zoe) == []


def test_a_file_finds_them_by_the_address_the_link_was_mailed_to(cast, ines):
    batch = Batch([{"email": "ines@work.example", "shares": "5"}], cast.today, "payroll")

    def found():
        return judged(cast.france, batch, by=cast.farid)[1][0].member_id

    assert found() == ines.pk
    join_account(mailed(cast, ines), by=cast.zoe)
    assert found() == cast.zoe.pk
    address = EmailAddress.objects.get(user=cast.zoe, email="ines@work.example")
    assert (address.verified, address.primary) == (True, False)


def test_a_link_handed_over_shows_no_address(cast, ines):
    join_account(handed(cast, ines), by=cast.zoe)
    assert of(cast.zoe) != []
    assert not EmailAddress.objects.filter(email="ines@work.example").exists()


def test_who_keeps_the_line_is_told_and_the_address_the_register_knew(cast, ines, django_capture_on_commit_callbacks):
    secret = mailed(cast, ines)
    with django_capture_on_commit_callbacks(execute=True):
        join_account(secret, by=cast.zoe)
    assert (mail.outbox[-1].to, mail.outbox[-1].subject) == (
        ["ines@work.example"], "Estran: your account was joined to the register",
    )  # fmt: skip
    while deliver_some():
        pass
    entry = Entry.objects.select_related("details").get(verb="register.account_joined")
    assert set(Notice.objects.filter(entry=entry).values_list("member", "why")) == {(cast.farid.pk, Why.REGISTER)}
    assert entry.details.facts.keys() == {"invitation", "lines", "row"}
    farid = Client()
    farid.force_login(cast.farid)
    assert "Zoe used an invitation" in farid.get(reverse("notices:notices")).content.decode()


def test_another_link_of_the_same_person_opens_nothing_any_more(cast, ines):
    """Of another legal entity, too, whose line went along."""
    belgique = Entity.objects.create(name="Estran Belgique", country="BE")
    college = belgique.colleges.create(name="Members", weight_percent=100)
    there = Belonging.objects.create(
        member=ines, entity=belgique, college=college, branch=cast.rennes, from_on=cast.today
    )
    other = invite(there, by=cast.farid, hand_over=True)[1]
    first = invite(ines.belongings.get(entity=cast.france), by=cast.farid, hand_over=True)[1]
    join_account(first, by=cast.zoe)
    assert invitation_of(other) is None
    assert not Invitation.objects.waiting().exists(), "nor does a list say so"
    assert {line[0] for line in of(cast.zoe)} == {cast.france.pk, belgique.pk}


def test_an_erasure_and_the_file_of_my_data_find_the_row_of_before(cast, ines):
    join_account(mailed(cast, ines), by=cast.zoe)
    file = io.BytesIO()
    pack(cast.zoe, file)
    told = json.loads(zipfile.ZipFile(file).read("data.json"))
    lines = next(each for each in told["held"] if each["key"] == "people.belongings")["rows"][0]["rows"]
    assert [line["replaced_at"] is None for line in lines] == [True, False]
    erase(cast.zoe, words="kept", at=clock.now())
    ines.refresh_from_db()
    assert ines.name == Member.objects.get(pk=cast.zoe.pk).name != "Ines Moreau"
    assert not Invitation.objects.filter(member=ines).exists()
