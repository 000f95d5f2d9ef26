"""A list shows exactly what a page would open: ``visible_to`` agrees with ``may_read``, for every readable model."""

from datetime import timedelta

import pytest
from django.apps import apps
from django.contrib.auth.models import AnonymousUser

from palabre.core import clock
from palabre.people.models import Addressed, AddressedQuerySet, Audience, Belonging, Listed
from palabre.people.policies import may_read
from tests.world import build

ADDRESSED = [model for model in apps.get_models() if issubclass(model, Addressed)]
READABLE = [model for model in apps.get_models() if hasattr(model.objects.all(), "visible_to")]


@pytest.fixture
def reaches(cast, audiences):
    """Every kind of audience: the wide ones, and lists open now, not yet, no longer, and until this instant."""
    now, day = clock.now(), timedelta(days=1)
    lists = []
    for label, from_at, until_at in (
        ("open", now - day, None),
        ("open until tomorrow", now - day, now + day),
        ("not yet", now + day, None),
        ("no longer", now - 2 * day, now - day),
        ("until this instant", now - day, now),
    ):
        audience = Audience.objects.create(reach=Audience.Reach.LISTED, label=label)
        Listed.objects.create(audience=audience, member=cast.awa, from_at=from_at, until_at=until_at)
        Listed.objects.create(audience=audience, member=cast.zoe, from_at=from_at, until_at=until_at)
        lists.append(audience)
    # Edwige's belonging ended yesterday, Hugo's begins tomorrow: neither is a member today.
    Belonging.objects.filter(member=cast.edwige).replace(until_on=cast.today - day)
    Belonging.objects.filter(member=cast.hugo).replace(from_on=cast.today + day)
    return [audiences.public, audiences.signed_in, audiences.members, *lists]


def viewers(cast):
    people = ("awa", "bruno", "chloe", "driss", "edwige", "farid", "greta", "hugo", "zoe")
    return [AnonymousUser(), *(getattr(cast, name) for name in people)]


def owner_of(thing):
    """What has the readers: the thing itself, or for words in a discussion, the discussion."""
    return thing if isinstance(thing, Addressed) else thing.discussion


def disagreements(cast, reaches):
    """Models whose list shows another thing than their pages would open, and to whom."""
    found = set()
    for model in READABLE:
        things = list(model.objects.order_by("pk"))
        # "Does not see" means something where there is something to see, of every reach.
        assert {owner_of(thing).audience_id for thing in things} >= {reach.pk for reach in reaches}, model
        for viewer in viewers(cast):
            listed = set(model.objects.visible_to(viewer).values_list("pk", flat=True))
            if listed != {thing.pk for thing in things if may_read(viewer, owner_of(thing))}:
                found.add((model, str(viewer)))
    return found


def test_lists_and_pages_agree(cast, reaches):
    build(cast, len(reaches), audiences=reaches)
    assert len(ADDRESSED) > 10
    assert disagreements(cast, reaches) == set()


def test_a_list_that_shows_too_much_or_too_little_is_found(cast, reaches, monkeypatch):
    build(cast, len(reaches), audiences=reaches)
    with monkeypatch.context() as planted:
        planted.setattr(AddressedQuerySet, "visible_to", lambda self, viewer: self)
        assert {model for model, viewer in disagreements(cast, reaches) if viewer == "AnonymousUser"} >= set(ADDRESSED)
    with monkeypatch.context() as planted:
        planted.setattr(AddressedQuerySet, "visible_to", lambda self, viewer: self.filter(audience__reach="public"))
        assert {model for model, viewer in disagreements(cast, reaches) if viewer == "Bruno"} >= set(ADDRESSED)
        assert {model for model, viewer in disagreements(cast, reaches) if viewer == "AnonymousUser"} == set()


def test_who_sees_how_much(cast, reaches):
    """Said out loud: a rule that lets everyone in, or nobody, would agree with itself."""
    open_to = {str(viewer): set(Audience.objects.open_to(viewer).filter(pk__in=[r.pk for r in reaches]).values_list(
        "label", flat=True)) for viewer in viewers(cast)}  # fmt: skip
    wide = {reach.reach: reach.label for reach in reaches if reach.reach != "listed"}
    everyone, signed_in, members = wide["public"], wide["signed_in"], wide["members"]
    mine = {"open", "open until tomorrow"}
    assert open_to["AnonymousUser"] == {everyone}
    assert open_to["Awa"] == {everyone, signed_in, members} | mine
    assert open_to["Zoe"] == {everyone, signed_in} | mine
    assert open_to["Edwige"] == open_to["Hugo"] == open_to["Greta"] == {everyone, signed_in}
    assert open_to["Bruno"] == {everyone, signed_in, members}
