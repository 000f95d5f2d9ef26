"""A calm reminder before a check: to the owner alone, once, as many days before as the rules say."""

from datetime import timedelta

import pytest

from palabre.commons.trail.models import Entry
from palabre.commons.trail.rounds import registry
from palabre.commons.trail.verbs import Why
from palabre.governance.actions.commitments import note_progress
from palabre.governance.actions.reminding import remind_owners
from palabre.governance.models import Commitment
from palabre.rules.actions.rulebooks import record_rules
from palabre.rules.models import Rule

VERB = "governance.check_nears"


@pytest.fixture
def ruled(cast):
    """``ruled(7)``: from today on, the rules say seven days for every body."""

    def rule(days):
        record_rules(
            by=cast.farid, entity=None, rules=[Rule(key="check_reminder_days", kind="", value=days, layer="house")],
            packs=[], adopted_by="The board", adopted_on=cast.today, in_force_on=cast.today,
        )  # fmt: skip

    return rule


def test_the_worker_does_it_every_hour():
    walk = registry["governance.reminders"]
    assert (walk.seconds, walk.work) == (3600, remind_owners)


def test_the_owner_alone_is_told_once_before_the_check(promise, cast, move_clock, told, last_entry, ruled):
    ruled(7)
    move_clock(days=12)  # the check is on the twentieth day
    assert remind_owners() == 0
    move_clock(days=13)
    assert [remind_owners(), remind_owners()] == [1, 0]

    entry = last_entry()
    assert (entry.verb, entry.subject_id, told(entry)) == (VERB, promise.pk, {cast.driss.pk: Why.OWNER})
    move_clock(days=15)
    assert remind_owners() == 0


def test_another_check_is_reminded_anew(promise, cast, move_clock, ruled, days):
    ruled(7)
    move_clock(days=15)
    assert remind_owners() == 1
    note_progress(promise, by=cast.driss, status="under_way", text="Half of it.", next_check_on=days(40))
    assert remind_owners() == 0
    move_clock(days=35)
    assert remind_owners() == 1
    assert Entry.objects.filter(verb=VERB).count() == 2


def test_nobody_is_reminded_where_nothing_is_ruled_or_the_check_was_set_lately(promise, move_clock, ruled):
    move_clock(days=15)
    assert remind_owners() == 0
    ruled(7)
    Commitment.objects.filter(pk=promise.pk).update(changed_at=promise.changed_at + timedelta(days=14))
    assert remind_owners() == 0


def test_neither_what_is_done_or_late_nor_a_service_nor_a_closed_account_is_reminded(promise, cast, move_clock, ruled):
    ruled(7)
    move_clock(days=15)
    there = Commitment.objects.filter(pk=promise.pk)
    for changed, back in (
        ({"status": "done"}, {"status": "under_way"}),
        ({"owner": None, "owner_service": "The office"}, {"owner": cast.driss}),
        ({"next_check_on": cast.today}, {"next_check_on": promise.next_check_on}),
    ):
        there.update(**changed)
        assert remind_owners() == 0, changed
        there.update(**back)
    cast.driss.is_active = False
    cast.driss.save()
    assert remind_owners() == 0
    cast.driss.is_active = True
    cast.driss.save()
    assert remind_owners() == 1
