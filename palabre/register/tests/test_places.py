"""Who is told of what opens in a place, and who is not."""

from datetime import timedelta

import pytest

from palabre.commons.notices.deliver import deliver_some
from palabre.commons.notices.models import Notice, Rhythm
from palabre.commons.notices.preferences import mute, set_pace
from palabre.commons.trail.record import record
from palabre.core import clock
from palabre.governance.actions.meetings import call_meeting
from palabre.governance.models import Body, Mandate
from palabre.people.models import Audience, Belonging, Branch, BranchFollow
from palabre.processes.models import Process
from palabre.processes.verbs.manuscripts import PUBLISHED
from palabre.register.actions.following import follow_branch, leave_branch
from palabre.register.places import branches_named
from tests.world import build

DAY = timedelta(days=1)


@pytest.fixture
def namur(cast):
    """Edwige is at home in Namur. Awa follows it; Bruno did; Hugo does, and left the cooperative."""
    branch = Branch.objects.create(name="Namur", entity=cast.france)
    Belonging.objects.filter(member=cast.edwige).replace(branch=branch)
    follow_branch(branch, by=cast.awa)
    for member in (cast.bruno, cast.hugo):
        follow_branch(branch, by=member)
    leave_branch(branch, by=cast.bruno)
    Belonging.objects.filter(member=cast.hugo).replace(until_on=cast.today - DAY)
    return branch


@pytest.fixture
def body(cast):
    """Chloé sits on it, and calls its meetings; Driss sits there too."""
    body = Body.objects.create(name="Board", audience=Audience.wide("public"))
    for member, role in ((cast.chloe, "chair"), (cast.driss, "director")):
        Mandate.objects.create(body=body, holder=member, role=role, from_on=cast.today, until_on=cast.today + 90 * DAY)
    return body


def told(**where):
    deliver_some()
    return set(Notice.objects.filter(**where).values_list("member__name", "why"))


def call(body, cast, place):
    return call_meeting(body, by=cast.chloe, starts_at=clock.now() + 20 * DAY, place=place)


def test_a_meeting_tells_those_at_home_where_it_is_and_those_who_follow_it(cast, namur, body):
    call(body, cast, "Maison des associations, NAMUR")
    assert told() - {("Farid", "secretariat")} == {("Driss", "mandate"), ("Edwige", "place"), ("Awa", "place")}


def test_a_meeting_elsewhere_tells_them_nothing(cast, namur, body):
    call(body, cast, "Namurois, rue Basse")
    assert {why for _name, why in told()} <= {"mandate", "secretariat"}


def test_a_convocation_is_owed_to_who_sits_there_and_not_to_who_follows(cast, namur, body):
    for member in (cast.awa, cast.driss):
        set_pace(member, Rhythm.Pace.NEVER)
    meeting = call(body, cast, "Namur")
    for member in (cast.edwige, cast.driss):
        mute(member, "governance.meeting", meeting.pk)
    assert told(legal=True) - {("Farid", "secretariat")} == {("Driss", "mandate")}
    assert told(legal=False) == {("Awa", "place")}
    assert set(Notice.objects.filter(mailed_at__isnull=False).values_list("member__name", flat=True)) == {"Awa"}


def test_a_process_tells_those_whose_branch_one_of_its_groups_bears(cast, namur):
    build(cast, 1)
    process = Process.objects.first()
    process.groups.create(name="Groupe de Namur")
    Notice.objects.all().delete()
    entry = record(PUBLISHED, process, by=cast.chloe, audience=Audience.wide("members"))
    assert {("Edwige", "place"), ("Awa", "place")} <= told(entry=entry)
    assert not Notice.objects.filter(entry=entry, member__in=[cast.hugo, cast.zoe]).exists()


def test_who_may_not_read_it_is_not_told(cast, namur, body):
    body.audience = Audience.objects.create(reach="listed", label="The board")
    body.save()
    call(body, cast, "Namur")
    assert told() == set()


def test_following_from_tomorrow_is_not_following_today(cast, namur, body):
    BranchFollow.objects.filter(member=cast.awa).update(from_on=cast.today + DAY)
    call(body, cast, "Namur")
    assert ("Awa", "place") not in told()


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("Groupe de Malo", ["Malo"]),
        ("malo", ["Malo"]),
        ("Saint-Malo", []),
        ("Maloine", []),
        ("Paris Nord", ["Paris Nord"]),
        ("Gare du Nord", ["Nord"]),
        ("Paris Nord et Malo (visio)", ["Malo", "Paris Nord"]),
        ("", []),
    ],
)
def test_a_branch_is_found_by_its_whole_name(cast, words, names):
    for name in ("Malo", "Nord", "Paris Nord"):
        Branch.objects.create(name=name, entity=cast.france)
    assert sorted(Branch.objects.filter(pk__in=branches_named(words)).values_list("name", flat=True)) == names
