"""The mails that are owed."""

from contextlib import contextmanager
from datetime import timedelta
from smtplib import SMTPRecipientsRefused

import pytest
from django.core import mail as outbox
from django.core.mail.backends.locmem import EmailBackend

from palabre.commons.notices import queries
from palabre.commons.notices.deliver import deliver_some
from palabre.commons.notices.mailing import letters, mail, owed
from palabre.commons.notices.mailing.mail import mail_some
from palabre.commons.notices.models import Notice, Rhythm
from palabre.commons.notices.preferences import mark_read, mute
from palabre.core import clock
from palabre.people.models import Listed, Member

pytestmark = pytest.mark.usefixtures("at_once")


@contextmanager
def refused(monkeypatch, address=None, fault=None):
    """The mail server refuses this address (all of them when it is None)."""
    real = EmailBackend.send_messages

    def send(self, messages):
        if address is None or address in messages[0].to:
            raise fault or SMTPRecipientsRefused({address: (550, b"no such mailbox")})
        return real(self, messages)

    with monkeypatch.context() as patched:
        patched.setattr(EmailBackend, "send_messages", send)
        yield


def test_one_mail_says_everything_owed_grouped_by_subject_with_the_reasons(cast, happen, why, another):
    happen(cast.awa, (cast.bruno, why.owner))
    happen(cast.chloe, (cast.bruno, why.seat), subject=another)
    happen(cast.chloe, (cast.bruno, why.seat))
    deliver_some()

    assert mail_some() == 1
    assert mail_some() == 0

    (sent,) = outbox.outbox
    assert sent.to == ["bruno@example.org"]
    assert sent.subject == "Estran: news on 2 subjects"
    assert sent.body.count("\nRennes\n") == 1
    assert "Chloé moved the tree of Namur" in sent.body
    assert "http://127.0.0.1:8000/branches/" in sent.body
    assert "You are told because this was entrusted to you." in sent.body
    html = sent.alternatives[0].content
    assert "because you sit in the group" in html
    assert "<img" not in html
    assert not Notice.objects.filter(mailed_at=None).exists()


def test_a_mail_about_one_thing_carries_its_title_and_can_be_stopped_with_one_click(cast, happen, why, client):
    happen(cast.awa, (cast.bruno, why.owner))
    deliver_some()
    mail_some()

    (sent,) = outbox.outbox
    assert sent.subject == "Estran: Rennes"
    raw = sent.message()
    assert raw["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    address = raw["List-Unsubscribe"]
    assert address.startswith("<http://127.0.0.1:8000/notices/stop/")
    assert "=?" not in sent.message().as_string().split("List-Unsubscribe:")[1].split("\n")[0]

    answer = client.post(address[len("<http://127.0.0.1:8000") : -1], {"List-Unsubscribe": "One-Click"})

    assert answer.status_code == 200
    assert Rhythm.objects.get(member=cast.bruno).pace == "never"


def test_at_once_is_at_once_and_what_comes_right_after_shares_the_next_mail(cast, happen, why, later):
    happen(cast.awa, (cast.bruno, why.owner))
    deliver_some()
    assert mail_some() == 1

    happen(cast.awa, (cast.bruno, why.owner))
    deliver_some()
    later(minutes=4, seconds=50)
    assert mail_some() == 0
    happen(cast.awa, (cast.bruno, why.owner))
    deliver_some()
    later(seconds=15)
    assert mail_some() == 1
    assert outbox.outbox[-1].body.count("moved the tree") == 2


def test_a_clock_moved_back_leaves_nobody_waiting(cast, happen, why, later):
    happen(cast.awa, (cast.bruno, why.owner))
    deliver_some()
    later(days=30)
    assert mail_some() == 1
    happen(cast.awa, (cast.bruno, why.owner))
    deliver_some()

    later(days=-30)

    assert mail_some() == 1


def test_what_was_read_muted_or_closed_meanwhile_is_not_mailed(cast, happen, why, audiences):
    closed = audiences.listing("the board", cast.bruno)
    happen(cast.awa, (cast.bruno, why.owner), (cast.driss, why.owner), (cast.edwige, why.owner))
    happen(cast.awa, (cast.bruno, why.owner), audience=closed)
    deliver_some()
    mark_read(cast.driss, Notice.objects.filter(member=cast.driss).get().pk)
    mute(cast.edwige, "people.branch", cast.rennes.pk)
    Listed.objects.filter(audience=closed).delete()

    assert mail_some() == 1

    (sent,) = outbox.outbox
    assert sent.to == ["bruno@example.org"]
    assert sent.body.count("moved the tree") == 1
    assert not Notice.objects.filter(mailed_at=None).exists()


def test_a_refused_address_waits_longer_each_time_and_stops_nobody_else(cast, happen, why, monkeypatch, later):
    happen(cast.awa, (cast.bruno, why.owner), (cast.driss, why.owner))
    deliver_some()

    with refused(monkeypatch, "bruno@example.org"):
        assert mail_some() == 1
    assert [sent.to for sent in outbox.outbox] == [["driss@example.org"]]
    rhythm = Rhythm.objects.get(member=cast.bruno)
    assert (rhythm.failures, rhythm.not_before > clock.now() + timedelta(minutes=19)) == (1, True)
    assert mail_some() == 0

    later(minutes=21)
    assert mail_some() == 1
    assert Rhythm.objects.get(member=cast.bruno).failures == 0


def test_without_a_mail_server_everything_stays_owed(cast, happen, why, monkeypatch, later):
    happen(cast.awa, (cast.bruno, why.owner), (cast.driss, why.owner))
    deliver_some()

    with refused(monkeypatch, fault=ConnectionRefusedError()), pytest.raises(ConnectionRefusedError):
        mail_some()
    assert Notice.objects.filter(mailed_at=None).count() == 2

    later(minutes=11)
    assert mail_some() == 2


def test_a_crash_after_sending_repeats_that_one_mail_and_no_other(cast, happen, why, monkeypatch, later):
    happen(cast.awa, (cast.bruno, why.owner), (cast.driss, why.owner))
    deliver_some()
    real = EmailBackend.send_messages

    def crash_on_driss(self, messages):
        real(self, messages)
        if messages[0].to == ["driss@example.org"]:
            raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(EmailBackend, "send_messages", crash_on_driss)
        with pytest.raises(KeyboardInterrupt):
            mail_some()

    assert mail_some() == 0  # still claimed
    later(minutes=11)
    assert mail_some() == 1
    assert mail_some() == 0
    assert [sent.to[0] for sent in outbox.outbox] == ["bruno@example.org", "driss@example.org", "driss@example.org"]


def test_two_workers_never_write_to_the_same_person(cast, happen, why):
    happen(cast.awa, (cast.bruno, why.owner))
    deliver_some()

    assert mail._claim([cast.bruno.pk]) == [cast.bruno]
    assert mail._claim([cast.bruno.pk, cast.driss.pk]) == [cast.driss]
    assert mail_some() == 0


def test_a_long_mail_ends_and_says_how_much_more_there_is(cast, happen, why, monkeypatch):
    monkeypatch.setattr(owed, "LONGEST", 2)
    for _ in range(5):
        happen(cast.awa, (cast.bruno, why.owner))
    deliver_some()

    assert mail_some() == 1

    assert "And 3 more" in outbox.outbox[0].body
    assert not Notice.objects.filter(mailed_at=None).exists()


def test_nobody_with_a_closed_account_is_written_to(cast, happen, why):
    happen(cast.awa, (cast.bruno, why.owner))
    deliver_some()
    Member.objects.filter(pk=cast.bruno.pk).update(is_active=False)

    assert mail_some() == 0
    assert outbox.outbox == []


def test_a_mail_that_cannot_be_written_is_put_off_and_the_others_go_out(cast, happen, why, monkeypatch):
    entry = happen(cast.awa, (cast.bruno, why.owner))
    happen(cast.awa, (cast.driss, why.owner))
    deliver_some()
    monkeypatch.setattr(letters, "groups_of", _failing_for(entry))

    assert mail_some() == 1

    assert [sent.to[0] for sent in outbox.outbox] == ["driss@example.org"]
    assert Rhythm.objects.get(member=cast.bruno).failures == 1


def _failing_for(entry):
    def groups_of(told, member, around=None):
        if any(notice.entry == entry for notice in told):
            raise KeyError(entry.verb)
        return queries.groups_of(told, member, around)

    return groups_of
