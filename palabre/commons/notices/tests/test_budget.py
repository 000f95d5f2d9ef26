"""How much mail someone wants: never more, and nothing lost."""

import random
from collections import defaultdict
from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail as outbox
from django.db import transaction
from hypothesis import given
from hypothesis import strategies as some

from palabre.commons.notices.budget import ENTRUSTED, FOLLOWED, GENERAL, MONTH, OWN, goes_out_at, rank_of
from palabre.commons.notices.deliver import deliver_some
from palabre.commons.notices.mailing.mail import forget_sent, mail_some
from palabre.commons.notices.models import Notice, Rhythm, Sent
from palabre.commons.notices.preferences import choose_rhythm, mark_read, mute, rhythm_of, set_pace
from palabre.commons.notices.queries import budget_of
from palabre.commons.trail.verbs import Why
from palabre.core import clock

START = datetime(2026, 3, 1, tzinfo=UTC)
HOURS = some.lists(some.tuples(some.integers(0, 400), some.integers(OWN, GENERAL)), max_size=80)


def busiest(sent):
    """The most mails in any 31 days."""
    return max((sum(1 for at in sent if first <= at < first + MONTH) for first in sent), default=0)


@given(HOURS, some.integers(1, 12))
def test_whatever_comes_never_more_than_so_many_in_any_month(steps, budget):
    now, sent = START, []
    for hours, rank in steps:
        now += timedelta(hours=hours)
        until = goes_out_at(sent, budget, rank, now)
        assert until >= now
        lately = [at for at in sent if at > now - MONTH]
        if rank <= ENTRUSTED and len(lately) < budget:
            assert until == now, "one's own goes out as long as a mail is left"
        if until == now:
            sent.append(now)
        else:
            assert goes_out_at(sent, budget, rank, until) == until, "and then it does go out"
            assert until <= now + MONTH
    assert busiest(sent) <= budget


def test_without_a_limit_nothing_waits():
    assert goes_out_at([START] * 50, None, GENERAL, START) == START


def test_the_last_one_is_kept_for_what_is_ones_own():
    day = timedelta(days=1)
    sent = [START, START + day]
    assert goes_out_at(sent, 3, FOLLOWED, START + 20 * day) == START + MONTH
    assert goes_out_at(sent, 3, OWN, START + 20 * day) == START + 20 * day


def test_every_reason_has_its_rank():
    ranks = {why: rank_of(why) for why in Why}
    assert ranks[Why.AUTHOR] < ranks[Why.OWNER] < ranks[Why.SUPPORTER] < ranks[Why.FOLLOWER] < ranks[Why.WISH]


def told(member, happen, by, why):
    happen(by, (member, why))
    deliver_some()
    return mail_some()


def test_what_is_held_back_goes_with_the_next_mail_and_is_said_there(cast, happen, why, later, at_once):
    choose_rhythm(cast.bruno, budget=2)
    assert told(cast.bruno, happen, cast.awa, why.follower) == 1
    later(days=1)
    assert told(cast.bruno, happen, cast.awa, why.follower) == 0
    budget = budget_of(cast.bruno, rhythm_of(cast.bruno))
    assert (budget.sent, [len(group.lines) for group in budget.held]) == (1, [1])

    later(days=1)
    assert told(cast.bruno, happen, cast.awa, why.author) == 1

    body = outbox.outbox[-1].body
    assert body.count("moved the tree") == 2
    assert "1 of these waited, to keep within your mails a month." in body
    assert "At most 2 mails a month." in body
    assert budget_of(cast.bruno, rhythm_of(cast.bruno)).held == []


def test_what_is_held_back_goes_out_by_itself_when_its_time_has_come(cast, happen, why, later, at_once):
    choose_rhythm(cast.bruno, budget=1)
    told(cast.bruno, happen, cast.awa, why.author)
    later(days=1)
    assert told(cast.bruno, happen, cast.awa, why.author) == 0
    later(days=29, hours=23)
    assert mail_some() == 0
    later(hours=2)
    assert mail_some() == 1
    assert not Notice.objects.filter(mailed_at=None).exists()


def test_a_larger_budget_counts_at_once(cast, happen, why, later, at_once):
    choose_rhythm(cast.bruno, budget=1)
    told(cast.bruno, happen, cast.awa, why.author)
    later(minutes=10)
    assert told(cast.bruno, happen, cast.awa, why.author) == 0
    choose_rhythm(cast.bruno, budget=5)
    assert mail_some() == 1


def test_the_page_shows_what_waits_and_where_to_read_it(client, cast, happen, why, later, at_once):
    choose_rhythm(cast.bruno, budget=1)
    told(cast.bruno, happen, cast.awa, why.author)
    later(minutes=10)
    told(cast.bruno, happen, cast.chloe, why.author)
    client.force_login(cast.bruno)
    page = client.get("/notices/rhythm/").content.decode()
    assert "1 mail of news went to you in the last 31 days." in page
    assert f'href="/branches/{cast.rennes.pk}/">Chloé moved the tree of Rennes' in page
    assert "Awa moved the tree" not in page


def test_a_convocation_passes_every_limit_and_says_why(cast, happen, why, later, at_once):
    choose_rhythm(cast.bruno, budget=1)
    told(cast.bruno, happen, cast.awa, why.author)
    mute(cast.bruno, "people.branch", cast.rennes.pk)
    set_pace(cast.bruno, Rhythm.Pace.NEVER)
    happen(cast.awa, (cast.bruno, why.seat), legal=True)
    happen(cast.awa, (cast.bruno, why.seat))
    deliver_some()
    mark_read(cast.bruno, Notice.objects.order_by("-pk")[0].pk)  # read here first, it is owed by mail all the same

    assert mail_some() == 1

    sent = outbox.outbox[-1]
    assert "This mail comes whatever you chose about other mail." in sent.body
    assert sent.body.count("moved the tree") == 1
    assert "List-Unsubscribe" not in sent.message()
    assert "Hear no more about this" not in sent.body + sent.alternatives[0].content
    assert budget_of(cast.bruno, rhythm_of(cast.bruno)).sent == 1
    assert mail_some() == 0


def test_what_was_sent_is_forgotten_after_two_months(cast, later):
    Sent.objects.create(member=cast.awa)
    later(days=61)
    assert forget_sent() == 0
    later(days=2)
    assert forget_sent() == 1


@pytest.mark.parametrize("seed", range(6))
def test_over_months_of_anything_no_limit_is_passed_and_nothing_is_lost(cast, happen, later, another, seed):
    """People who change their minds, mails at all hours, convocations; each mail is looked at as it goes out."""
    chance = random.Random(seed)
    people, sent = [cast.bruno, cast.driss, cast.edwige], defaultdict(list)
    for _step in range(120):
        member = chance.choice(people)
        deed = chance.random()
        if deed < 0.08:
            pace = chance.choice([*Rhythm.Pace])
            choose_rhythm(member, pace=pace, hour=chance.randrange(24), budget=chance.choice([None, 1, 2, 3, 5]))
        elif deed < 0.12:
            mark_read(member, Notice.objects.order_by("-pk").values_list("pk", flat=True).first() or 1)
        elif deed < 0.8:
            subject = chance.choice([cast.rennes, another])
            happen(cast.awa, (member, chance.choice([*Why])), subject=subject, legal=chance.random() < 0.05)
            deliver_some()
        before = len(outbox.outbox)
        while mail_some():
            pass
        look_at(outbox.outbox[before:], sent)
        later(hours=chance.choice([0, 0, 1, 5, 24, 60]))
    for member in people:
        assert not lost(member), "owed, and neither held where it is shown nor waiting for its hour"


def look_at(mails, sent):
    """Each mail that just went out keeps within what its reader wants at this moment."""
    now = clock.now()
    for message in mails:
        rhythm = Rhythm.objects.get(member__email=message.to[0])
        if "whatever you chose" in message.body:
            continue
        assert rhythm.pace != Rhythm.Pace.NEVER, "unsubscribed means none"
        sent[rhythm.pk].append(now)
        lately = sum(at > now - MONTH for at in sent[rhythm.pk])
        assert rhythm.budget is None or lately <= rhythm.budget


def lost(member):
    """Owed notices that are not held, long after every hour has passed."""
    rhythm = rhythm_of(member)
    held = {line.at for group in budget_of(member, rhythm).held for line in group.lines}
    owed = Notice.objects.filter(member=member, mailed_at=None, read_at=None, at__lt=clock.now() - timedelta(days=8))
    with transaction.atomic():
        return [notice.pk for notice in owed.select_related("entry") if notice.entry.at not in held]
