"""Witnesses: who is sent the newest seal, and how often."""

from datetime import timedelta
from smtplib import SMTPRecipientsRefused

import pytest
from django.core.mail.backends.locmem import EmailBackend
from django.db import transaction
from django.urls import reverse

from palabre.commons.trail.models import Entry, Seal
from palabre.commons.trail.sealing import seal_new
from palabre.commons.trail.seals import hashes_in
from palabre.core import clock
from palabre.core.verdict import Refused
from palabre.membership.actions.names import change_name
from palabre.membership.actions.witnesses import name_witnesses
from palabre.membership.models import Witness
from palabre.membership.witnesses import mail_witnesses


@pytest.fixture
def named(cast):
    name_witnesses(by=cast.farid, addresses=["ida@example.org", "jo@example.com"])
    seal_new()


@pytest.fixture
def something_new(cast):
    """Something happens, and is sealed."""

    def make():
        change_name(cast.awa, by=cast.awa, name=f"Awa {Entry.objects.count()}", pseudonym="")
        seal_new()

    return make


@pytest.fixture
def next_day(monkeypatch):
    days = 0

    def move():
        nonlocal days
        days += 1
        monkeypatch.setattr(clock, "_offset", lambda: timedelta(days=days))

    return move


def test_the_secretariat_names_the_witnesses(client, cast):
    client.force_login(cast.farid)
    typed = {"addresses": "Ida@example.org\n\n jo@example.com \nida@example.org"}
    assert client.post(reverse("membership:witnesses"), typed).status_code == 303
    assert list(Witness.objects.values_list("address", flat=True)) == ["ida@example.org", "jo@example.com"]
    page = client.get(reverse("membership:cooperative")).content.decode()
    assert "ida@example.org\njo@example.com" in page

    client.post(reverse("membership:witnesses"), {"addresses": "jo@example.com"})
    assert list(Witness.objects.values_list("address", flat=True)) == ["jo@example.com"]


def test_the_trail_says_how_many_and_never_who(cast, named):
    name_witnesses(by=cast.farid, addresses=["jo@example.com", "ida@example.org"])  # the same: nothing happened
    entry = Entry.objects.select_related("details").get()
    assert (entry.verb, entry.details.facts) == ("membership.witnesses_named", {"count": 2})
    assert "@" not in entry.details.label


@pytest.mark.parametrize("who", ["awa", "chloe", "greta", "zoe"])
def test_nobody_else_names_them(client, cast, who):
    client.force_login(getattr(cast, who))
    assert client.post(reverse("membership:witnesses"), {"addresses": "x@example.org"}).status_code == 403
    with pytest.raises(Refused, match="The secretariat names"):
        name_witnesses(by=getattr(cast, who), addresses=["x@example.org"])
    assert not Witness.objects.exists()


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("ida@example.org\nnot an address", "not an address is not an address."),
        ("a@b.org\r\nBcc: c@d.org", "bcc: c@d.org is not an address."),
        ("\n".join(f"w{number}@example.org" for number in range(21)), "At most 20 addresses."),
    ],
)
def test_what_is_no_address_is_said_and_nothing_typed_is_lost(client, cast, typed, sentence):
    client.force_login(cast.farid)
    answer = client.post(reverse("membership:witnesses"), {"addresses": typed})
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert typed.splitlines()[0] in answer.content.decode()
    assert not Witness.objects.exists()


def test_each_gets_the_newest_seal_on_a_line_that_check_understands(named, mailoutbox):
    assert mail_witnesses() == 2
    assert [mail.to for mail in mailoutbox] == [["ida@example.org"], ["jo@example.com"]]
    assert mailoutbox[0].subject == "Estran: seal no. 1"
    assert hashes_in(mailoutbox[0].body) == [Seal.objects.get().sha256]
    assert reverse("site:transparency") in mailoutbox[0].body


def test_at_most_one_mail_a_day_and_none_without_a_new_seal(named, mailoutbox, something_new, next_day):
    assert [mail_witnesses(), mail_witnesses()] == [2, 0]
    something_new()
    assert mail_witnesses() == 0
    next_day()
    assert [mail_witnesses(), mail_witnesses()] == [2, 0]
    next_day()
    assert mail_witnesses() == 0
    something_new()
    assert mail_witnesses() == 2
    assert len(mailoutbox) == 6


def test_before_the_first_seal_there_is_nothing_to_send(cast, mailoutbox):
    with transaction.atomic():
        Witness.objects.create(address="ida@example.org")
    assert mail_witnesses() == 0


class Refusing(EmailBackend):
    def send_messages(self, messages):
        if messages[0].to == ["ida@example.org"]:
            raise SMTPRecipientsRefused({})
        return super().send_messages(messages)


class Away(EmailBackend):
    def send_messages(self, messages):
        raise ConnectionRefusedError


def test_a_refused_address_waits_for_the_next_day_and_stops_nobody(named, mailoutbox, settings, next_day):
    settings.EMAIL_BACKEND = f"{__name__}.Refusing"
    assert [mail_witnesses(), mail_witnesses()] == [1, 0]
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    next_day()
    assert mail_witnesses() == 1
    assert [mail.to[0] for mail in mailoutbox] == ["jo@example.com", "ida@example.org"]


def test_nobody_is_forgotten_when_the_mail_server_is_away(named, mailoutbox, settings):
    settings.EMAIL_BACKEND = f"{__name__}.Away"
    with pytest.raises(ConnectionRefusedError):
        mail_witnesses()
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert mail_witnesses() == 2
