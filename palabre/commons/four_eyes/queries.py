"""Exceptional acts as everyone reads them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from palabre.commons.four_eyes.models import Act


@dataclass(frozen=True, slots=True)
class ActLine:
    """One act: what, who asked and when, what became of it; ``by`` is empty where nobody answered."""

    pk: int
    what: str
    asked_by: str
    asked_at: datetime
    until: datetime
    waits: bool
    fate: str
    by: str
    at: datetime | None
    reason: str


def lines_of(acts: Iterable[Act]) -> list[ActLine]:
    """For acts with ``asked_by`` and ``answered_by``. No query."""
    return [line_of(act) for act in acts]


def line_of(act: Act) -> ActLine:
    return ActLine(
        pk=act.pk,
        what=str(act),
        asked_by=act.asked_by.name,
        asked_at=act.asked_at,
        until=act.expires_at,
        waits=act.is_waiting,
        fate=_fate(act),
        by=act.answered_by.name if act.answered_by else "",
        at=act.answered_at or (None if act.is_waiting else act.expires_at),
        reason=act.reason,
    )


def _fate(act: Act) -> str:
    if act.is_waiting:
        return _("waits for a second person")
    if act.outcome == Act.Outcome.REFUSED:
        return _("refused, and not done")
    return str(act.get_outcome_display() if act.outcome else Act.Outcome.EXPIRED.label)
