"""An account is erased: seven days to think again, then what is personal is gone and the record stands."""

import json
from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.core import mail
from django.test import Client
from django.urls import reverse

from palabre.commons.conversations.models import Comment, Follow, Support
from palabre.commons.four_eyes.actions.acts import ask, confirm
from palabre.commons.notices.models import Notice
from palabre.commons.trail import invariants
from palabre.commons.trail.models import Entry, EntryDetails
from palabre.commons.trail.sealing import seal_new
from palabre.commons.trail.verbs import sentence_of
from palabre.core import clock
from palabre.core.verdict import Refused
from palabre.membership.actions.joining import admit, ask_to_join
from palabre.membership.actions.names import change_name
from palabre.people.models import Duty, Listed, Member
from palabre.privacy.actions.erasures import (
    ERASING_SOMEONE,
    ask_erasure,
    erase_due,
    facts_of_erasing,
    undo_erasure,
)
from palabre.privacy.models import Erasure
from palabre.privacy.telling import tell_of_erasures
from palabre.processes.actions.comments import comment_on, support_comment
from palabre.processes.actions.seats import give_seat
from palabre.site.backup.tables import kept_models, lines_of
from tests.world import build

DAY = timedelta(days=1)
NAME, NAMED = "Solveig Quimper", ("solveig", "quimper", "night gull")


@pytest.fixture
def sure(client):
    """``sure(cast.awa)``: signed in, and the password typed again just now."""

    def signed_in(member):
        client.force_login(member)
        client.post(reverse("account_reauthenticate"), {"password": "for tests only", "next": "/"})
        return client

    return signed_in


@pytest.fixture
def solveig(cast):
    """A member with a bit of everything, in a world that goes on without her."""
    world = build(cast, 1)
    member = Member.objects.create_user("solveig.quimper@example.org", "for tests only", name=NAME)
    asked = ask_to_join(member, by=member, branch=cast.rennes, message="I am Solveig Quimper, I mend boats.")
    admit(asked, by=cast.farid, college=cast.college, from_on=cast.today)  # others' entries name her too
    give_seat(world.group, by=cast.bruno, member=member, role="participant")
    change_name(member, by=member, name=NAME, pseudonym="Night gull")
    comment_on(world.measure, by=member, text="Solveig here: I work nights.", once="1")
    comment_on(world.recommendation, by=member, text="And weekends.", once="2", pseudonymous=True)
    support_comment(world.comment, by=member)
    Duty.objects.create(
        member=member, kind="register", branch=cast.rennes, from_on=cast.today - DAY, until_on=cast.today + 90 * DAY
    )
    Follow.objects.get_or_create(discussion=world.measure.discussion, member=member)
    Notice.objects.create(
        member=member, entry=Entry.objects.first(), why="author", about_kind="processes.measure", about_id=1
    )
    member.world = world
    return member


def everything():
    """Every row of every table, as a backup writes it."""
    return "\n".join(line for model in kept_models() for line in lines_of(model)).lower()


def erased(member, move_clock, words="kept"):
    ask_erasure(by=member, words=words)
    move_clock(days=7, minutes=1)
    assert erase_due() == 1
    return Member.objects.get(pk=member.pk)


def test_nothing_happens_for_seven_days_and_it_can_be_undone(cast, solveig, move_clock):
    erasure = ask_erasure(by=solveig, words="kept")
    move_clock(days=6, hours=23)
    assert erase_due() == 0
    with pytest.raises(Refused, match="Only the person"):
        undo_erasure(erasure, by=cast.farid)
    undo_erasure(erasure, by=solveig)
    move_clock(days=30)
    assert erase_due() == 0
    assert Member.objects.get(pk=solveig.pk).name == NAME
    assert ask_erasure(by=solveig, words="kept") != erasure


def test_asking_twice_is_once(solveig):
    ask_erasure(by=solveig, words="kept")
    with pytest.raises(Refused, match="asked for it already"):
        ask_erasure(by=solveig, words="kept")


def test_a_mail_says_so_at_once_and_once(solveig):
    ask_erasure(by=solveig, words="kept")
    assert (tell_of_erasures(), tell_of_erasures()) == (1, 0)
    assert mail.outbox[0].to == [solveig.email]
    assert "/me/erasure/" in mail.outbox[0].body


def test_no_table_names_her_any_more(solveig, move_clock):
    assert all(word in everything() for word in NAMED), "there is something to erase"
    gone = erased(solveig, move_clock, words="withdrawn")
    left = everything()
    assert [word for word in NAMED if word in left] == []
    assert (gone.name, gone.is_active, gone.has_usable_password()) == ("Someone who left", False, False)
    assert not gone.belongs()
    assert not gone.duties.on(clock.today() + DAY).exists()
    assert not Listed.objects.filter(member=gone).exists()
    assert not Notice.objects.filter(member=gone).exists()
    assert not Follow.objects.filter(member=gone).exists()


def test_words_stay_without_the_name_or_are_withdrawn(client, cast, solveig, move_clock):
    gone = erased(solveig, move_clock)
    first = Comment.objects.filter(author=gone).order_by("pk").first()
    assert (first.text, first.shown_name) == ("Solveig here: I work nights.", "Someone who left")
    page = client.get(solveig.world.measure.get_absolute_url()).content.decode()
    assert ("I work nights" in page, "Someone who left" in page, NAME in page) == (True, True, False)


def test_withdrawn_words_leave_a_remark(client, solveig, move_clock):
    gone = erased(solveig, move_clock, words="withdrawn")
    assert set(Comment.objects.filter(author=gone).values_list("text", flat=True)) == {
        "(Withdrawn by the person who wrote it.)"
    }
    assert "I work nights" not in client.get(solveig.world.measure.get_absolute_url()).content.decode()


def test_every_seal_still_holds_and_the_check_finds_nothing(solveig, move_clock):
    seal_new(None)
    before = list(Entry.objects.order_by("pk").values())
    erased(solveig, move_clock)
    assert list(Entry.objects.order_by("pk").values())[: len(before)] == before
    seal_new(None)
    assert list(invariants.broken()) == []
    mine = EntryDetails.objects.filter(entry__actor=solveig)
    assert mine.count() >= 5
    assert {(each.actor_name, each.label, json.dumps(each.facts), each.salt) for each in mine} == {("", "", "{}", "")}


def test_a_check_that_finds_nothing_would_find_something(solveig, move_clock):
    gone = erased(solveig, move_clock)
    Member.objects.filter(pk=gone.pk).update(is_active=True)
    EntryDetails.objects.filter(entry__actor=gone).update(erased_at=None)
    assert {name for name, _ in invariants.broken()} == {"privacy: erasures", "trail: words"}


def test_counts_and_others_words_do_not_change(solveig, move_clock):
    comment = solveig.world.comment
    before = (Support.objects.count(), Comment.objects.count(), Comment.objects.get(pk=comment.pk).supports_count)
    erased(solveig, move_clock)
    assert (Support.objects.count(), Comment.objects.count()) == before[:2]
    assert Comment.objects.get(pk=comment.pk).supports_count == before[2]


def test_she_is_signed_out_everywhere_and_others_are_not(cast, solveig, move_clock):
    hers, other = Client(), Client()
    hers.force_login(solveig)
    other.force_login(cast.awa)
    erased(solveig, move_clock)
    assert hers.get(reverse("membership:me")).status_code in (302, 403)
    assert other.get(reverse("membership:me")).status_code == 200
    assert Session.objects.count() == 1
    assert not Client().login(email="solveig.quimper@example.org", password="for tests only")


def test_the_public_trail_says_that_it_was_done_and_not_of_whom(solveig, move_clock):
    erased(solveig, move_clock)
    entry = Entry.objects.select_related("details").get(verb="privacy.erased")
    assert entry.audience.reach == "public"
    assert entry.actor is None
    assert sentence_of(entry) == "An account was erased, with the personal data that went with it"


def test_the_last_of_the_secretariat_hands_on_first(cast, move_clock):
    with pytest.raises(Refused, match="Nobody else keeps the secretariat"):
        ask_erasure(by=cast.farid, words="kept")
    other = Duty.objects.create(member=cast.hugo, kind="secretariat", from_on=cast.today, until_on=cast.today + 3 * DAY)
    ask_erasure(by=cast.farid, words="kept")
    move_clock(days=8)
    assert erase_due() == 0, "meanwhile he became the last again: it waits"
    Duty.objects.filter(pk=other.pk).update(until_on=cast.today + 30 * DAY)
    assert erase_due() == 1


def test_somebody_else_is_erased_by_two_people(client, cast, solveig):
    client.force_login(cast.farid)
    address = reverse("privacy:erasures")
    found = client.post(address, {"who": solveig.email.upper(), "words": "kept"}).content.decode()
    chosen = found.split('name="chosen" value="')[1].split('"')[0]
    answer = client.post(address, {"who": "Solveig", "words": "kept", "chosen": chosen})
    assert answer.status_code == 303
    assert Member.objects.get(pk=solveig.pk).name == NAME
    client.logout()
    assert NAME not in client.get(answer["Location"]).content.decode()
    client.force_login(cast.chloe)
    assert NAME in client.get(answer["Location"]).content.decode()
    client.post(answer["Location"] + "confirmation/")
    assert Member.objects.get(pk=solveig.pk).name == "Someone who left"
    assert list(invariants.broken()) == []
    assert not any(word in everything() for word in ("quimper", "night gull"))


def test_one_person_alone_erases_nobody(cast, solveig):
    act = ask(ERASING_SOMEONE, by=cast.farid, facts=facts_of_erasing(solveig, "kept"))
    for person in (cast.farid, solveig, cast.awa):
        with pytest.raises(Refused):
            confirm(act, by=person)
    with pytest.raises(Refused):
        ask(ERASING_SOMEONE, by=cast.awa, facts=facts_of_erasing(solveig, "kept"))
    assert not Erasure.objects.done().exists()


def test_the_password_is_asked_for_again(client, sure, cast, solveig):
    address = reverse("privacy:erasure")
    client.force_login(solveig)
    page = client.get(address).content.decode()
    assert ("It is me" in page, 'name="words"' in page) == (True, False)
    answer = client.post(address, {"words": "kept"})
    assert answer["Location"].startswith(reverse("account_reauthenticate"))
    assert not Erasure.objects.filter(member=solveig).exists()
    sure(solveig)
    assert 'name="words"' in client.get(address).content.decode()
    assert client.post(address, {"words": "something"}).status_code == 422
    assert client.post(address, {"words": "withdrawn"})["Location"] == address
    page = client.get(address).content.decode()
    assert ("Keep my account" in page, "My words are withdrawn" in page) == (True, True)
    client.post(reverse("privacy:undoing"))
    assert not Erasure.objects.waiting().filter(member=solveig).exists()


def test_the_page_of_what_is_held_names_every_holding(client, cast):
    client.force_login(cast.awa)
    page = client.get(reverse("privacy:held"))
    assert "no-store" in page["Cache-Control"]
    for words in ("Your account", "Your words, and what you follow", "What you did here", "Your sign-ins on devices"):
        assert words in page.content.decode()
    assert reverse("privacy:held") in client.get(reverse("membership:me")).content.decode()
