"""The agenda of a meeting: put in order, completed, and published."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from palabre.commons.trail.record import record
from palabre.core import clock
from palabre.core.lines import on_one_line
from palabre.core.verdict import require
from palabre.governance import policies, verbs
from palabre.governance.agenda import put_own
from palabre.governance.convening import agenda_due_on, is_added_late
from palabre.governance.models import AgendaItem, AgendaPoint, Body, Meeting, PublishedAgenda, StandingItem
from palabre.governance.queries.publishing import lines_of
from palabre.people.models import Member


@dataclass(frozen=True, slots=True)
class Line:
    """One item as the secretary wants it. Without ``item`` it is new, and the body's own.

    ``title``, ``text`` and ``kind`` count for the body's own items only: what others brought keeps their words, and
    what they asked for. ``stands``: it
    opens every later agenda of the body too.
    """

    item: int | None
    title: str
    text: str
    kind: str
    box_minutes: int | None
    presenter: Member | None
    presenter_service: str
    stands: bool


OWN = (AgendaItem.Source.OWN, AgendaItem.Source.STANDING)


@transaction.atomic
def set_agenda(meeting: Meeting, *, by: Member, lines: Sequence[Line]) -> int:
    """Put the items of ``meeting`` in this order, with their time and presenters; give how many there are then.

    An own item whose title was emptied is taken off; what others brought stays and is only placed. Items that came
    meanwhile stand behind. Nothing of it is published: see ``publish_agenda``. Raises ``Refused`` when ``by`` may not,
    or the meeting has begun; ``ValidationError`` when a new item has no title, or an item is not of this agenda.
    """
    meeting = Meeting.objects.select_for_update(of=("self",), no_key=True).get(pk=meeting.pk)
    require(policies.may_set_agenda(by, meeting))
    readable = set(AgendaItem.objects.visible_to(by).filter(meeting=meeting).values_list("pk", flat=True))
    there = {item.pk: item for item in meeting.items.select_for_update(of=("self",), no_key=True)}
    items = {pk: item for pk, item in there.items() if pk in readable}
    if any(line.item is not None and line.item not in items for line in lines):
        raise ValidationError(_("Something is no longer on this agenda since you opened it. Please look again."))
    for position, line in enumerate(lines, 1):
        _place(meeting, items.get(line.item) if line.item else None, line, position)
    placed = {line.item for line in lines}
    behind = sorted((item for pk, item in there.items() if pk not in placed), key=lambda item: (item.position, item.pk))
    for position, late in enumerate(behind, len(lines) + 1):
        late.position = position
        late.save(update_fields=["position"])
    _let_stand(meeting.body, lines)
    record(verbs.AGENDA_SET, meeting, by=by, body=meeting.body_id, body_name=meeting.body.name)
    return meeting.items.count()


def _place(meeting: Meeting, item: AgendaItem | None, line: Line, position: int) -> None:
    title = on_one_line(line.title)
    said: dict[str, Any] = {
        "kind": line.kind,
        "box_minutes": line.box_minutes,
        "presenter": line.presenter,
        "presenter_service": "" if line.presenter else on_one_line(line.presenter_service),
        "position": position,
    }
    if item is None:
        if title:
            put_own(meeting, title=title, text=line.text.strip(), source=AgendaItem.Source.OWN, **said)
        return
    own = item.source in OWN
    if own and not title:
        item.meeting, item.closed_at = None, clock.now()
    elif own:
        _require_no_votes(item, line, title)
        if title != item.title:
            StandingItem.objects.on_every_agenda().filter(body=item.body_id, title=item.title).delete()
        item.title = title
        _ask(item, line, title)
    for name, value in said.items():
        if name != "kind" or own:
            setattr(item, name, value)
    item.save()


def _require_no_votes(item: AgendaItem, line: Line, title: str) -> None:
    """What was voted on keeps its question."""
    point = item.points.first()
    if point is None or (point.title, point.text, item.kind) == (title, line.text.strip(), line.kind):
        return
    if point.counts.exists():
        raise ValidationError(_("“%(title)s” was voted on already: its question stays.") % {"title": item.title})


def _ask(item: AgendaItem, line: Line, title: str) -> None:
    """An own item to decide on has one point; one to inform or discuss has none."""
    if line.kind != AgendaItem.Kind.DECISION:
        item.points.all().delete()
    elif not item.points.update(title=title, text=line.text.strip()):
        AgendaPoint.objects.create(item=item, position=1, title=title, text=line.text.strip())


def _let_stand(body: Body, lines: Iterable[Line]) -> None:
    """What the lines say of the body's own items: which stand on every agenda. Others of the body are left alone."""
    for position, line in enumerate(lines, 1):
        title = on_one_line(line.title)
        if not title:
            continue
        if line.stands:
            said = {"position": position, "kind": line.kind, "box_minutes": line.box_minutes}
            StandingItem.objects.update_or_create(body=body, template=None, title=title, defaults=said)
        else:
            StandingItem.objects.on_every_agenda().filter(body=body, title=title).delete()


@transaction.atomic
def publish_agenda(meeting: Meeting, *, by: Member, reason: str = "") -> PublishedAgenda:
    """Freeze the agenda as it is now, for the meeting's readers. Those who sit on the body are told.

    After the day on which the rules want it published it is late, the first as well as a change, and says why. Raises
    ``Refused`` when ``by`` may not, the meeting has begun, nothing stands on it or nothing changed;
    ``ValidationError`` when it is late and no reason is given.
    """
    meeting = _locked(meeting.pk)
    lines, before = lines_of(meeting), meeting.published_agendas.last()
    require(policies.may_publish_agenda(by, meeting, changed=bool(lines) and (before is None or before.lines != lines)))
    due_on, reason = agenda_due_on(meeting), on_one_line(reason)
    late = due_on is not None and clock.today() > due_on
    if late and not reason:
        raise ValidationError({"reason": _("The agenda is late: please say why, in a sentence. Everyone reads it.")})
    number = before.number + 1 if before else 1
    return _publish(meeting, lines, by=by, number=number, reason=reason if late else "")


@transaction.atomic
def publish_late(item: AgendaItem, *, by: Member, reason: str) -> PublishedAgenda | None:
    """Add ``item`` alone to an agenda that was published, after its day, as a late change with ``reason``.

    What else changed since it was published is left to ``publish_agenda``. Nothing where it is not late: the item is
    then shown as added since. A building block: it asks no policy, the caller has put the item there.
    """
    assert item.meeting_id is not None
    meeting = _locked(item.meeting_id)
    if not is_added_late(meeting):
        return None
    before = meeting.published_agendas.last()
    assert before is not None
    line = next(each for each in lines_of(meeting) if each["item"] == item.pk)
    return _publish(meeting, [*before.lines, line], by=by, number=before.number + 1, reason=on_one_line(reason))


def _locked(meeting: int) -> Meeting:
    there = Meeting.objects.select_for_update(of=("self",), no_key=True).select_related("body", "rulebook")
    return there.get(pk=meeting)


def _publish(meeting: Meeting, lines: list, *, by: Member, number: int, reason: str) -> PublishedAgenda:
    """With a reason it is late."""
    published = PublishedAgenda.objects.create(
        meeting=meeting, number=number, lines=lines, due_on=agenda_due_on(meeting), reason=reason, by=by
    )
    verb = verbs.AGENDA_PUBLISHED[published.late]
    record(verb, meeting, by=by, body=meeting.body_id, body_name=meeting.body.name)
    return published
