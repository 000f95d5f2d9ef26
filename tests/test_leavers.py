"""Whoever left, their account still open, may do no more than someone with an account who never belonged.

By the calendar alone: no job runs here, and no duty, mandate, seat or list is touched when the last belonging is over.
"""

from datetime import timedelta
from importlib import import_module

import pytest
from django.apps import apps
from django.db import transaction

from palabre.commons.notices.rights import Rights
from palabre.commons.trail import invariants
from palabre.core import clock
from palabre.core.verdict import Refused
from palabre.governance.models import Mandate
from palabre.governance.policies import holds_mandate
from palabre.people.alone import only
from palabre.people.models import Addressed, Audience, Belonging, Cooperative, Duty, Listed, Member
from palabre.people.policies import holds_duty
from palabre.people.queries import readers_among
from palabre.processes.actions.seats import give_seat
from palabre.processes.models import Process
from palabre.processes.policies.recommendations import holds_seat
from palabre.register.actions.belongings import open_belonging
from tests.test_permission_matrix import REACHES, outcome_of
from tests.world import build
from tests.world.deeds import DEEDS

DAY = timedelta(days=1)
BELONGED = ("awa", "bruno", "chloe", "driss", "edwige", "farid", "hugo")
# Done with what is one's own and gives no right of members: a bare account that had one would do the same.
OWN = [
    ("four_eyes.withdraw", "farid"),  # takes back what he asked for
    ("membership.end_duty", "chloe"),  # lays down what no longer counts
    ("membership.end_session", "awa"),
    ("membership.end_token", "awa"),
    ("privacy.take_package", "edwige"),
    ("processes.end_seat", "driss"),  # a seat that no longer counts: nothing is left to end
]


def leave(member, last_day):
    Belonging.objects.filter(member=member).replace(until_on=last_day)


def beyond(world, last_day):
    """What each of those who belonged does and Zoe, who never did, does not; the others staying."""
    done = {name for name, deed in DEEDS.items() if outcome_of(deed, world, world.cast.zoe) == "done"}
    for person in BELONGED:
        member = getattr(world.cast, person)
        with transaction.atomic():
            leave(member, last_day)
            for name in DEEDS.keys() - done:
                if outcome_of(DEEDS[name], world, member) == "done":
                    yield name, person
            transaction.set_rollback(True)


@pytest.mark.long
@pytest.mark.parametrize("reach", REACHES)
def test_whoever_left_does_no_more_than_an_account_that_never_belonged(cast, reach):
    world = build(cast, 2, reach=reach)
    own = OWN + [("processes.take_name_out", "bruno")] * (reach == "public")  # his own name, where he still reads it
    assert sorted(beyond(world, cast.today - DAY)) == own


def readable(member):
    """What of everything with readers ``member`` reads: (model, number)."""
    for model in apps.get_models():
        if issubclass(model, Addressed):
            yield from ((model.__name__, pk) for pk in model.objects.visible_to(member).values_list("pk", flat=True))


@pytest.mark.parametrize("reach", REACHES)
def test_whoever_left_reads_what_any_account_reads_and_what_concerns_them_alone(cast, reach):
    world = build(cast, 2, reach=reach)
    zoe, farids = set(readable(cast.zoe)), set(readable(cast.farid))
    assert farids - zoe, "there is something to lose"
    for person in BELONGED:
        leave(getattr(world.cast, person), cast.today - DAY)
    own = only(cast.farid)
    assert set(readable(cast.farid)) == zoe
    assert (own.lets_in(cast.farid), own.lets_in(cast.zoe)) == (True, False)


@pytest.fixture
def holding(cast):
    """A function: which of the rights that Farid was given he has (a duty, a mandate, a seat, a place on a list)."""
    body = build(cast, 1).body
    duty, process = Duty.Kind.SECRETARIAT, Process.objects.first()
    Duty.objects.filter(member=cast.farid).update(until_on=cast.today + 300 * DAY)
    Mandate.objects.filter(holder=cast.farid).update(until_on=cast.today + 300 * DAY)
    group = process.groups.first()
    give_seat(group, by=cast.farid, member=cast.farid, role="participant")

    def of(member):
        process.refresh_from_db()
        reads = process.writers.lets_in(member)
        assert reads == readers_among(process.writers, [member.pk]).exists()
        assert reads == Rights.of([member.pk]).let_in(process.writers_id, member.pk)
        return [holds_duty(member, duty), holds_mandate(member, body), holds_seat(member, process), reads]

    of.group, of.body = group, body
    return of


def test_rights_end_the_day_after_the_last_day_and_whoever_comes_back_has_what_still_runs(cast, holding, move_clock):
    leave(cast.farid, cast.today + DAY)
    Belonging.objects.filter(member=cast.chloe).replace(until_on=cast.today + 200 * DAY)
    assert holding(cast.farid) == [True] * 4
    move_clock(days=1)
    assert (holding(cast.farid), cast.farid.has_left()) == ([True] * 4, False)
    move_clock(days=2)
    assert (holding(cast.farid), cast.farid.has_left()) == ([False] * 4, True)
    assert [
        found for name, check in invariants.registry.items() if name.startswith("processes") for found in check()
    ] == []
    terms = {"college": cast.college, "branch": cast.rennes, "status": None, "shares": 1, "from_on": clock.today()}
    open_belonging(cast.farid, by=cast.chloe, reason="He came back.", **terms)
    assert holding(cast.farid) == [True] * 4


def test_between_two_belongings_nobody_has_left_once_the_second_is_written(cast, holding):
    leave(cast.farid, cast.today - DAY)
    Belonging.objects.create(
        member=cast.farid, entity=cast.france, college=cast.college, branch=cast.rennes, from_on=cast.today + 9 * DAY
    )
    assert (holding(cast.farid), cast.farid.has_left(), cast.farid.belongs()) == ([True] * 4, False, False)


def test_a_line_written_by_mistake_and_replaced_counts_for_nothing(cast, holding):
    leave(cast.farid, cast.today - DAY)
    Belonging.objects.filter(member=cast.farid).replace(until_on=None)
    assert (holding(cast.farid), cast.farid.has_left()) == ([True] * 4, False)


def test_whoever_never_belonged_keeps_what_was_entrusted_to_them(cast, holding):
    year = {"from_on": cast.today, "until_on": cast.today + 300 * DAY}
    Duty.objects.create(member=cast.zoe, kind="secretariat", **year)
    Mandate.objects.create(holder=cast.zoe, body=holding.body, role="secretary", **year)
    give_seat(holding.group, by=cast.zoe, member=cast.zoe, role="participant")
    assert (holding(cast.zoe), cast.zoe.has_left()) == ([True] * 4, False)


def test_a_seat_is_not_given_to_whoever_left(cast, holding):
    leave(cast.awa, cast.today - DAY)
    with pytest.raises(Refused, match="This person is no longer a member"):
        give_seat(holding.group, by=cast.farid, member=cast.awa, role="participant")


def test_one_asked_alone_and_many_asked_together_agree(cast):
    leave(cast.awa, cast.today - DAY)
    leave(cast.bruno, cast.today)
    audience = Audience.objects.create(reach="listed", label="Some of us")
    now = clock.now()
    Listed.objects.bulk_create(Listed(audience=audience, member=each, from_at=now) for each in Member.objects.all())
    for days in (0, 1, 2):
        counted = set(Listed.objects.at(now + days * DAY).values_list("member", flat=True))
        day = cast.today + days * DAY
        assert counted == {each.pk for each in Member.objects.all() if not each.has_left(day)}
        assert Member.objects.filter(pk__in=counted).count() == 8 - bool(days)


def test_it_is_so_whether_accounts_close_or_not(cast, holding):
    Cooperative.objects.update(closes_accounts=False)
    leave(cast.farid, cast.today - DAY)
    assert (holding(cast.farid), cast.farid.is_active) == ([False] * 4, True)


def test_lists_made_before_leave_people_what_is_their_own(cast):
    for label in ("only member 7", "told #3", "a request to join", "Writers: Buy near"):
        audience = Audience.objects.create(reach="listed", label=label)
        Listed.objects.create(audience=audience, member=cast.awa)
        Listed.objects.create(audience=audience, member=cast.farid, until_at=clock.now() + DAY)
    import_module("palabre.people.migrations.0005_listed_by_standing").leave_people_their_own(apps, None)
    own = Listed.objects.filter(by_standing=False).values_list("audience__label", "member__name")
    assert set(own) == {
        ("only member 7", "Awa"),
        ("only member 7", "Farid"),
        ("told #3", "Awa"),
        ("told #3", "Farid"),
        ("a request to join", "Awa"),
    }
