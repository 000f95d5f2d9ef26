"""Where a process is: its stages as a line, and what comes next."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from palabre.core import clock
from palabre.core.components.dates import as_time, in_words, until
from palabre.processes.models import Process, Stage

WHAT_HAPPENS: dict[str, Promise] = {
    Stage.Kind.GROUPS: gettext_lazy("The working groups meet and write."),
    Stage.Kind.REVIEW: gettext_lazy("Everyone reads the recommendations and writes in their margin."),
    Stage.Kind.ANSWERS: gettext_lazy("The groups answer every comment and write their last version."),
    Stage.Kind.DECISION: gettext_lazy(
        "The body answers each measure: accepted, amended, refused or deferred, and why."
    ),
    Stage.Kind.FOLLOW_UP: gettext_lazy("What was promised is followed in the register, up to the proof."),
}


@dataclass(frozen=True, slots=True)
class Step:
    """A stage on the line. ``dates`` says from when until when; ``state`` is past, now or future."""

    stage: Stage
    state: str
    dates: SafeString
    happens: str | Promise


@dataclass(frozen=True, slots=True)
class WhereWeAre:
    """``now`` and ``then`` may be missing: before the first stage, between two, after the last."""

    steps: list[Step]
    now: Stage | None
    then: Stage | None

    @property
    def here(self) -> SafeString | str:
        """“public review, step 2 of 5, until Friday 18 December, 9 days left”."""
        if self.now is None:
            return _("between two steps") if self.then else _("finished")
        place = [step.stage for step in self.steps].index(self.now) + 1
        words = _("%(stage)s, step %(place)s of %(total)s") % {
            "stage": self.now,
            "place": place,
            "total": len(self.steps),
        }
        return format_html("{}, {}", words, until(self.now.closes_on)) if self.now.closes_on else words

    @property
    def next(self) -> SafeString | str:
        """“answers and last version, from Saturday 19 December”, or nothing."""
        if self.then is None:
            return ""
        return format_html("{}, {}", self.then, _since(self.then.opens_on))


def where_we_are(stages: Iterable[Stage]) -> WhereWeAre:
    """The line of a process's stages as of today. No query of its own."""
    today = clock.today()
    ordered = sorted(stages, key=lambda stage: (stage.opens_on, stage.pk))
    now = next((stage for stage in reversed(ordered) if stage.is_on(today)), None)
    steps = [Step(stage, _state(stage, now, today), _dates(stage), WHAT_HAPPENS[stage.kind]) for stage in ordered]
    return WhereWeAre(steps, now, next((stage for stage in ordered if stage.opens_on > today), None))


def contract_of(process: Process, where: WhereWeAre) -> list[tuple[str, SafeString | str]]:
    """The facts of the contract: who decides, by when, where we are, what is next."""
    decider = format_html('<a href="{}">{}</a>', process.decider.get_absolute_url(), process.decider)
    due = as_time(process.answer_due_on, in_words(process.answer_due_on))
    if process.handed_down_from:
        decided = format_html(_("{body}, on {day}"), body=decider, day=due)
        return [(_("Who decided"), decided), (_("Handed down from"), process.handed_down_from)]
    facts = [
        (_("Who decides"), format_html(_("{body}, by {day}"), body=decider, day=due)),
        (_("Where we are"), where.here),
    ]
    if where.then:
        facts.append((pgettext("the next step of a process", "Next"), where.next))
    return [*facts, (_("Words of those who leave"), process.get_words_of_leavers_display())]


def _state(stage: Stage, now: Stage | None, today: date) -> str:
    if stage == now:
        return "now"
    return "future" if stage.opens_on > today else "past"


def _dates(stage: Stage) -> SafeString:
    first = as_time(stage.opens_on, in_words(stage.opens_on))
    if stage.closes_on is None:
        return _since(stage.opens_on)
    if stage.closes_on == stage.opens_on:
        return first
    return format_html(_("{first} to {last}"), first=first, last=as_time(stage.closes_on, in_words(stage.closes_on)))


def _since(day: date) -> SafeString:
    return format_html(pgettext("a stage begins", "from {day}"), day=as_time(day, in_words(day)))
