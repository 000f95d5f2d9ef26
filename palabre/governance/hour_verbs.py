"""What can happen to open hours and to the questions asked there, and who is told: who receives, who asked."""

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from palabre.commons.trail.models import Entry
from palabre.commons.trail.verbs import About, Told, Verb, Why
from palabre.core import clock
from palabre.governance.models import Mandate, OpenHour, Question, QuestionSupport


def _receivers(hour: int) -> Told:
    """Who receives there by a mandate that runs today."""
    held = Mandate.objects.on(clock.today()).filter(open_hours=hour).order_by("id")
    yield from ((holder, Why.MANDATE) for holder in held.values_list("holder", flat=True))


def _voices(questions: object) -> Told:
    """The authors of questions that stand, then those who support them."""
    standing = Question.objects.filter(pk__in=questions, withdrawn_at=None)  # type: ignore[misc]
    yield from ((author, Why.AUTHOR) for author in standing.order_by("pk").values_list("author", flat=True))
    supports = QuestionSupport.objects.filter(question__in=standing).order_by("pk")
    yield from ((member, Why.SUPPORTER) for member in supports.values_list("member", flat=True))


def _told_receivers(entry: Entry) -> Told:
    yield from _receivers(entry.subject_id)


def _told_of_the_hour(entry: Entry) -> Told:
    """Who asked or supports a question there, then who receives, and who was to until it changed."""
    yield from _voices(Question.objects.filter(hour=entry.subject_id).values("pk"))
    yield from _receivers(entry.subject_id)
    before = Mandate.objects.on(clock.today()).filter(pk__in=entry.details.facts.get("receivers_before", []))
    yield from ((holder, Why.MANDATE) for holder in before.order_by("id").values_list("holder", flat=True))


def _told_receivers_of_the_question(entry: Entry) -> Told:
    for hour in Question.objects.filter(pk=entry.subject_id).values_list("hour", flat=True):
        yield from _receivers(hour)


def _told_voices(entry: Entry) -> Told:
    yield from _voices([entry.subject_id])


def _hour(entry: Entry) -> str:
    return reverse("governance:open_hour", args=[entry.subject_id])


def _question(entry: Entry) -> str:
    return reverse("governance:question", args=[entry.subject_id])


def _about_hour(entry: Entry) -> About:
    """Whoever receives hears no more of all the questions of one hour at a stroke."""
    return OpenHour._meta.label_lower, entry.details.facts.get("hour", entry.subject_id)


def _hour_verb(name: str, sentence: str | Promise, told: object) -> Verb:
    return Verb(key=f"governance.open_hour_{name}", sentence=sentence, told=told, address=_hour)  # type: ignore[arg-type]


HOUR_ANNOUNCED = _hour_verb(
    "announced", _("%(actor)s announced an open hour of “%(body_name)s”: %(subject)s"), _told_receivers
)
HOUR_CHANGED = _hour_verb(
    "changed", _("%(actor)s changed the open hour of “%(body_name)s”: %(subject)s"), _told_of_the_hour
)
HOUR_CALLED_OFF = _hour_verb(
    "called_off", _("%(actor)s called off the open hour of “%(body_name)s”: %(subject)s"), _told_of_the_hour
)
ASKED = Verb(
    key="governance.question_asked",
    sentence=_("%(actor)s asks “%(body_name)s”: “%(subject)s”"),
    told=_told_receivers_of_the_question,
    address=_question,
    about=_about_hour,
)
SUPPORTED = Verb(key="governance.question_supported", sentence=_("%(actor)s supports “%(subject)s”"), address=_question)
SUPPORT_TAKEN_BACK = Verb(
    key="governance.question_support_taken_back",
    sentence=_("%(actor)s no longer supports “%(subject)s”"),
    address=_question,
)
WITHDRAWN = Verb(key="governance.question_withdrawn", sentence=_("%(actor)s withdrew “%(subject)s”"), address=_question)
ANSWERED = Verb(
    key="governance.question_answered",
    sentence=_("“%(body_name)s” answered “%(subject)s”"),
    told=_told_voices,
    address=_question,
)
ANSWER_CORRECTED = Verb(
    key="governance.question_answer_corrected",
    sentence=_("“%(body_name)s” corrected its answer to “%(subject)s”"),
    told=_told_voices,
    address=_question,
)

ALL: list[Verb] = [
    HOUR_ANNOUNCED,
    HOUR_CHANGED,
    HOUR_CALLED_OFF,
    ASKED,
    SUPPORTED,
    SUPPORT_TAKEN_BACK,
    WITHDRAWN,
    ANSWERED,
    ANSWER_CORRECTED,
]
