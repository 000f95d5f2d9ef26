"""Where a duty counts: for the whole, in an entity, in a branch."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.contrib.auth.models import AnonymousUser

from palabre.people.models import Branch, Duty, Entity
from palabre.people.policies import holds_duty

REGISTER = Duty.Kind.REGISTER


@pytest.fixture
def places(cast):
    """Estran France with Rennes and Lille, Estran Belgique with Gand."""
    belgium = Entity.objects.create(name="Estran Belgique", country="BE")
    return SimpleNamespace(
        france=cast.france,
        belgium=belgium,
        rennes=cast.rennes,
        lille=Branch.objects.create(name="Lille", entity=cast.france),
        gand=Branch.objects.create(name="Gand", entity=belgium),
    )


@pytest.fixture
def entrust(cast):
    def _entrust(member, kind=REGISTER, **where):
        dates = {"from_on": cast.today, "until_on": cast.today + timedelta(days=10)} | where
        return Duty.objects.create(member=member, kind=kind, **dates)

    return _entrust


# Where the duty is entrusted, and where it counts.
COUNTS = {
    "whole": {"whole", "france", "belgium", "rennes", "lille", "gand"},
    "france": {"france", "rennes", "lille"},
    "belgium": {"belgium", "gand"},
    "rennes": {"rennes"},
    "gand": {"gand"},
}


def scope(places, name):
    """The words by which a place is named to a duty, and to ``holds_duty``."""
    if name == "whole":
        return {}
    return {"entity" if name in ("france", "belgium") else "branch": getattr(places, name)}


@pytest.mark.parametrize("entrusted", COUNTS)
def test_where_a_duty_counts(cast, places, entrust, entrusted):
    entrust(cast.driss, **scope(places, entrusted))
    asked = ("whole", "france", "belgium", "rennes", "lille", "gand")
    assert {each for each in asked if holds_duty(cast.driss, REGISTER, **scope(places, each))} == COUNTS[entrusted]
    assert not holds_duty(cast.driss, Duty.Kind.SECRETARIAT, **scope(places, entrusted))


def test_lists_of_branches_agree_with_the_policy(cast, places, entrust):
    day = timedelta(days=1)
    entrust(cast.awa)
    entrust(cast.bruno, entity=places.france)
    entrust(cast.chloe, branch=places.gand)
    entrust(cast.chloe, branch=places.rennes)
    entrust(cast.driss, from_on=cast.today + day)
    entrust(cast.edwige, branch=places.lille, until_on=cast.today - day, from_on=cast.today - 9 * day)
    entrust(cast.hugo, kind=Duty.Kind.SECRETARIAT, entity=places.belgium)
    entrust(cast.zoe)
    cast.zoe.is_active = False
    people = [cast.awa, cast.bruno, cast.chloe, cast.driss, cast.edwige, cast.farid, cast.greta, cast.hugo, cast.zoe]
    seen = {}
    for viewer in (AnonymousUser(), *people):
        listed = set(Branch.objects.entrusted_to(viewer, REGISTER))
        assert listed == {each for each in Branch.objects.all() if holds_duty(viewer, REGISTER, branch=each)}, viewer
        seen[str(viewer)] = {branch.name for branch in listed}
    # Said out loud: rules that let everyone in, or nobody, would agree with each other.
    assert {name: found for name, found in seen.items() if found} == {
        "Awa": {"Rennes", "Lille", "Gand"},
        "Bruno": {"Rennes", "Lille"},
        "Chloé": {"Gand", "Rennes"},
    }


def test_a_branch_and_an_entity_together_are_no_question(cast, places):
    with pytest.raises(ValueError, match="a branch or an entity"):
        holds_duty(cast.driss, REGISTER, branch=places.gand, entity=places.france)
