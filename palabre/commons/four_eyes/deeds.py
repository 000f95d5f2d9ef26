"""What takes two people: declared by the chapter that does it, from its ``AppConfig.ready``."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from palabre.commons.trail.verbs import Told
from palabre.core.verdict import YES, Verdict

Facts = dict[str, Any]  # JSON: ids, days, keys; never a name, never words somebody wrote


def _fits(facts: Facts) -> Verdict:
    return YES


def _nothing(facts: Facts) -> list[tuple[str, str]]:
    return []


def _nobody(facts: Facts) -> int:
    return 0


@dataclass(frozen=True, slots=True)
class Deed:
    """Something that one person asks for and another confirms.

    ``key`` is stored. ``sentence`` says what is done, for everyone: no name and nothing else of a person in it.
    ``may_ask`` and ``may_confirm`` are about who someone is; that nobody confirms what they asked for, or what
    ``concerns`` them (a member's id, 0 for nobody), is seen to here. ``fits`` says whether it can be done as things
    stand; it is asked when it is asked for and again when it is confirmed. ``perform`` does it, inside the
    transaction of the confirmation; it gets the facts, who asked and who confirms. ``shown``, terms and what they
    are, is for those who may confirm. ``told`` names them, when it is asked for.
    """

    key: str
    sentence: Callable[[Facts], str]
    may_ask: Callable[[Any], Verdict]
    may_confirm: Callable[[Any], Verdict]
    perform: Callable[[Facts, Any, Any], object]
    told: Callable[[Facts], Told]
    fits: Callable[[Facts], Verdict] = _fits
    shown: Callable[[Facts], list[tuple[str, str]]] = _nothing
    concerns: Callable[[Facts], int] = _nobody
    days: int = 7


registry: dict[str, Deed] = {}


def register(*deeds: Deed) -> None:
    """Make deeds known. Raises ``ValueError`` for a key declared twice."""
    for deed in deeds:
        if deed.key in registry:
            raise ValueError(f"deed {deed.key!r} is declared twice")
        registry[deed.key] = deed
