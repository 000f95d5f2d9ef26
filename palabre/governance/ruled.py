"""Which rules hold for a body: its kind and its legal entity say under which version of which rules it stands."""

from datetime import date

from palabre.core import clock
from palabre.governance.models import Body, Meeting
from palabre.rules.models import Rulebook
from palabre.rules.queries.in_force import Held, held, rulebook_on


def rulebook_of(body: Body, day: date | None = None) -> Rulebook | None:
    """The version of the rules under which ``body`` stands on ``day`` (today), if any was written down."""
    return rulebook_on(day or clock.today(), body.entity_id)


def rules_of(body: Body, *keys: str, rulebook: Rulebook | None = None) -> dict[str, Held]:
    """By key, what holds for ``body``: under the version it runs under today or this one. Two queries at most."""
    rulebook = rulebook or rulebook_of(body)
    return held(rulebook, body.kind, keys) if rulebook else {}


def rules_at(meeting: Meeting, *keys: str) -> dict[str, Held]:
    """By key, what holds at ``meeting``: under the version it was called under. Called without any, under none."""
    return rules_of(meeting.body, *keys, rulebook=meeting.rulebook) if meeting.rulebook else {}


def rule_at(meeting: Meeting, key: str) -> int | None:
    """The number that holds at ``meeting``; None where nothing was ruled when it was called."""
    found = rules_at(meeting, key).get(key)
    return found.value if found else None


def rule(body: Body, key: str, rulebook: Rulebook | None = None) -> int | None:
    """The number that holds for ``body``, under this version or today's; None where nothing is ruled."""
    found = rules_of(body, key, rulebook=rulebook).get(key)
    return found.value if found else None
