"""What an open hour and an answer must say. Forms and actions ask the same functions."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext as _

from palabre.core import clock
from palabre.core.components.dates import in_words
from palabre.governance.models import Answer, Body, Mandate, OpenHour, Question

LONGEST_ABOUT, LONGEST_PLACE, LONGEST_LINK, LONGEST_QUESTION, LONGEST = 160, 160, 500, 600, 2000
LASTS_MOST = timedelta(hours=12)
# Per account: a member has a handful of questions for one evening, a machine any number.
MOST_QUESTIONS, QUESTIONS_WITHIN = 6, timedelta(hours=1)
Faults = dict[str, str]  # field → sentence
_web_address = URLValidator(schemes=["http", "https"])


@dataclass(frozen=True, slots=True)
class Receiving:
    """When, where, who and what about. ``receivers`` are mandates; without ``questions_until``, until it begins."""

    about: str
    from_at: datetime
    until_at: datetime
    receivers: tuple[Mandate, ...]
    place: str = ""
    link: str = ""
    questions_until: datetime | None = None

    @property
    def last_question(self) -> datetime:
        return self.questions_until or self.from_at

    def faults(self, body: Body, hour: OpenHour | None = None) -> Faults:
        """What is missing or impossible; empty when it can be announced so, or ``hour`` changed to it."""
        found: Faults = {}
        if not self.about.strip():
            found["about"] = _("Please say in a few words what one may speak of.")
        elif len(self.about) > LONGEST_ABOUT:
            found["about"] = _("Please keep it under %(limit)s characters.") % {"limit": LONGEST_ABOUT}
        return found | self._faults_of_time(hour) | self._faults_of_place() | self._faults_of_receivers(body)

    def _faults_of_time(self, hour: OpenHour | None) -> Faults:
        """One that has begun keeps its beginning when it is changed."""
        found: Faults = {}
        if self.from_at <= clock.now() and not (hour and self.from_at == hour.from_at):
            found["from_at"] = _("This time has passed. Please choose one that is still to come.")
        if self.until_at <= self.from_at:
            found["until_at"] = _("It ends after it begins. Please choose a later hour.")
        elif self.until_at - self.from_at > LASTS_MOST:
            found["until_at"] = _("An open hour ends on the day it begins. Please choose an earlier one.")
        elif self.last_question > self.until_at:
            found["questions_until"] = _("Questions are asked before it is over. Please choose an earlier time.")
        return found

    def _faults_of_place(self) -> Faults:
        if not (self.place.strip() or self.link.strip()):
            return {"place": _("Please say where: a place, a link, or both.")}
        if len(self.place) > LONGEST_PLACE or len(self.link) > LONGEST_LINK:
            return {"place": _("Please keep it under %(limit)s characters.") % {"limit": LONGEST_PLACE}}
        if self.link.strip():
            try:
                _web_address(self.link.strip())
            except ValidationError:
                return {"link": _("Please give a whole address that begins with https:// or http://.")}
        return {}

    def _faults_of_receivers(self, body: Body) -> Faults:
        if not self.receivers:
            return {"receivers": _("Please choose who receives.")}
        day = clock.day_of(self.from_at)
        running = set(body.mandates.on(clock.today()).values_list("pk", flat=True))
        for mandate in self.receivers:
            if mandate.pk not in running:
                return {"receivers": _("Please choose among those who sit on this body today.")}
            if mandate.until_on < day:
                return {
                    "receivers": _("The mandate of %(name)s ends on %(day)s, before this open hour.")
                    % {"name": mandate.holder.name, "day": in_words(mandate.until_on)}
                }
        return {}


def reason_faults(reason: str) -> Faults:
    if not reason.strip():
        return {"reason": _("Please write the reason: everyone who wished to come reads it.")}
    if len(reason) > LONGEST:
        return {"reason": _("Please keep the reason under %(limit)s characters.") % {"limit": LONGEST}}
    return {}


def question_faults(text: str) -> Faults:
    if not text.strip():
        return {"text": _("Please write your question.")}
    if len(text) > LONGEST_QUESTION:
        return {"text": _("Please keep it under %(limit)s characters.") % {"limit": LONGEST_QUESTION}}
    return {}


@dataclass(frozen=True, slots=True)
class Answering:
    """An answer to a question; ``corrects`` names the earlier one that it puts right."""

    text: str
    how: str = Answer.How.WRITTEN
    corrects: Answer | None = None

    def faults(self, question: Question) -> Faults:
        if not self.text.strip():
            return {"text": _("Please write the answer.")}
        if len(self.text) > LONGEST:
            return {"text": _("Please keep it under %(limit)s characters.") % {"limit": LONGEST}}
        if self.how not in Answer.How.values:
            return {"how": _("Please choose how it was answered.")}
        if self.how == Answer.How.ROOM and question.hour.is_called_off:
            return {"how": _("This open hour was called off: nobody answered in the room.")}
        if self.how == Answer.How.ROOM and not question.hour.has_begun:
            return {"how": _("The open hour has not begun: nothing was answered in the room yet.")}
        if self.corrects and self.corrects.question_id != question.pk:
            return {"corrects": _("Please choose an answer to this question.")}
        return {}
