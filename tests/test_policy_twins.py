"""A list shows exactly what a page would open: ``visible_to`` agrees with ``may_read``, for every readable model."""

from datetime import timedelta

import pytest
from django.apps import apps
from django.contrib.auth.models import AnonymousUser

from palabre.core import clock
from palabre.people.models import Addressed, Audience, Belonging, Listed
from palabre.people.policies import may_read
from tests.world import build

ADDRESSED = [model for model in apps.get_models() if issubclass(model, Addressed)]


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
    Belonging.objects.filter(member=cast.edwige).update(until_on=cast.today - day)
    Belonging.objects.filter(member=cast.hugo).update(from_on=cast.today + day)
    return [audiences.public, audiences.signed_in, audiences.members, *lists]


def viewers(cast):
    people = ("awa", "bruno", "chloe", "driss", "edwige", "farid", "greta", "hugo", "zoe")
    return [AnonymousUser(), *(getattr(cast, name) for name in people)]


@pytest.mark.parametrize("model", ADDRESSED, ids=lambda model: model._meta.label)
def test_lists_and_pages_agree(cast, reaches, model, monkeypatch):
    build(cast, len(reaches))
    things = list(model.objects.order_by("pk"))
    assert len(things) >= len(reaches), "tests/world.py makes too few"
    for number, thing in enumerate(things):
        # In memory only, and the database asked through the audience's own rows: some of these are append-only.
        thing.audience = reaches[number % len(reaches)]
    by_audience = {audience.pk: audience for audience in reaches}

    for viewer in viewers(cast):
        open_now = set(Audience.objects.open_to(viewer).filter(pk__in=by_audience).values_list("pk", flat=True))
        opened = {thing.pk for thing in things if may_read(viewer, thing)}
        assert opened == {thing.pk for thing in things if thing.audience_id in open_now}, viewer
