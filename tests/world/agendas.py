"""Agendas that the board keeps to begin others with, and their addresses."""

from datetime import timedelta

from palabre.core import clock
from palabre.governance.actions import agenda_templates
from palabre.governance.actions.agenda_templates import TemplateLine
from palabre.governance.beginning import Start
from palabre.governance.models import AgendaTemplate, Meeting, StandingItem

ADDRESSES = {
    "governance:agenda_templates": lambda w: [w.body.pk],
    "governance:agenda_template": lambda w: [w.template.pk],
    "governance:template_removal": lambda w: [w.template.pk],
    "governance:agenda_start": lambda w: [w.empty_meeting.pk],
}
_LINE = {"line-TOTAL_FORMS": "1", "line-INITIAL_FORMS": "0", "line-0-title": "Budget", "line-0-kind": "decision"}
WORDS = {
    "governance:agenda_templates": lambda w: {**_LINE, "name": "A short one"},
    "governance:agenda_template": lambda w: {**_LINE, "name": "Another name"},
    "governance:agenda_start": lambda w: {"start": w.template.pk},
}
DEEDS = {
    "governance.keep_template": lambda w, by: agenda_templates.keep_template(
        w.body, by=by, name="A short one", lines=[TemplateLine("Budget", "decision")]
    ),
    "governance.remove_template": lambda w, by: agenda_templates.remove_template(w.template, by=by),
    "governance.begin_agenda": lambda w, by: agenda_templates.begin_agenda(
        w.empty_meeting, by=by, start=Start(w.template)
    ),
}


def templates_of_the_board(world):
    """``n`` of them, with ``n`` items each; ``empty_meeting`` is one to come with nothing on it."""
    for number in range(world.n):
        world.template = AgendaTemplate.objects.create(body=world.body, name=f"Meeting {number}")
        for position in range(1, world.n + 1):
            StandingItem.objects.create(
                body=world.body, template=world.template, position=position, title=f"Point {position}", kind="decision"
            )
    world.empty_meeting = Meeting.objects.create(
        body=world.body, audience=world.audience("meeting"), starts_at=clock.now() + timedelta(days=2000)
    )
