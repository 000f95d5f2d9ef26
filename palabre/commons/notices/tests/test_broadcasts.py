"""Messages of the cooperative to many."""

import random
from datetime import timedelta
from smtplib import SMTPRecipientsRefused

import pytest
from django.core import mail as outbox
from django.core.mail.backends.locmem import EmailBackend
from django.db import connection
from django.test.utils import CaptureQueriesContext

from palabre.commons.notices.actions.broadcasts import (
    begin_broadcast,
    change_broadcast,
    discard_broadcast,
    send_broadcast,
    try_broadcast,
)
from palabre.commons.notices.broadcasts import listing
from palabre.commons.notices.broadcasts import mails as broadcast_mail
from palabre.commons.notices.broadcasts.listing import list_some
from palabre.commons.notices.broadcasts.mails import mail_messages
from palabre.commons.notices.broadcasts.news import unread_count
from palabre.commons.notices.broadcasts.proof import as_csv, proof_of
from palabre.commons.notices.deliver import deliver_some
from palabre.commons.notices.mailing import mail
from palabre.commons.notices.mailing.mail import mail_some
from palabre.commons.notices.models import Broadcast, BroadcastMail, Notice, Rhythm, Sent
from palabre.commons.notices.preferences import choose_rhythm, mark_news_read, set_pace
from palabre.core import clock
from palabre.core.verdict import Refused
from palabre.people.models import Belonging, Branch, Member

State = BroadcastMail.State
MEMBERS = ("awa", "bruno", "chloe", "driss", "edwige", "farid", "hugo")


@pytest.fixture
def write(cast):
    """``write(legal=True)``: a draft of Farid's to everyone; ``write.sent()``: sent."""
    Member.objects.update(language="en")

    def write(circle="members", circle_id=None, legal=False, title="The assembly", text="Come.\n\nAll of you."):
        return begin_broadcast(by=cast.farid, circle=circle, circle_id=circle_id, title=title, text=text, legal=legal)

    def sent(**said):
        draft = write(**said)
        return send_broadcast(draft, by=cast.farid, seen=draft.changed_at.isoformat())

    write.sent = sent
    return write


def states(broadcast):
    rows = BroadcastMail.objects.filter(broadcast=broadcast).select_related("member")
    return {mail.member.name.lower().replace("é", "e"): State(mail.state) for mail in rows}


def test_it_is_one_row_and_everyone_it_is_for_finds_it_on_their_page(client, cast, write, django_assert_num_queries):
    write.sent()
    assert (Broadcast.objects.count(), Notice.objects.count(), BroadcastMail.objects.count()) == (1, 0, 0)
    client.force_login(cast.awa)
    assert "The assembly" in client.get("/notices/").content.decode()
    assert unread_count(cast.awa) == 1
    Rhythm.objects.update_or_create(member=cast.awa, defaults={"news_read_at": clock.now()})
    with django_assert_num_queries(1):
        assert unread_count(cast.awa) == 0
    client.force_login(cast.zoe)
    assert "The assembly" not in client.get("/notices/").content.decode()


def test_told_is_who_belonged_that_day_not_who_joins_or_leaves_later(cast, write):
    sent = write.sent()
    Belonging.objects.filter(member=cast.awa).replace(until_on=cast.today - timedelta(days=30))
    line = Belonging.objects.filter(member=cast.bruno).first()
    Belonging.objects.create(**line.said() | {"member": cast.zoe, "from_on": cast.today - timedelta(days=9)})

    assert Broadcast.objects.told_to(cast.awa).get() == sent
    assert not Broadcast.objects.told_to(cast.zoe).exists()
    assert listing.how_many(sent) == len(MEMBERS)


def test_a_branch_an_entity_and_a_body_have_their_own_readers(cast, write, board):
    namur = Branch.objects.create(name="Namur", entity=cast.france)
    Belonging.objects.filter(member=cast.awa).replace(branch=namur)
    to = {
        "branch": write.sent(circle="branch", circle_id=namur.pk),
        "entity": write.sent(circle="entity", circle_id=cast.france.pk),
        "body": write.sent(circle="body", circle_id=board.body.pk),
    }
    while list_some():
        pass
    assert {kind: set(states(sent)) for kind, sent in to.items()} == {
        "branch": {"awa"},
        "entity": set(MEMBERS),
        "body": {"chloe", "farid"},
    }
    for kind, sent in to.items():
        told = {name for name in MEMBERS if Broadcast.objects.told_to(getattr(cast, name)).filter(pk=sent.pk)}
        assert told == set(states(sent)), kind


def test_only_the_secretariat_writes_and_only_what_was_read_is_sent(cast, write):
    with pytest.raises(Refused, match="secretariat"):
        begin_broadcast(by=cast.awa, circle="members", circle_id=None, title="x", text="x", legal=False)
    draft = write()
    seen = draft.changed_at.isoformat()
    change_broadcast(draft, by=cast.farid, circle="members", circle_id=None, title="y", text="y", legal=False)
    with pytest.raises(Refused, match="meanwhile"):
        send_broadcast(draft, by=cast.farid, seen=seen)
    draft.refresh_from_db()
    once = send_broadcast(draft, by=cast.farid, seen=draft.changed_at.isoformat())
    twice = send_broadcast(draft, by=cast.farid, seen=seen)
    assert once.sent_at == twice.sent_at
    with pytest.raises(Refused, match="stays as it is"):
        discard_broadcast(draft, by=cast.farid)


def test_a_trial_goes_to_its_writer_alone_and_says_so(cast, write):
    draft = write(legal=True)
    try_broadcast(draft, by=cast.farid)
    try_broadcast(draft, by=cast.farid)
    assert (mail_messages(), mail_messages()) == (1, 0)
    (sent,) = outbox.outbox
    assert sent.to == ["farid@example.org"]
    assert "a trial of a message" in sent.body


def test_what_the_law_owes_is_mailed_to_each_once_whatever_they_chose(cast, write):
    set_pace(cast.awa, "never")
    choose_rhythm(cast.bruno, budget=1)
    Sent.objects.create(member=cast.bruno)
    Member.objects.filter(pk=cast.hugo.pk).update(is_active=False)
    sent = write.sent(legal=True)
    while list_some(3):
        pass
    assert mail_messages() == 6
    assert (mail_messages(), mail_some()) == (0, 0)

    assert {name: state for name, state in states(sent).items() if state != State.SENT} == {"hugo": State.CLOSED}
    letter = next(letter for letter in outbox.outbox if letter.to == ["awa@example.org"])
    assert letter.subject == "Estran: The assembly"
    assert "whatever you chose" in letter.body
    assert "List-Unsubscribe" not in letter.message()


def test_an_ordinary_one_comes_with_the_news_at_the_hour_each_chose_and_within_their_budget(
    cast, write, happen, why, later
):
    set_pace(cast.awa, "soon")
    set_pace(cast.bruno, "never")
    choose_rhythm(cast.chloe, pace="soon", budget=1)
    Sent.objects.create(member=cast.chloe)
    sent = write.sent()
    while list_some():
        pass
    assert mail_some() == 1  # Awa; Chloé had the one mail of her month, the others wait for the morning
    assert states(sent)["bruno"] == State.WISH
    assert states(sent)["chloe"] == State.OWED
    mark_news_read(cast.driss, sent)
    set_pace(cast.edwige, "never")
    later(days=1)
    assert mail_some() == 2  # Farid, Hugo
    later(days=31)
    assert mail_some() == 1
    assert {name: state for name, state in states(sent).items() if state != State.SENT} == {
        "bruno": State.WISH,
        "driss": State.READ,
        "edwige": State.WISH,
    }
    assert "The assembly" in outbox.outbox[0].body
    assert outbox.outbox[0].message()["List-Unsubscribe"]


def test_it_shares_one_mail_with_what_else_is_new(cast, write, happen, why):
    set_pace(cast.awa, "soon")
    happen(cast.bruno, (cast.awa, why.owner))
    deliver_some()
    write.sent()
    while list_some():
        pass
    assert mail_some() == 1
    assert outbox.outbox[0].subject == "Estran: news on 2 subjects"
    assert outbox.outbox[0].body.index("The assembly") < outbox.outbox[0].body.index("moved the tree")


def test_an_address_refused_for_good_is_refused_and_one_that_is_busy_is_tried_again(cast, write, monkeypatch, later):
    sent = write.sent(legal=True)
    list_some()
    real = EmailBackend.send_messages
    codes = {"awa@example.org": 550, "bruno@example.org": 451}

    def send(self, messages):
        if code := codes.get(messages[0].to[0]):
            raise SMTPRecipientsRefused({messages[0].to[0]: (code, b"no")})
        return real(self, messages)

    with monkeypatch.context() as patched:
        patched.setattr(EmailBackend, "send_messages", send)
        assert mail_messages() == 5
    assert (states(sent)["awa"], states(sent)["bruno"]) == (State.REFUSED, State.OWED)
    later(minutes=11)
    assert mail_messages() == 1


def killed():
    raise KeyboardInterrupt


def test_a_crash_between_batches_loses_nobody_and_doubles_one_mail_at_most(cast, write, monkeypatch, later):
    sent, made = write.sent(legal=True), listing._mails
    list_some(2)
    with monkeypatch.context() as patched:
        patched.setattr(listing, "_mails", lambda broadcast, members: [*made(broadcast, members), killed()])
        with pytest.raises(KeyboardInterrupt):
            list_some(2)
    while list_some(2):
        pass
    assert BroadcastMail.objects.count() == len(MEMBERS)

    real = EmailBackend.send_messages
    with monkeypatch.context() as patched:
        patched.setattr(
            EmailBackend,
            "send_messages",
            lambda self, mails: (real(self, mails) and len(outbox.outbox) < 3) or killed(),
        )
        with pytest.raises(KeyboardInterrupt):
            mail_messages()
    later(minutes=11)
    while mail_messages():
        pass
    to = [letter.to[0] for letter in outbox.outbox]
    assert len(set(to)) == len(MEMBERS)
    assert len(to) == len(MEMBERS) + 1
    assert proof_of(sent).rows == [("mailed to them", len(MEMBERS))]


def test_two_workers_do_not_claim_the_same_mail(cast, write):
    write.sent(legal=True)
    list_some()
    first, second = broadcast_mail._claim(4), broadcast_mail._claim(10)
    assert {mail.pk for mail in first} & {mail.pk for mail in second} == set()
    assert len(first) + len(second) == len(MEMBERS)


@pytest.mark.parametrize("seed", range(6))
def test_the_proof_adds_up_to_the_register_whatever_happens(cast, write, monkeypatch, later, seed):
    chance = random.Random(seed)
    people = [getattr(cast, name) for name in MEMBERS]
    real = EmailBackend.send_messages

    def send(self, messages):
        if chance.random() < 0.4:
            raise SMTPRecipientsRefused({messages[0].to[0]: (chance.choice([450, 550]), b"no")})
        return real(self, messages)

    monkeypatch.setattr(EmailBackend, "send_messages", send)
    sent = write.sent(legal=chance.random() < 0.5)
    deeds = [
        lambda: list_some(chance.randint(1, 4)),
        lambda: (mail_some(), mail_messages()),
        lambda: set_pace(chance.choice(people), chance.choice(["never", "soon", "daily", "weekly"])),
        lambda: mark_news_read(chance.choice(people), sent),
        lambda: Member.objects.filter(pk=chance.choice(people).pk).update(is_active=chance.random() < 0.5),
        lambda: Belonging.objects.filter(member=chance.choice(people)).replace(until_on=clock.today()),
        lambda: later(hours=chance.randint(1, 60)),
    ]
    for _ in range(25):
        chance.choice(deeds)()
        proof = proof_of(sent)
        assert proof.adds_up
        assert (proof.members, sum(count for _what, count in proof.rows)) == (len(MEMBERS), len(MEMBERS))
    while list_some():
        pass
    lines = "".join(as_csv(sent)).strip().splitlines()
    assert len(lines) == 1 + len(MEMBERS)
    assert "@" not in "".join(lines)


def test_a_proof_that_does_not_add_up_says_so(client, cast, write):
    sent = write.sent()
    while list_some():
        pass
    BroadcastMail.objects.filter(member=cast.awa).delete()
    client.force_login(cast.farid)
    assert "do not add up" in client.get(f"/notices/broadcasts/{sent.pk}/").content.decode()


def test_it_asks_as_often_for_one_as_for_many(cast, write, happen, why, at_once, steady_clock):
    asked = []
    for people in ([cast.bruno], [cast.awa, cast.chloe, cast.driss, cast.edwige]):
        write.sent()
        happen(cast.farid, *((member, why.owner) for member in people))
        deliver_some()
        with CaptureQueriesContext(connection) as listed:
            list_some(len(people))
        claimed = mail._claim([member.pk for member in people])
        with CaptureQueriesContext(connection) as queries:
            mail.gathered(claimed, legal=False)
        asked.append((len(listed), len(queries)))
        BroadcastMail.objects.all().delete()
        Broadcast.objects.update(listed_at=clock.now())
    assert asked[0] == asked[1]
