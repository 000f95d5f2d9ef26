"""One asks, another confirms: never the same, never twice, never late, and everyone may read it."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, transaction

from palabre.commons.four_eyes.actions.acts import ask, confirm, refuse, withdraw
from palabre.commons.four_eyes.actions.expiry import expire_due
from palabre.commons.four_eyes.deeds import register
from palabre.commons.four_eyes.models import Act
from palabre.commons.four_eyes.waiting import to_confirm
from palabre.commons.trail.models import Entry
from palabre.commons.trail.verbs import told_of
from palabre.core import clock
from palabre.core.verdict import Refused, no


def verbs():
    return list(Entry.objects.filter(verb__startswith="four_eyes.").order_by("id").values_list("verb", flat=True))


def told(verb):
    return {member for member, _why in told_of(Entry.objects.get(verb=verb))}


def test_what_one_asks_and_another_confirms_is_done_once(cast, stage):
    act = stage.ask()
    assert stage.done == []
    confirm(act, by=cast.chloe)
    assert stage.done == [(3, cast.farid, cast.chloe)]
    act.refresh_from_db()
    assert (act.outcome, act.answered_by, act.asked_by) == ("confirmed", cast.chloe, cast.farid)
    with pytest.raises(Refused, match="answered already"):
        confirm(act, by=cast.hugo)
    assert len(stage.done) == 1
    assert verbs() == ["four_eyes.asked", "four_eyes.confirmed"]


def test_both_acts_are_for_everyone_to_read_and_name_nobody_it_is_done_to(cast, stage):
    confirm(stage.ask(), by=cast.chloe)
    entries = Entry.objects.filter(verb__startswith="four_eyes.").visible_to(AnonymousUser()).select_related("details")
    assert [entry.details.label for entry in entries] == ["Paint the door no. 3"] * 2
    assert [entry.details.facts for entry in entries] == [{"deed": "tests.paint"}] * 2
    assert {entry.details.actor_name for entry in entries} == {"Farid", "Chloé"}


def test_whoever_asked_does_not_confirm(cast, stage):
    act = stage.ask()
    with pytest.raises(Refused, match="somebody else confirms it"):
        confirm(act, by=cast.farid)
    assert stage.done == []


def test_the_database_itself_refuses_one_person_on_both_sides(cast, stage):
    act = stage.ask()
    with pytest.raises(IntegrityError), transaction.atomic():
        Act.objects.filter(pk=act.pk).update(outcome="confirmed", answered_by=cast.farid, answered_at=clock.now())
    with pytest.raises(IntegrityError), transaction.atomic():
        Act.objects.filter(pk=act.pk).update(outcome="confirmed", answered_by=None, answered_at=clock.now())


def test_whom_it_concerns_does_not_confirm(cast, stage):
    with pytest.raises(Refused, match="This concerns you"):
        confirm(stage.ask(), by=cast.edwige)


@pytest.mark.parametrize("who", ["awa", "greta", "zoe"])
def test_whoever_has_no_standing_neither_asks_nor_answers(cast, stage, who):
    with pytest.raises(Refused, match="Not you"):
        stage.ask(by=getattr(cast, who))
    act = stage.ask()
    for answer in (confirm, lambda act, by: refuse(act, by=by, reason="No.")):
        with pytest.raises(Refused, match="Not you"):
            answer(act, by=getattr(cast, who))
    assert stage.done == []


def test_the_policies_are_asked_again_at_the_confirmation(cast, stage):
    act = stage.ask()
    stage.asks = set()
    with pytest.raises(Refused, match="may not ask for it any more"):
        confirm(act, by=cast.chloe)
    stage.asks, stage.fits = {"Farid"}, no("The door is gone.")
    with pytest.raises(Refused, match="The door is gone"):
        confirm(act, by=cast.chloe)
    stage.confirms = set()
    with pytest.raises(Refused, match="Not you"):
        confirm(act, by=cast.chloe)
    assert (stage.done, verbs()) == ([], ["four_eyes.asked"])


def test_what_cannot_be_done_is_not_confirmed(cast, stage, monkeypatch):
    act = stage.ask()

    def breaks(*words):
        raise ZeroDivisionError

    object.__setattr__(stage.deed, "perform", breaks)
    with pytest.raises(ZeroDivisionError):
        confirm(act, by=cast.chloe)
    act.refresh_from_db()
    assert (act.outcome, verbs()) == ("", ["four_eyes.asked"])


def test_the_same_waits_once(cast, stage):
    stage.asks.add("Hugo")
    assert stage.ask() == stage.ask() == stage.ask(by=cast.hugo)
    assert stage.ask(door=4) != stage.ask()
    assert verbs() == ["four_eyes.asked"] * 2


def test_a_refusal_says_why_and_who_asked_is_told(cast, stage):
    act = stage.ask()
    with pytest.raises(Refused, match="say why"):
        refuse(act, by=cast.chloe, reason="  ")
    refuse(act, by=cast.chloe, reason="Nobody told us.")
    with pytest.raises(Refused, match="answered already"):
        confirm(act, by=cast.hugo)
    assert told("four_eyes.refused") == {cast.farid.pk}
    assert stage.ask() != act, "it may be asked for again"


def test_only_who_asked_withdraws(cast, stage):
    act = stage.ask()
    with pytest.raises(Refused, match="Only the person who asked"):
        withdraw(act, by=cast.chloe)
    withdraw(act, by=cast.farid)
    with pytest.raises(Refused):
        confirm(act, by=cast.chloe)
    with pytest.raises(Refused):
        withdraw(act, by=cast.farid)
    assert verbs() == ["four_eyes.asked", "four_eyes.withdrawn"]


def test_after_a_week_nobody_confirms_it_any_more(cast, stage, move_clock):
    act = stage.ask()
    move_clock(days=7, seconds=-1)
    assert to_confirm(cast.chloe) == [act]
    move_clock(days=7)
    assert to_confirm(cast.chloe) == []
    with pytest.raises(Refused, match="The time to confirm this has passed"):
        confirm(act, by=cast.chloe)
    assert expire_due() == 1
    assert expire_due() == 0
    assert verbs() == ["four_eyes.asked", "four_eyes.expired"]
    assert stage.ask() != act


def test_asked_again_before_the_worker_came_the_old_one_is_closed_first(cast, stage, move_clock):
    act = stage.ask()
    move_clock(days=8)
    again = stage.ask()
    act.refresh_from_db()
    assert (act.outcome, again.outcome, again.is_waiting) == ("expired", "", True)
    assert verbs() == ["four_eyes.asked", "four_eyes.expired", "four_eyes.asked"]


def test_those_who_confirm_are_told_and_find_it_waiting(cast, stage):
    act = stage.ask()
    assert told("four_eyes.asked") == {cast.chloe.pk, cast.hugo.pk}
    waiting = {person.name: to_confirm(person) for person in (cast.chloe, cast.hugo, cast.farid, cast.edwige, cast.awa)}
    assert waiting == {"Chloé": [act], "Hugo": [act], "Farid": [], "Edwige": [], "Awa": []}


def test_too_many_at_once_are_too_many(cast, stage):
    for door in range(20):
        stage.ask(door=door)
    with pytest.raises(Refused) as refused:
        stage.ask(door=99)
    assert refused.value.verdict.retry


def test_a_deed_is_declared_once(stage):
    with pytest.raises(ValueError, match="declared twice"):
        register(stage.deed)


def test_a_deed_may_wait_longer(cast, stage):
    object.__setattr__(stage.deed, "days", 30)
    act = ask(stage.deed, by=cast.farid, facts={"door": 1, "whose": 0})
    assert act.expires_at - clock.now() > timedelta(days=29)
