"""Writing to someone through us: their address stays theirs, one click ends it, words are forgotten."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse

from palabre.commons.trail.models import Entry
from palabre.core.verdict import Refused
from palabre.directory import mailing, policies, rounds
from palabre.directory.actions.relay import answer_letter, refuse_letters, write_letter
from palabre.directory.models import Letter, Profile, Refusal, Shown

WORDS = {"text": "Could you print our posters?", "gives_address": False}


@pytest.fixture
def awa(cast, describe):
    """Awa's profile, whom members may write to."""
    return describe(cast.awa, Shown.MEMBERS)


def sent():
    mailing.mail_letters()
    return mail.outbox


def test_a_message_is_mailed_without_either_address(client, cast, awa):
    client.force_login(cast.bruno)
    page = client.get(reverse("directory:person", args=[awa.handle])).content.decode()
    assert reverse("directory:messages", args=[awa.handle]) in page
    answer = client.post(reverse("directory:messages", args=[awa.handle]), {"text": WORDS["text"]})
    assert answer.status_code == 303
    message = sent()[0]
    assert (message.to, message.reply_to) == ([cast.awa.email], [])
    assert "Estran" in message.subject
    assert "Bruno" in message.subject
    assert "Could you print our posters?" in message.body
    assert cast.bruno.email not in str(message.message())
    assert cast.awa.email not in client.get(answer["Location"]).content.decode()
    mailing.mail_letters()
    assert len(mail.outbox) == 1  # once


def test_the_writers_address_goes_with_it_only_if_they_say_so(cast, awa):
    write_letter(awa, by=cast.bruno, text="Hello", gives_address=True)
    message = sent()[0]
    assert message.reply_to == [cast.bruno.email]
    assert cast.bruno.email in message.body


def test_an_answer_goes_the_same_way_even_to_who_has_no_profile(client, cast, awa):
    letter = write_letter(awa, by=cast.bruno, **WORDS)
    client.force_login(cast.awa)
    address = letter.get_absolute_url()
    assert "Could you print" in client.get(address).content.decode()
    assert client.post(address, {"text": "With joy."}).status_code == 303
    assert [(m.to, m.reply_to) for m in sent()] == [([cast.awa.email], []), ([cast.bruno.email], [])]
    client.force_login(cast.bruno)
    assert "With joy." in client.get(reverse("directory:letters")).content.decode()


def test_only_the_two_of_them_read_it(client, cast, awa):
    letter = write_letter(awa, by=cast.bruno, **WORDS)
    for person in (cast.chloe, cast.farid, cast.greta):
        client.force_login(person)
        assert client.get(letter.get_absolute_url()).status_code == 404
        assert client.post(reverse("directory:refusal", args=[letter.handle])).status_code == 404
        with pytest.raises(Refused, match="not written to you"):
            answer_letter(letter, by=person, **WORDS)
    entry = Entry.objects.select_related("details").get(verb="directory.letter_written")
    assert (entry.details.facts, entry.details.label) == ({}, "a message")
    assert [entry.audience.lets_in(who) for who in (cast.bruno, cast.awa, cast.farid)] == [True, False, False]


@pytest.mark.parametrize("shown", [Shown.NOBODY, Shown.BRANCH])
def test_nobody_writes_to_who_does_not_want_it(client, cast, describe, elsewhere, shown):
    profile = describe(cast.awa, Shown.MEMBERS, parts={"contact": shown})
    client.force_login(elsewhere)
    page = client.get(reverse("directory:person", args=[profile.handle])).content.decode()
    assert reverse("directory:messages", args=[profile.handle]) not in page
    assert client.post(reverse("directory:messages", args=[profile.handle]), WORDS).status_code == 403
    with pytest.raises(Refused, match="does not wish"):
        write_letter(profile, by=elsewhere, **WORDS)


def test_everyone_means_members_for_messages(cast, describe):
    profile = describe(cast.awa, Shown.PUBLIC)
    assert profile.contact_for == Shown.MEMBERS
    for person in (cast.zoe, cast.greta):
        with pytest.raises(Refused, match="for members"):
            write_letter(profile, by=person, **WORDS)
    with pytest.raises(Refused, match="yourself"):
        write_letter(profile, by=cast.awa, **WORDS)


def test_one_click_in_the_mail_stops_this_person_without_signing_in(client, cast, awa):
    write_letter(awa, by=cast.bruno, **WORDS)
    message = sent()[0]
    stop = re.search(r"<http[^/]*//[^/]+(/[^>]+)>", message.extra_headers["List-Unsubscribe"])[1]
    assert client.get(stop).status_code == 200
    assert not Refusal.objects.exists()  # mail scanners follow links
    assert client.post(stop, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert client.post(stop, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert Refusal.objects.count() == 1
    with pytest.raises(Refused, match="does not wish"):
        write_letter(awa, by=cast.bruno, **WORDS)
    assert write_letter(awa, by=cast.chloe, **WORDS)
    assert client.get(stop[:-2] + "x/").status_code == 404


def test_who_is_no_longer_heard_learns_nothing(client, cast, describe, awa):
    """The same sentence, the same page, as where nobody may write."""
    letter = write_letter(awa, by=cast.bruno, **WORDS)
    client.force_login(cast.awa)
    client.post(reverse("directory:refusal", args=[letter.handle]))
    with pytest.raises(Refused) as stopped:
        write_letter(awa, by=cast.bruno, **WORDS)
    client.force_login(cast.bruno)
    page = client.get(reverse("directory:person", args=[awa.handle])).content.decode()
    assert reverse("directory:messages", args=[awa.handle]) not in page
    closed = describe(cast.chloe)
    with pytest.raises(Refused) as nobody:
        write_letter(closed, by=cast.bruno, **WORDS)
    assert str(stopped.value.verdict.reason) == str(nobody.value.verdict.reason)
    assert not Entry.objects.filter(verb="directory.letters_refused").visible_to(cast.bruno).exists()


def test_no_more_from_anyone_and_back_again(client, cast, awa):
    letter = write_letter(awa, by=cast.bruno, **WORDS)
    client.force_login(cast.awa)
    client.post(reverse("directory:refusal", args=[letter.handle]), {"deed": "anyone"})
    assert Profile.objects.get(pk=awa.pk).contact_for == Shown.NOBODY
    assert not Letter.objects.filter(mailed_at=None).exists()  # what waited is not mailed
    assert sent() == []


def test_someone_is_heard_again(client, cast, awa):
    refuse_letters(by=cast.awa, writer=cast.bruno)
    client.force_login(cast.awa)
    assert "Whom you no longer hear" in client.get(reverse("directory:letters")).content.decode()
    assert client.post(reverse("directory:hearing", args=[cast.chloe.pk])).status_code == 404
    assert client.post(reverse("directory:hearing", args=[cast.bruno.pk])).status_code == 303
    assert write_letter(awa, by=cast.bruno, **WORDS)


@pytest.mark.parametrize("change", ["stopped", "left", "closed", "writer left"])
def test_it_is_asked_again_at_the_last_moment(cast, awa, change):
    write_letter(awa, by=cast.bruno, **WORDS)
    over = {"until_on": "2020-01-01", "from_on": "2019-01-01"}
    if change == "stopped":
        Refusal.objects.create(member=cast.awa, writer=cast.bruno)
    elif change == "left":
        cast.awa.belongings.all().replace(**over)
    elif change == "closed":
        Profile.objects.update(contact_for=Shown.NOBODY)
    else:
        cast.bruno.belongings.all().replace(**over)
    assert sent() == []
    assert not Letter.objects.exists()


def test_who_writes_too_much_waits(cast, describe, monkeypatch):
    monkeypatch.setattr(policies, "MOST_LETTERS", 4)
    awa, chloe = describe(cast.awa, Shown.MEMBERS), describe(cast.chloe, Shown.MEMBERS)
    for _time in range(3):
        write_letter(awa, by=cast.bruno, **WORDS)
    with pytest.raises(Refused, match="three times") as refused:
        write_letter(awa, by=cast.bruno, **WORDS)
    assert refused.value.verdict.retry
    write_letter(chloe, by=cast.bruno, **WORDS)
    with pytest.raises(Refused, match="many messages today"):
        write_letter(chloe, by=cast.bruno, **WORDS)


def test_words_are_forgotten_after_thirty_days(cast, awa):
    letter = write_letter(awa, by=cast.bruno, **WORDS)
    assert rounds.forget_letters() == 0
    Letter.objects.update(written_at=letter.written_at - timedelta(days=30, seconds=1))
    assert rounds.forget_letters() == 1


def test_a_mail_server_that_is_away_delays_and_loses_nothing(cast, awa, settings, move_clock):
    write_letter(awa, by=cast.bruno, **WORDS)
    settings.EMAIL_BACKEND = "palabre.directory.tests.test_letters.Away"
    assert mailing.mail_letters() == 0
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert mailing.mail_letters() == 0  # not at once
    move_clock(minutes=11)
    assert mailing.mail_letters() == 1


def test_an_empty_message_is_none(client, cast, awa):
    client.force_login(cast.bruno)
    answer = client.post(reverse("directory:messages", args=[awa.handle]), {"text": "  "})
    assert answer.status_code == 422
    assert not Letter.objects.exists()


class Away:
    """A mail server that takes nothing."""

    def __init__(self, **options):
        pass

    def __enter__(self):
        return self

    def __exit__(self, *fault):
        pass

    def send_messages(self, messages):
        raise OSError("away")
