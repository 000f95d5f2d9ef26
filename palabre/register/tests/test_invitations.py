"""Invitations: one link opens one account, once, until a day; whoever keeps the register sees how it stands."""

import re

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from palabre.core.drawn_secrets import hash_of
from palabre.core.verdict import Refused
from palabre.people.models import Belonging, Branch, Duty, Member
from palabre.register.actions.invitations import invite, invite_everybody, open_account, withdraw_invitation
from palabre.register.inviting import send_invitations
from palabre.register.links import invitation_of
from palabre.register.models import Invitation, InvitationRound
from palabre.register.queries.invitations import invitations_of, sums_of

PASSWORD = "une parole et sa preuve"


@pytest.fixture(autouse=True)
def _empty_counters():
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def newcomers(cast):
    """Three people whom a file of members brought in: no password, never signed in."""
    people = [Member.objects.create_user(f"new{n}@example.org", None, name=f"New {n}", language="en") for n in range(3)]
    for member in people:
        Belonging.objects.create(
            member=member, entity=cast.france, college=cast.college, branch=cast.rennes, from_on=cast.today
        )
    return people


@pytest.fixture
def ines(newcomers):
    return newcomers[0]


def link_in(message):
    return re.search(r"/invitation/([\w-]+)/", message.body)[1]


def mailed(cast, member):
    """Invited by Farid, mailed by the worker: the secret of the link."""
    invite(member.belongings.get(), by=cast.farid)
    assert send_invitations() == 1
    return link_in(mail.outbox[-1])


def handed(cast, member):
    return invite(member.belongings.get(), by=cast.farid, hand_over=True)[1]


def place(secret):
    return reverse("register:invited", args=[secret])


def bare(answer):
    text = re.sub(r'(csrfmiddlewaretoken" value="|X-CSRFToken": "|nonce=")[^"]+', "", answer.content.decode())
    return answer.status_code, text


def test_whoever_is_invited_opens_their_account_and_is_asked_what_they_wish(client, cast, ines):
    secret = mailed(cast, ines)
    assert (mail.outbox[-1].to, mail.outbox[-1].subject) == (["new0@example.org"], "Estran: open your account")
    shown = client.get(place(secret)).content.decode()
    assert "This link is for New 0, who belongs to Estran France" in shown
    assert "new0@example.org" not in shown

    answer = client.post(place(secret), {"way": "password", "password": PASSWORD})

    assert (answer.status_code, answer["Location"]) == (302, reverse("wishes:wishes"))
    assert client.get(answer["Location"]).status_code == 200
    ines.refresh_from_db()
    assert ines.check_password(PASSWORD)
    assert EmailAddress.objects.get(user=ines).verified
    assert Member.objects.filter(name="New 0").count() == 1
    assert Invitation.objects.get().accepted_at is not None


def test_only_a_hash_of_the_link_is_kept(cast, ines):
    secret = mailed(cast, ines)
    kept = Invitation.objects.values().get()
    assert secret not in str(kept)
    assert kept["sha256"] == hash_of(secret)


def test_opened_without_a_password_one_signs_in_by_code(client, cast, ines):
    client.post(place(mailed(cast, ines)), {"way": "code"})
    other = Client()
    answer = other.post(reverse("account_request_login_code"), {"email": ines.email})
    code = re.search(r"^([A-Z]{4}-[A-Z]{4})$", mail.outbox[-1].body, re.MULTILINE)[1]
    assert other.post(answer["Location"], {"code": code}).status_code == 302
    assert other.get(reverse("membership:me")).status_code == 200


def test_whoever_wants_a_passkey_is_led_to_make_one(client, cast, ines):
    answer = client.post(place(mailed(cast, ines)), {"way": "passkey"})
    assert answer["Location"] == reverse("mfa_add_webauthn")
    assert client.get(answer["Location"]).status_code == 200, "asked for a password, where there is none"


def test_looking_at_the_link_uses_nothing(client, cast, ines):
    secret = mailed(cast, ines)
    for _ in range(3):
        assert client.head(place(secret)).status_code == client.get(place(secret)).status_code == 200
    assert invitation_of(secret) is not None


def test_links_that_open_nothing_answer_alike(client, cast, newcomers, move_clock):
    ines, lotte, paul = newcomers
    used, withdrawn, over = mailed(cast, ines), mailed(cast, lotte), mailed(cast, paul)
    open_account(used, by=Client().get("/").wsgi_request.user)
    withdraw_invitation(lotte.invitations.get(), by=cast.farid)
    answers = {}
    for name, secret in {"used": used, "withdrawn": withdrawn, "unknown": "x" * 43}.items():
        answers[name] = [bare(client.get(place(secret))), bare(client.post(place(secret), {"way": "code"}))]
    assert bare(client.get(place(over)))[0] == 200
    move_clock(days=31)
    answers["over"] = [bare(client.get(place(over))), bare(client.post(place(over), {"way": "code"}))]
    answers["unknown then"] = [bare(client.get(place("x" * 43)))] * 2
    assert {answer[0] for pair in answers.values() for answer in pair} == {410}
    assert answers["used"] == answers["withdrawn"] == answers["unknown"]
    assert answers["over"] == answers["unknown then"]
    assert "ask whoever keeps the register" in answers["used"][0][1]


def test_a_password_that_does_not_do_is_said_and_uses_nothing(client, cast, ines):
    secret = mailed(cast, ines)
    for password, sentence in (("", "Choose a password"), ("court", "too short")):
        answer = client.post(place(secret), {"way": "password", "password": password})
        assert (answer.status_code, sentence in answer.content.decode()) == (422, True)
    assert invitation_of(secret) is not None


def test_sent_again_the_first_link_opens_nothing(cast, ines):
    first, second = mailed(cast, ines), mailed(cast, ines)
    assert (invitation_of(first), invitation_of(second) is not None) == (None, True)
    mailed(cast, ines)
    with pytest.raises(Refused, match="invited several times today"):
        invite(ines.belongings.get(), by=cast.farid)


def test_a_link_handed_over_is_mailed_to_an_address_and_then_opens_the_account(
    client, cast, ines, django_capture_on_commit_callbacks
):
    secret = handed(cast, ines)
    assert send_invitations() == 0
    answer = client.post(place(secret), {"address": "Ines@Elsewhere.example"})
    assert (answer.status_code, answer["Location"]) == (303, reverse("register:invited_mailed"))
    assert client.get(answer["Location"]).status_code == 200
    ines.refresh_from_db()
    assert ines.email == "new0@example.org", "an address that was only typed is nobody's yet"
    send_invitations()
    assert mail.outbox[-1].to == ["ines@elsewhere.example"]
    with django_capture_on_commit_callbacks(execute=True):
        client.post(place(link_in(mail.outbox[-1])), {"way": "code"})
    ines.refresh_from_db()
    told = mail.outbox[-1]
    assert (told.to, told.subject) == (["new0@example.org"], "Estran: your account was opened with another address")
    assert (ines.email, Member.objects.filter(name="New 0").count()) == ("ines@elsewhere.example", 1)
    assert invitation_of(secret) is None


def test_a_taken_address_answers_like_a_free_one_and_the_mail_says_the_rest(client, cast, ines):
    secret = handed(cast, ines)
    answers = [client.post(place(secret), {"address": address}) for address in (cast.awa.email, "free@example.org")]
    assert answers[0]["Location"] == answers[1]["Location"]
    withdrawn = Invitation.objects.get(address=cast.awa.email)
    Invitation.objects.filter(pk=withdrawn.pk).update(withdrawn_at=None)  # both are mailed, not only the last
    send_invitations()
    to_awa, to_free = sorted(mail.outbox, key=lambda message: message.to)
    assert (to_awa.to, to_awa.subject) == ([cast.awa.email], "Estran: you have an account already")
    assert "/invitation/" not in to_awa.body
    assert "/invitation/" in to_free.body


def test_a_link_handed_over_cannot_send_mails_without_end(cast, ines):
    secret, client = handed(cast, ines), Client(raise_request_exception=False)
    answers = [client.post(place(secret), {"address": f"n{n}@example.org"}).status_code for n in range(6)]
    assert answers == [303] * 5 + [429]


def test_whoever_signed_in_by_themselves_meanwhile_has_no_use_for_the_link(client, cast, ines):
    secret = mailed(cast, ines)
    client.force_login(ines)
    client.logout()
    assert client.get(place(secret)).status_code == 410


def test_somebody_signed_in_opens_no_other_account(client, cast, ines):
    secret = mailed(cast, ines)
    client.force_login(cast.awa)
    assert "Your account has a line in the register already" in client.get(place(secret)).content.decode()
    client.post(place(secret), {"way": "code"})
    assert invitation_of(secret) is not None


def test_everybody_is_invited_once_some_at_a_time(client, cast, newcomers, monkeypatch):
    monkeypatch.setattr("palabre.register.inviting.AT_ONCE", 2)
    mailed(cast, newcomers[0])
    client.force_login(cast.farid)
    assert client.post(reverse("register:everybody", args=[cast.france.pk])).status_code == 303
    assert not Invitation.objects.filter(of_round__isnull=False).exists(), "the request itself mails nobody"
    with pytest.raises(Refused, match="being invited already"):
        invite_everybody(cast.france, by=cast.farid)
    assert [send_invitations() for _ in range(3)] == [2, 0, 0]
    assert sorted(message.to[0] for message in mail.outbox) == [f"new{n}@example.org" for n in range(3)]
    assert InvitationRound.objects.get().done_at is not None
    shown = client.get(reverse("register:invitations", args=[cast.france.pk])).content.decode()
    assert "3 have not opened their account" in shown
    invite_everybody(cast.france, by=cast.farid)
    assert [send_invitations() for _ in range(2)] == [0, 0], "whoever has a link that opens is left out"


def test_a_mail_that_fails_is_tried_again_and_never_twice(cast, ines, monkeypatch, move_clock):
    invite(ines.belongings.get(), by=cast.farid)
    with monkeypatch.context() as broken:
        broken.setattr("django.core.mail.EmailMessage.send", lambda self: 1 / 0)
        assert send_invitations() == 0
    assert send_invitations() == 0, "it waits"
    move_clock(minutes=11)
    assert (send_invitations(), send_invitations(), len(mail.outbox)) == (1, 0, 1)
    assert invitation_of(link_in(mail.outbox[0])) is not None


def test_the_list_says_how_each_stands(cast, newcomers, move_clock):
    used, _withdrawn, _over = (mailed(cast, member) for member in newcomers)
    open_account(used, by=Client().get("/").wsgi_request.user)
    withdraw_invitation(newcomers[1].invitations.get(), by=cast.farid)
    assert sums_of(cast.france).without == 2
    move_clock(days=31)
    counts = {key: count for key, _, count in sums_of(cast.france).states}
    assert counts == {"waiting": 0, "accepted": 1, "over": 1, "withdrawn": 1, "unsent": 0}
    assert [each.member.name for each in invitations_of(cast.france, "over")] == ["New 2"]


def test_a_branchs_keeper_invites_there_and_nowhere_else(client, cast, newcomers):
    lille = Branch.objects.create(name="Lille", entity=cast.france)
    Belonging.objects.filter(member=newcomers[0]).replace(branch=lille)
    days = {"from_on": cast.today, "until_on": cast.today}
    Duty.objects.create(member=cast.bruno, kind=Duty.Kind.REGISTER, branch=lille, **days)
    client.force_login(cast.bruno)
    lines = [member.belongings.in_force().get() for member in newcomers[:2]]
    asked = [client.post(reverse("register:invitation", args=[line.pk])).status_code for line in lines]
    assert asked == [303, 404]
    assert client.post(reverse("register:everybody", args=[cast.france.pk])).status_code == 404
    withdrawal = reverse("register:invitation_withdrawal", args=[newcomers[0].invitations.get().pk])
    assert client.post(withdrawal).status_code == 303


def test_the_link_to_hand_over_is_shown_once(client, cast, ines):
    client.force_login(cast.farid)
    line = ines.belongings.get()
    answer = client.post(reverse("register:invitation", args=[line.pk]), {"how": "hand_over"})
    secret = re.search(r"/invitation/([\w-]+)/", answer.content.decode())[1]
    assert (answer.status_code, "no-store" in answer["Cache-Control"]) == (201, True)
    assert invitation_of(secret) is not None
    assert secret not in client.get(reverse("register:member", args=[ines.pk])).content.decode()
