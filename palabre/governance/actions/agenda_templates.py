"""The agendas a body keeps to begin others with."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from palabre.commons.trail.record import record
from palabre.core.lines import on_one_line
from palabre.core.verdict import require
from palabre.governance import policies, verbs
from palabre.governance.beginning import Start, begin_with
from palabre.governance.models import AgendaTemplate, Body, Meeting, StandingItem
from palabre.people.models import Member


@dataclass(frozen=True, slots=True)
class TemplateLine:
    """One item of a template. ``presenter_role``: chair, secretary, or nobody yet."""

    title: str
    kind: str
    box_minutes: int | None = None
    presenter_role: str = ""


@transaction.atomic
def keep_template(
    body: Body, *, by: Member, name: str, lines: Sequence[TemplateLine], template: AgendaTemplate | None = None
) -> AgendaTemplate:
    """Keep an agenda of ``body`` under a name, or rewrite the one there is. Agendas that began with it stay.

    The same name again, of a new one: a double click, and the lines of the second stand. Raises ``Refused`` when ``by``
    may not; ``ValidationError`` (by field) without a name or an item, with one item twice, or with too many templates.
    """
    body = Body.objects.select_for_update(of=("self",), no_key=True).get(pk=body.pk)
    require(policies.may_keep_templates(by, body))
    name, said = on_one_line(name), [line for line in lines if line.title.strip()]
    _require_whole(body, name, said, template)
    if template is None:
        template, _new = AgendaTemplate.objects.get_or_create(body=body, name=name)
    template.name = name
    template.save(update_fields=["name"])
    template.items.all().delete()
    StandingItem.objects.bulk_create(
        StandingItem(
            body=body, template=template, position=position, title=on_one_line(line.title), kind=line.kind,
            box_minutes=line.box_minutes, presenter_role=line.presenter_role,
        )
        for position, line in enumerate(said, start=1)
    )  # fmt: skip
    record(verbs.TEMPLATE_KEPT, body, by=by, name=name)
    return template


def _require_whole(body: Body, name: str, said: Sequence[TemplateLine], template: AgendaTemplate | None) -> None:
    others = body.agenda_templates.exclude(pk=template.pk if template else 0)
    titles = [on_one_line(line.title) for line in said]
    if not name:
        raise ValidationError({"name": _("Please give it a name, such as “Ordinary meeting”.")})
    if template and others.filter(name=name).exists():
        raise ValidationError({"name": _("Another template of this body has this name.")})
    if not titles:
        raise ValidationError(_("Please write at least one item."))
    if len(set(titles)) < len(titles):
        raise ValidationError(_("The same item stands there twice."))
    if template is None and not others.filter(name=name).exists() and others.count() >= AgendaTemplate.MOST:
        raise ValidationError(
            _("A body keeps at most %(most)s templates. Please rewrite one of them.") % {"most": AgendaTemplate.MOST}
        )


@transaction.atomic
def remove_template(template: AgendaTemplate, *, by: Member) -> bool:
    """Keep it no more; true if it was there. Agendas that began with it stay. Raises ``Refused``."""
    body = Body.objects.select_for_update(of=("self",), no_key=True).get(pk=template.body_id)
    require(policies.may_keep_templates(by, body))
    removed, _rows = AgendaTemplate.objects.filter(pk=template.pk).delete()
    if removed:
        record(verbs.TEMPLATE_REMOVED, body, by=by, name=template.name)
    return bool(removed)


@transaction.atomic
def begin_agenda(meeting: Meeting, *, by: Member, start: Start) -> int:
    """Begin the agenda of ``meeting`` with a template, or as last time; give how many items were added.

    Raises ``Refused`` when ``by`` may not set it, or something of the body's own was written on it or published.
    """
    meeting = Meeting.objects.select_for_update(of=("self",), no_key=True).select_related("body").get(pk=meeting.pk)
    require(policies.may_begin_agenda(by, meeting))
    added = begin_with(meeting, start)
    if added:
        record(verbs.AGENDA_SET, meeting, by=by, body=meeting.body_id, body_name=meeting.body.name)
    return added
