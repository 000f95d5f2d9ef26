"""From what happened to who is told."""

from datetime import timedelta
from io import StringIO

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from palabre.commons.notices import deliver
from palabre.commons.notices.models import Notice, Rhythm
from palabre.commons.notices.preferences import mute, set_pace
from palabre.commons.notices.queries import groups_of, told_to
from palabre.commons.notices.rounds import READER
from palabre.commons.trail.models import Entry, Pending
from palabre.core import clock
from palabre.people.models import Audience, Listed, Member
from palabre.people.queries import readers_among


def told():
    return {(notice.member.name, notice.why) for notice in Notice.objects.all()}


def test_those_concerned_are_told_once_but_not_the_one_who_did_it(cast, happen, why, at_once):
    happen(cast.awa, (cast.awa, why.seat), (cast.bruno, why.owner), (cast.bruno, why.seat), (cast.driss, why.seat))

    out = StringIO()
    call_command("deliver_notices", stdout=out)
    call_command("deliver_notices", stdout=StringIO())  # again: nobody is told twice

    assert told() == {("Bruno", "owner"), ("Driss", "seat")}
    assert not Pending.objects.filter(reader=READER).exists()
    assert out.getvalue() == "1 entries read, 2 mails sent\n"


def test_reading_the_same_entry_again_after_a_crash_tells_nobody_again(cast, happen, why):
    entry = happen(cast.awa, (cast.bruno, why.owner))

    deliver.tell([entry])
    deliver.tell([entry])

    assert Notice.objects.count() == 1


def test_only_who_may_read_the_entry_now_is_told(cast, happen, why, audiences):
    everyone = [(member, why.seat) for member in (cast.bruno, cast.chloe, cast.driss, cast.zoe)]
    closed = audiences.listing("the board", cast.chloe, cast.driss)
    Listed.objects.filter(audience=closed, member=cast.driss).update(until_at=clock.now() - timedelta(minutes=1))

    happen(cast.awa, *everyone, audience=closed)
    deliver.deliver_some()
    assert told() == {("Chloé", "seat")}

    happen(cast.awa, *everyone, audience=audiences.members)
    deliver.deliver_some()
    assert {notice.member.name for notice in Notice.objects.order_by("-pk")[:3]} == {"Bruno", "Chloé", "Driss"}


def test_a_closed_account_and_whoever_muted_the_subject_are_not_told(cast, happen, why):
    Member.objects.filter(pk=cast.driss.pk).update(is_active=False)
    mute(cast.bruno, "people.branch", cast.rennes.pk)

    happen(cast.awa, (cast.bruno, why.owner), (cast.driss, why.owner), (cast.edwige, why.owner))
    deliver.deliver_some()

    assert told() == {("Edwige", "owner")}


def test_whoever_wants_no_mail_is_told_and_owed_none(cast, happen, why):
    set_pace(cast.bruno, Rhythm.Pace.NEVER)
    happen(cast.awa, (cast.bruno, why.owner), (cast.driss, why.owner))

    deliver.deliver_some()

    assert Notice.objects.get(member=cast.bruno).mailed_at is not None
    assert Notice.objects.get(member=cast.driss).mailed_at is None


def test_many_are_told_in_pieces_and_the_first_reason_stands(cast, happen, why, monkeypatch):
    monkeypatch.setattr(deliver, "BATCH", 2)
    people = [(member, why.seat) for member in (cast.bruno, cast.chloe, cast.driss, cast.edwige, cast.farid)]
    happen(cast.awa, (cast.bruno, why.owner), *people)

    deliver.deliver_some()

    assert told() == {("Bruno", "owner"), *((name, "seat") for name in ("Chloé", "Driss", "Edwige", "Farid"))}


def often(happen, why, cast, *doers, subject=None):
    """Each of them does the same thing; Bruno sits there, Driss and Edwige follow it."""
    people = [(cast.bruno, why.seat), (cast.driss, why.follower), (cast.edwige, why.follower)]
    more = {"subject": subject} if subject else {}
    return [happen(by, *people, alike=True, **more).pk for by in doers]


def told_of(member):
    return list(Notice.objects.filter(member=member).order_by("entry").values_list("entry", flat=True))


def test_who_follows_is_told_of_the_first_of_many_and_who_sits_there_of_each(cast, happen, why):
    first, second, third = often(happen, why, cast, cast.driss, cast.awa, cast.awa)

    deliver.deliver_some()

    assert told_of(cast.bruno) == [first, second, third]
    assert told_of(cast.driss) == [second]  # the first was their own
    assert told_of(cast.edwige) == [first]


@pytest.mark.parametrize("meanwhile", ["read_at", "mailed_at"])
def test_who_follows_is_told_again_once_they_have_read_it_or_had_it_by_mail(cast, happen, why, meanwhile):
    [first] = often(happen, why, cast, cast.awa)
    deliver.deliver_some()
    often(happen, why, cast, cast.awa)
    deliver.deliver_some()
    assert told_of(cast.edwige) == [first]  # nothing happened meanwhile: one notice waits

    Notice.objects.filter(member=cast.edwige).update(**{meanwhile: clock.now()})
    [third] = often(happen, why, cast, cast.awa)
    deliver.deliver_some()

    assert told_of(cast.edwige) == [first, third]


def test_who_was_told_of_the_first_reads_how_many_came_since(cast, happen, why):
    often(happen, why, cast, cast.awa, cast.awa, cast.edwige, cast.awa)
    deliver.deliver_some()

    def lines(member):
        return [line.sentence for group in groups_of(told_to(member), member) for line in group.lines]

    said = "Awa moved the tree of Rennes"
    assert lines(cast.edwige) == [f"{said}, and 2 more since"]  # without their own
    assert lines(cast.driss) == [f"{said}, and 3 more since"]
    assert lines(cast.bruno) == [said, "Edwige moved the tree of Rennes", said, said]  # told of each

    Notice.objects.filter(member=cast.edwige).update(read_at=clock.now())
    assert lines(cast.edwige) == [said]


def test_who_follows_two_things_is_told_of_both(cast, happen, why, another):
    [here] = often(happen, why, cast, cast.awa)
    deliver.deliver_some()
    [there] = often(happen, why, cast, cast.awa, subject=another)
    deliver.deliver_some()

    assert told_of(cast.edwige) == [here, there]


def test_who_wants_no_mail_is_told_again_once_they_have_read_it(cast, happen, why):
    set_pace(cast.edwige, Rhythm.Pace.NEVER)
    [first] = often(happen, why, cast, cast.awa)
    deliver.deliver_some()
    often(happen, why, cast, cast.awa)
    deliver.deliver_some()
    assert told_of(cast.edwige) == [first]

    Notice.objects.filter(member=cast.edwige).update(read_at=clock.now())
    [third] = often(happen, why, cast, cast.awa)
    deliver.deliver_some()
    assert told_of(cast.edwige) == [first, third]


def test_telling_of_many_that_are_alike_asks_as_much_as_of_one(cast, happen, why, another):
    def queries(subject, times):
        many = often(happen, why, cast, *[cast.awa] * times, subject=subject)
        entries = list(Entry.objects.filter(pk__in=many).select_related("details", "audience").order_by("pk"))
        with CaptureQueriesContext(connection) as asked:
            deliver.tell(entries)
        assert told_of(cast.bruno)[-times:] == many
        return len(asked)

    assert queries(cast.rennes, 12) == queries(another, 1)


def test_an_entry_that_cannot_be_read_waits_and_the_others_go_through(cast, happen, why, monkeypatch):
    happen(cast.awa, (cast.bruno, why.owner), about=["not a subject"])
    happen(cast.awa, (cast.driss, why.owner))

    assert deliver.deliver_some() == 1

    assert told() == {("Driss", "owner")}
    waiting = Pending.objects.get(reader=READER)
    assert (waiting.attempts, waiting.failure, waiting.due_at > clock.now()) == (1, "ValueError", True)


@pytest.mark.parametrize("reach", ["public", "signed_in", "members", "listed"])
def test_who_is_told_of_an_audience_is_who_may_read_it(cast, audiences, reach):
    audience = audiences.listing("some", cast.awa, cast.zoe) if reach == "listed" else Audience.wide(reach)
    everyone = list(Member.objects.all())

    told = set(readers_among(audience, [member.pk for member in everyone]))

    assert told == {member for member in everyone if audience.lets_in(member)}
    assert len(told) == {"public": 9, "signed_in": 9, "members": 7, "listed": 2}[reach]
    assert not Audience.objects.filter(pk=audience.pk, reach="listed").open_to(AnonymousUser()).exists()
