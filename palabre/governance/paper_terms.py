"""What a paper put before a meeting must say. Forms and actions ask the same functions what it lacks."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from palabre.commons.texts.languages import LANGUAGES
from palabre.core import clock
from palabre.core.components.dates import day_of
from palabre.governance.convening import agenda_due_on
from palabre.governance.models import AgendaItem, Meeting, PublishedAgenda

LONGEST_TITLE, LONGEST_REASON = 160, 300
Faults = dict[str, str]  # field → sentence


@dataclass(frozen=True, slots=True)
class Expected:
    """By when papers were expected: ``published_at`` is when the agenda was first published, ``due_on`` its day."""

    published_at: Any
    due_on: date | None

    def is_since(self, at: Any) -> bool:
        """Put there after the agenda was published."""
        return self.published_at is not None and at > self.published_at

    def is_late(self, at: Any) -> bool:
        """Put there after the day on which the rules want the agenda published."""
        return self.due_on is not None and day_of(at) > self.due_on

    @property
    def is_over(self) -> bool:
        """Whether what comes now comes late, and says why."""
        now = clock.now()
        return self.is_since(now) or self.is_late(now)


def expected_at(meeting: Meeting) -> Expected:
    """Two queries at most."""
    first = PublishedAgenda.objects.filter(meeting=meeting).order_by("number").values_list("at", flat=True).first()
    return Expected(first, agenda_due_on(meeting))


@dataclass(frozen=True, slots=True)
class NewPaper:
    """A paper as the secretary puts it there. Without ``item`` it is of the whole meeting."""

    title: str
    language: str
    file: UploadedFile | None
    item: AgendaItem | None = None
    held_because: str = ""
    held_until_on: date | None = None
    because: str = ""

    def faults(self, meeting: Meeting) -> Faults:
        """What is missing or impossible; empty when it can be kept."""
        found: Faults = {}
        if not self.title.strip():
            found["title"] = _("Please say in a few words what this paper is.")
        elif len(self.title) > LONGEST_TITLE:
            found["title"] = _("Please keep it under %(limit)s characters.") % {"limit": LONGEST_TITLE}
        if self.language not in dict(LANGUAGES):
            found["language"] = _("Please choose the language it is written in.")
        if self.item is not None and self.item.meeting_id != meeting.pk:
            found["item"] = _("Please choose an item of this agenda, or the whole meeting.")
        found |= self._holding_faults()
        if expected_at(meeting).is_over and not self.because.strip():
            found["because"] = _("The agenda is published, or its day has passed: please say why this paper comes now.")
        return found | file_faults(self.file, self.because)

    def _holding_faults(self) -> Faults:
        """What is held back says why and until when: a day still to come."""
        because = self.held_because.strip()
        if self.held_until_on and not because:
            return {"held_because": _("Please say why it is held back: everyone reads this.")}
        if because and not self.held_until_on:
            return {"held_until_on": _("Please say on which day it opens.")}
        if self.held_until_on and self.held_until_on <= clock.today():
            return {"held_until_on": _("This day has passed. Please choose one that is still to come.")}
        if len(because) > LONGEST_REASON:
            return {"held_because": _("Please keep it under %(limit)s characters.") % {"limit": LONGEST_REASON}}
        return {}


def file_faults(file: UploadedFile | None, because: str) -> Faults:
    """Whatever the file holds is looked at when it is stored."""
    found: Faults = {}
    if file is None:
        found["file"] = _("Please choose a file.")
    if len(because) > LONGEST_REASON:
        found["because"] = _("Please keep it under %(limit)s characters.") % {"limit": LONGEST_REASON}
    return found


def reason_faults(because: str, sentence: str) -> Faults:
    """Where a reason is always owed: ``sentence`` asks for it."""
    if not because.strip():
        return {"because": sentence}
    if len(because) > LONGEST_REASON:
        return {"because": _("Please keep it under %(limit)s characters.") % {"limit": LONGEST_REASON}}
    return {}
