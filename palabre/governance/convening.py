"""How long before a meeting it is convened, and its agenda published: calendar days, in the cooperative's time zone.

A notice of 15 days means that 15 midnights lie between: convened on the 1st, the meeting is on the 16th at the
earliest, whatever the hours, and whether or not a clock is put forward meanwhile.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from palabre.core import clock
from palabre.core.components.dates import day_of, in_words
from palabre.governance.models import Body, Meeting
from palabre.governance.ruled import rule_at, rules_of
from palabre.rules.models import Rule
from palabre.rules.queries.in_force import Held
from palabre.statutes.queries.in_force import articles_named


@dataclass(frozen=True, slots=True)
class Notice:
    """How many days ahead a body is convened, from which day on it may meet if it is convened today, and why so."""

    body: Body
    held: Held
    first_day: date

    @property
    def may_be_shortened(self) -> bool:
        """By a reason that everyone reads. Only what a house rule asks, and no law: statutes know no urgency."""
        rule = self.held.rule
        return rule is not None and rule.layer == Rule.Layer.HOUSE and self.held.fact is None

    def words(self, viewer: Any) -> str:
        """The rule as a sentence, with its article for whoever may read it."""
        days = self.held.value
        said = ngettext(
            "“%(body)s” is convened at least %(days)s day ahead: from %(first)s on.",
            "“%(body)s” is convened at least %(days)s days ahead: from %(first)s on.",
            days,
        ) % {"body": self.body, "days": days, "first": in_words(self.first_day)}
        return f"{said} {self._source(viewer)}".strip()

    def _source(self, viewer: Any) -> str:
        if self.held.rule is None:
            return _("See %(article)s.") % {"article": self.held.fact.law} if self.held.fact else ""
        article = self.held.rule.article_id
        named = articles_named(viewer, [article]).get(article) if article else None
        return _("See %(article)s.") % {"article": named.label} if named else ""


def notice_for(body: Body, today: date | None = None) -> Notice | None:
    """The notice that holds for ``body`` today; None where nothing rules it. Two queries."""
    today = today or clock.today()
    held = rules_of(body, "convocation_days").get("convocation_days")
    return Notice(body, held, today + timedelta(days=held.value)) if held else None


def why_too_soon(notice: Notice | None, starts_at: datetime, urgent_because: str, viewer: Any) -> dict[str, str]:
    """By field, why a meeting at ``starts_at`` is convened too late; empty if it is not, or its urgency is said."""
    if notice is None or day_of(starts_at) >= notice.first_day:
        return {}
    if not notice.may_be_shortened:
        return {"starts_at": notice.words(viewer)}
    if urgent_because:
        return {}
    return {"urgent_because": notice.words(viewer) + " " + _("If it cannot wait, please say why: everyone reads it.")}


def agenda_due_on(meeting: Meeting) -> date | None:
    """The last day on which the agenda is published in time, under the rules the meeting was called under.

    Never before the day on which it was called: a meeting called at short notice publishes its agenda that day.
    """
    days = rule_at(meeting, "agenda_days")
    if not days:
        return None
    due_on = day_of(meeting.starts_at) - timedelta(days=days)
    return max(due_on, day_of(meeting.called_at)) if meeting.called_at else due_on


def is_added_late(meeting: Meeting) -> bool:
    """Whether what goes on the agenda of ``meeting`` today is a late change: it is published, and its day has passed.

    Three queries at most.
    """
    due_on = agenda_due_on(meeting)
    return due_on is not None and clock.today() > due_on and meeting.published_agendas.exists()
