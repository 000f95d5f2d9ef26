"""A deed of the tests: Farid may ask, Chloé and Hugo (and Farid himself) confirm; it is done to Edwige."""

import pytest

from palabre.commons.four_eyes import deeds
from palabre.commons.four_eyes.actions.acts import ask
from palabre.commons.four_eyes.deeds import Deed
from palabre.commons.trail.verbs import Why
from palabre.core.verdict import YES, no


@pytest.fixture
def stage(cast, monkeypatch):
    """What was done (a list), who may ask and confirm (sets of names), and whether it fits."""

    class Stage:
        done, asks, confirms, fits = [], {"Farid"}, {"Farid", "Chloé", "Hugo", "Edwige"}, YES

    stage = Stage()
    stage.done, stage.asks, stage.confirms = [], set(Stage.asks), set(Stage.confirms)

    def among(names):
        return lambda viewer: YES if getattr(viewer, "name", "") in names() else no("Not you.")

    stage.deed = Deed(
        key="tests.paint",
        sentence=lambda facts: f"Paint the door no. {facts['door']}",
        may_ask=among(lambda: stage.asks),
        may_confirm=among(lambda: stage.confirms),
        fits=lambda facts: stage.fits,
        perform=lambda facts, asked_by, confirmed_by: stage.done.append((facts["door"], asked_by, confirmed_by)),
        shown=lambda facts: [("Whose door", cast.edwige.name)],
        concerns=lambda facts: facts["whose"],
        told=lambda facts: [(cast.chloe.pk, Why.SECRETARIAT), (cast.hugo.pk, Why.REGISTER)],
    )
    monkeypatch.setitem(deeds.registry, stage.deed.key, stage.deed)
    stage.ask = lambda by=cast.farid, door=3: ask(stage.deed, by=by, facts={"door": door, "whose": cast.edwige.pk})
    return stage
