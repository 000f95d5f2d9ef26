"""The world the fences look at is whole, and nothing in it contradicts what must always hold."""

from django.apps import apps

from palabre.commons.trail import invariants
from tests.world import build

SINGLE = {
    "people.Cooperative",
    "people.Entity",
    "people.College",
    "people.Branch",
    "people.Duty",
    "trail.SealTip",
    "wishes.Asking",
}  # there is one, or the cast makes these


def test_the_world_has_everything(cast):
    build(cast, 3)
    ours = [model for model in apps.get_models() if model.__module__.startswith("palabre.")]
    few = [model._meta.label for model in ours if model.objects.count() < (1 if model._meta.label in SINGLE else 3)]
    assert few == [], "make them in tests/world/"


def test_the_world_holds_what_must_always_hold(cast):
    build(cast, 3)
    assert list(invariants.broken()) == []
