"""What cannot be read, or sent, is put aside with an alarm and waits for a person; the rest flows."""

from argparse import Namespace
from datetime import timedelta
from smtplib import SMTPRecipientsRefused
from sqlite3 import OperationalError as SqliteFault

import pytest
from django.core import mail as outbox
from django.core.mail.backends.locmem import EmailBackend
from django.db import OperationalError

from palabre.cli import parked as command
from palabre.cli import readiness
from palabre.cli.stopping import Stop
from palabre.commons.notices import deliver
from palabre.commons.notices.mailing import mail
from palabre.commons.notices.models import Notice, Rhythm
from palabre.commons.notices.preferences import set_pace
from palabre.commons.trail import pending as pendings
from palabre.commons.trail.models import Entry, Pending
from palabre.core import clock


@pytest.fixture
def poison(cast, happen, why, monkeypatch):
    """The first of three entries cannot be read; Bruno is to be told of each."""
    entries = [happen(cast.awa, (cast.bruno, why.owner)) for _ in range(3)]
    honest = deliver._write

    def write(entry, about, reasons):
        if entry == entries[0]:
            raise LookupError("Awa’s words, which no log may quote")
        return honest(entry, about, reasons)

    monkeypatch.setattr(deliver, "_write", write)
    return entries[0]


def notices_wait():
    return Pending.objects.filter(reader="notices")


def walk(times=pendings.PATIENCE):
    for _ in range(times):
        notices_wait().update(due_at=clock.now() - timedelta(days=1))
        deliver.deliver_some()


def parked_by(run, **words):
    return run(Namespace(**{"retry": None, "drop": None} | words))


def test_it_is_parked_with_an_alarm_and_the_others_are_told_at_once(poison, cast, client, caplog):
    walk(1)
    assert Notice.objects.filter(member=cast.bruno).count() == 2, "the rest flows from the first time on"
    walk()
    alarms = [record for record in caplog.records if record.levelname == "ERROR"]
    assert [alarm.facts for alarm in alarms] == [{"reader": "notices", "entry": poison.pk, "failure": "LookupError"}]
    assert "words" not in caplog.text
    assert client.get("/healthz").json()["parked"] == 1
    assert [finding.about for finding in readiness.looked_odd()] == ["parked"]


def test_an_operator_sees_it_and_has_it_read_again(poison, cast, monkeypatch, capsys):
    walk()
    number = pendings.parked().get().pk
    parked_by(command.run)
    shown = capsys.readouterr().out
    assert f"{number}: entry {poison.pk}, tests.happened, reader notices, 5 attempts, LookupError, since " in shown
    assert shown.endswith("1 parked.\n")
    monkeypatch.undo()  # a release that can read it is installed
    parked_by(command.run, retry=[])
    assert capsys.readouterr().out == "1 will be read again by the worker.\n"
    monkeypatch.setitem(deliver.registry, "tests.happened", deliver.registry["processes.commented"])
    monkeypatch.setattr(deliver, "told_of", lambda entry: [(cast.bruno.pk, "owner")])
    deliver.deliver_some()
    assert Notice.objects.filter(member=cast.bruno, entry=poison).count() == 1
    assert not notices_wait().exists()


def test_an_operator_lets_it_go_and_the_entry_stays(poison, capsys):
    walk()
    number = pendings.parked().get().pk
    parked_by(command.run, drop=[number])
    assert capsys.readouterr().out == "1 let go. Nobody will be told of them; the entries themselves stay.\n"
    assert not notices_wait().exists()
    assert Entry.objects.filter(pk=poison.pk).exists()


def test_what_is_not_parked_is_neither_tried_nor_let_go(poison):
    waiting = notices_wait().first().pk
    for words in ({"drop": [waiting]}, {"retry": [waiting, 999_999]}):
        with pytest.raises(Stop, match="nothing is parked under"):
            parked_by(command.run, **words)
    assert notices_wait().count() == 3


def test_when_the_database_fails_no_entry_is_blamed(cast, happen, why, monkeypatch):
    happen(cast.awa, (cast.bruno, why.owner))
    fault = SqliteFault("database or disk is full")
    fault.sqlite_errorcode = 13

    def full(*asked):
        raise OperationalError("wrapped") from fault

    with monkeypatch.context() as patched:
        patched.setattr(deliver, "_write", full)
        for _ in range(pendings.PATIENCE + 1):
            with pytest.raises(OperationalError):
                deliver.deliver_some()
    assert notices_wait().get().attempts == 0
    deliver.deliver_some()
    assert Notice.objects.filter(member=cast.bruno).count() == 1


def test_a_mail_that_fails_five_times_asks_for_a_person_and_the_others_go_out(
    cast, happen, why, monkeypatch, client, caplog
):
    for member in (cast.bruno, cast.edwige):
        set_pace(member, "soon")
    happen(cast.awa, (cast.bruno, why.owner), (cast.edwige, why.owner))
    deliver.deliver_some()
    honest = EmailBackend.send_messages

    def send(self, messages):
        if cast.bruno.email in messages[0].to:
            raise SMTPRecipientsRefused({cast.bruno.email: (550, b"no such mailbox")})
        return honest(self, messages)

    monkeypatch.setattr(EmailBackend, "send_messages", send)
    for _ in range(mail.ALARM):
        assert client.get("/healthz").json()["put_off"] == 0
        Rhythm.objects.update(not_before=None)
        mail.mail_some()
    assert [sent.to for sent in outbox.outbox] == [[cast.edwige.email]]
    assert [record.facts["times"] for record in caplog.records if record.levelname == "ERROR"] == [5]
    assert client.get("/healthz").json()["put_off"] == 1
    assert cast.bruno.email not in caplog.text
