"""What can be ruled: each thing has a key, its words, a unit. The numbers themselves are data, never here."""

from dataclasses import dataclass
from enum import Enum

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

MOST = 32_767  # what a column of either engine takes


class Unit(Enum):
    """In what a value is counted. ``ONE_IN``: 20 means one in twenty, so a greater value is a smaller part."""

    DAYS, MINUTES, MEMBERS, PROXIES, POINTS, PERCENT, ONE_IN = range(7)


@dataclass(frozen=True, slots=True)
class Key:
    """Something that can be ruled. ``most`` bounds what makes sense at all, such as 100 percent.

    ``register``: no rule sets it, it stands in the members' register; only a law bounds it.
    """

    key: str
    words: str | Promise
    unit: Unit
    group: str | Promise
    most: int = MOST
    register: bool = False

    def said(self, value: int) -> str:
        """The value with its unit, in the reader's language."""
        return _said(self.unit, value)


def _said(unit: Unit, value: int) -> str:
    if unit is Unit.DAYS:
        return ngettext("%(count)s day", "%(count)s days", value) % {"count": value}
    if unit is Unit.MINUTES:
        return ngettext("%(count)s minute", "%(count)s minutes", value) % {"count": value}
    if unit is Unit.MEMBERS:
        return ngettext("%(count)s member", "%(count)s members", value) % {"count": value}
    if unit is Unit.PROXIES:
        return ngettext("%(count)s proxy", "%(count)s proxies", value) % {"count": value}
    if unit is Unit.POINTS:
        return ngettext("%(count)s point", "%(count)s points", value) % {"count": value}
    if unit is Unit.PERCENT:
        return _("%(count)s %%") % {"count": value}
    return _("1 in %(count)s") % {"count": value}


_MEETINGS, _VOICES = gettext_lazy("Meetings"), gettext_lazy("Voices and votes")
_AGENDA, _FOLLOWED = gettext_lazy("Members’ points on the agenda"), gettext_lazy("What was decided")

ALL = [
    Key("convocation_days", gettext_lazy("calendar days between the convocation and the meeting"), Unit.DAYS,
        _MEETINGS),
    Key("agenda_days", gettext_lazy("calendar days between the publication of the agenda and the meeting"), Unit.DAYS,
        _MEETINGS),
    Key("quorum_percent", gettext_lazy("quorum: how many must be present or represented"), Unit.PERCENT, _MEETINGS,
        most=100),
    Key("request_one_in", gettext_lazy("part of the votes or shares that may have an assembly called"), Unit.ONE_IN,
        _MEETINGS),
    Key("request_days", gettext_lazy("days within which an assembly that was asked for is called"), Unit.DAYS,
        _MEETINGS),
    Key("proxies_most", gettext_lazy("proxies that one person carries at most"), Unit.PROXIES, _VOICES),
    Key("proxies_one_in", gettext_lazy("part of the members for whom one person carries proxies at most"), Unit.ONE_IN,
        _VOICES),
    Key("college_percent", gettext_lazy("weight of a college"), Unit.PERCENT, _VOICES, most=100, register=True),
    Key("point_supporters", gettext_lazy("members who must support a point"), Unit.MEMBERS, _AGENDA),
    Key("point_supporters_each_college", gettext_lazy("members of each college who must support a point"),
        Unit.MEMBERS, _AGENDA),
    Key("point_open_days", gettext_lazy("days during which a point may find support"), Unit.DAYS, _AGENDA),
    Key("point_answer_days", gettext_lazy("days within which a supported point is answered"), Unit.DAYS, _AGENDA),
    Key("point_days_before", gettext_lazy("days before the meeting by which a point is supported"), Unit.DAYS, _AGENDA),
    Key("point_reserved_minutes", gettext_lazy("time reserved for members’ points at each meeting"), Unit.MINUTES,
        _AGENDA),
    Key("point_most_each", gettext_lazy("points that one member may have open at once"), Unit.POINTS, _AGENDA),
    Key("check_reminder_days", gettext_lazy("days before a check on which its owner is reminded"), Unit.DAYS,
        _FOLLOWED),
]  # fmt: skip
KEYS = {key.key: key for key in ALL}
