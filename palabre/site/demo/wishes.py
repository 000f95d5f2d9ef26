"""What the demo's cast wishes: when mail comes and how much of it. Who is not named here gets it at once."""

from typing import Any

from palabre.commons.notices.preferences import choose_rhythm
from palabre.people.models import Member

RHYTHMS: dict[str, dict[str, Any]] = {
    "hugo": {"pace": "weekly", "hour": 18, "weekday": 4, "budget": 4},
    "lotte": {"pace": "daily", "hour": 7, "zone": "Europe/Brussels", "budget": 8},
    "ines": {"pace": "weekly", "hour": 8, "weekday": 0, "zone": "Europe/Brussels", "budget": 2},
}


def wish(cast: dict[str, Member]) -> None:
    for key, rhythm in RHYTHMS.items():
        choose_rhythm(cast[key], **rhythm)
