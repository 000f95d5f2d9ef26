"""The minutes of a meeting: written part by part, and presented."""

import secrets
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from palabre.commons.conversations.marked_names import written_out
from palabre.commons.conversations.plain_marks import render_marks
from palabre.commons.texts.html import clean_html
from palabre.commons.texts.models import Revision, Text
from palabre.commons.texts.revisions import Part, publish_revision
from palabre.commons.trail.record import record
from palabre.core import clock
from palabre.core.components.dates import day_of, in_full
from palabre.core.lines import on_one_line
from palabre.core.verdict import Refused, no, require
from palabre.governance import policies, verbs
from palabre.governance.finding import words_of
from palabre.governance.freezing import hash_of
from palabre.governance.models import (
    Attendance,
    HeldBack,
    Mandate,
    Meeting,
    Minutes,
    MinutesPart,
    Presentation,
)
from palabre.governance.queries.minutes_writing import items_of, place_of
from palabre.governance.queries.presence import Moves, moves_on_the_sheet, presence_from_the_sheet
from palabre.governance.written import Written
from palabre.people.alone import only
from palabre.people.models import Member


class PartSavedMeanwhile(Exception):
    """Somebody saved the same part since it was opened; ``part`` is theirs. Nothing was overwritten."""

    def __init__(self, part: MinutesPart) -> None:
        super().__init__("saved meanwhile")
        self.part = part


@transaction.atomic
def save_part(meeting: Meeting, *, by: Member, anchor: str, written: Written, saves: int) -> MinutesPart:
    """Keep one part of the minutes of ``meeting`` in the making. Nobody is told.

    It saves itself while one types, so the trail notes who began to write, not every save. Each part counts its own
    saves: two people on two parts never meet.

    Args:
        anchor: ``presence``, ``summary``, ``i12`` for the item 12 of the agenda, ``own3`` for a part added by hand.
        saves: the count of the part that was opened; 0 if nothing was saved yet.
    Raises:
        PartSavedMeanwhile: somebody saved this part since; theirs is kept, and carried by the exception.
        Refused: not the chair or secretary, the meeting has not begun, or the minutes are approved.
        ValidationError: by field. ValueError: no such part here.
    """
    minutes = _begun(meeting, by)
    if faults := written.faults():
        raise ValidationError(faults)
    part = minutes.parts.filter(anchor=anchor).select_related("saved_by").first()
    if part and part.saves != saves:
        raise PartSavedMeanwhile(part)
    part = part or _new_part(minutes, anchor, by)
    part.text, part.present, part.excused = written.text.strip(), list(written.present), list(written.excused)
    part.held_because, part.held_until_on = on_one_line(written.held_because), written.held_until_on
    if anchor.startswith(MinutesPart.OWN):
        part.title = on_one_line(written.title) or part.title
    part.saves, part.saved_by, part.saved_at = part.saves + 1, by, clock.now()
    part.save()
    return part


@transaction.atomic
def add_part(meeting: Meeting, *, by: Member, title: str) -> MinutesPart:
    """Add a part that stands on no agenda, such as the opening. One left empty is not presented.

    Raises ``Refused`` when ``by`` may not write these minutes, ``ValidationError`` without a title.
    """
    minutes = _begun(meeting, by)
    if not (said := on_one_line(title)):
        raise ValidationError({"title": _("Please say in a few words what this part is about.")})
    own = minutes.parts.filter(item=None).exclude(anchor__in=(MinutesPart.PRESENCE, MinutesPart.SUMMARY))
    if twin := own.filter(title=said, text="").first():
        return twin  # a double click
    return minutes.parts.create(anchor=f"{MinutesPart.OWN}{own.count() + 1}", title=said, saved_by=by)


@transaction.atomic
def present_minutes(meeting: Meeting, *, by: Member, reason: str = "") -> Presentation:
    """Freeze what is written so far and open it to whoever may read the meeting, marked as not yet approved.

    Presented again, the newest version is the one that is shown, with ``reason``. What is held back is kept apart:
    its words are in no version that others read. Whoever sits on the body is told.
    Raises ``Refused`` when ``by`` may not, nothing is written, or nothing differs from what was presented;
    ``ValidationError`` when a second presentation does not say why.
    """
    meeting = (
        Meeting.objects.select_for_update(of=("self",), no_key=True)
        .select_related("body", "audience")
        .get(pk=meeting.pk)
    )
    require(policies.may_present_minutes(by, meeting))
    minutes = (
        Minutes.objects.select_for_update(of=("self",), no_key=True)
        .select_related("current__revision")
        .get(meeting=meeting)
    )
    parts = in_order(minutes, by)
    _require_news(minutes, parts, reason)

    revision = _published(minutes, parts, by, reason)
    attendance, held = _attendance(minutes), [_held(part) for part in parts if part.held_until_on]
    presentation = Presentation.objects.create(
        minutes=minutes, revision=revision, by=by, sha256=hash_of(revision, attendance, held)
    )
    for there in attendance:
        there.presentation = presentation
        there.save(force_insert=True)
    for back in held:
        back.presentation = presentation
        back.save(force_insert=True)
    minutes.current, minutes.audience = presentation, meeting.audience
    minutes.title_words, minutes.words = words_of(minutes.title, revision.html)
    minutes.save()
    facts: dict[str, Any] = {"body": meeting.body_id, "body_name": meeting.body.name, "meeting": meeting.pk}
    record(verbs.MINUTES_PRESENTED, minutes, by=by, presentation=presentation.pk, **facts)
    return presentation


def _begun(meeting: Meeting, by: Member) -> Minutes:
    """The minutes of this meeting, begun if need be. The meeting's lock keeps two secretaries from beginning twice."""
    meeting = Meeting.objects.select_for_update(of=("self",), no_key=True).select_related("body").get(pk=meeting.pk)
    require(policies.may_write_minutes(by, meeting))
    if not (minutes := Minutes.objects.filter(meeting=meeting).first()):
        with override(settings.LANGUAGE_CODE):
            facts = {"body": meeting.body.name, "day": in_full(meeting.starts_at)}
            title = _("Minutes: %(body)s, %(day)s") % facts
        minutes = Minutes.objects.create(meeting=meeting, title=title, audience=only(by))
    if not minutes.parts.filter(saved_by=by).exists():
        record(verbs.MINUTES_WRITTEN, minutes, by=by, audience=only(by), meeting=meeting.pk)
    return minutes


def _new_part(minutes: Minutes, anchor: str, by: Member) -> MinutesPart:
    part = MinutesPart(minutes=minutes, anchor=anchor)
    if anchor not in (MinutesPart.PRESENCE, MinutesPart.SUMMARY):
        items = items_of(minutes.meeting, by)
        part.item = next((item for item in items if anchor == MinutesPart.anchor_of(item)), None)
        if part.item is None:
            raise ValueError(f"no part {anchor!r} in these minutes")
    return part


def in_order(minutes: Minutes, by: Member) -> list[MinutesPart]:
    """What is presented between summary and end: every item of the agenda, with notes or without; then the rest."""
    written = {part.anchor: part for part in minutes.parts.select_related("item")}
    for item in items_of(minutes.meeting, by):
        written.setdefault(
            MinutesPart.anchor_of(item), MinutesPart(minutes=minutes, anchor=MinutesPart.anchor_of(item), item=item)
        )
    apart = (MinutesPart.PRESENCE, MinutesPart.SUMMARY)
    kept = [part for part in written.values() if part.anchor not in apart and (part.item or part.text)]
    return sorted(kept, key=place_of)


def _require_news(minutes: Minutes, parts: Sequence[MinutesPart], reason: str) -> None:
    if minutes.current is None:
        return
    if not differs(minutes, parts):
        raise Refused(no(_("Nothing differs from what was presented: there is nothing to present again.")))
    if not reason.strip():
        raise ValidationError({"reason": _("Please say in a sentence what changed since they were presented.")})


def differs(minutes: Minutes, parts: Sequence[MinutesPart]) -> bool:
    """Whether what is written says something else than what was presented last."""
    was, revision = minutes.current, minutes.current.revision if minutes.current else None
    if was is None or revision is None:
        return True
    held = [_held(part) for part in parts if part.held_until_on]
    return (
        (revision.html, revision.parts) != (_summary(minutes), [_public(part) for part in parts])
        or list(map(_there, was.attendance.order_by("id"))) != list(map(_there, _attendance(minutes)))
        or list(map(_apart, was.held_back.order_by("id"))) != list(map(_apart, held))
    )


def _there(row: Attendance) -> tuple:
    """By number: a name that changed since is no news."""
    return row.how, row.member_id, row.name, row.represented_by_id, row.left_at


def _apart(part: HeldBack) -> tuple:
    return part.anchor, part.because, part.until_on, part.html


def _published(minutes: Minutes, parts: Sequence[MinutesPart], by: Member, reason: str) -> Revision:
    if minutes.text is None:
        minutes.text = Text.objects.create(audience=minutes.meeting.audience, language=settings.LANGUAGE_CODE)
        minutes.save(update_fields=["text"])
    public = [_public(part) for part in parts]
    title, html = minutes.title, _summary(minutes)
    return publish_revision(minutes.text, by=by, title=title, html=html, parts=public, reason=reason)


def _summary(minutes: Minutes) -> str:
    return _html(minutes.parts.filter(anchor=MinutesPart.SUMMARY).values_list("text", flat=True).first() or "")


def _public(part: MinutesPart) -> Part:
    """What everyone reads of a part: of one that is held back, only what it is about."""
    title = part.item.title if part.item else part.title
    return {"anchor": part.anchor, "title": on_one_line(title), "html": "" if part.held_until_on else _html(part.text)}


def _held(part: MinutesPart) -> HeldBack:
    assert part.held_until_on is not None
    return HeldBack(
        anchor=part.anchor, because=part.held_because, until_on=part.held_until_on, html=_html(part.text),
        salt=secrets.token_hex(16),
    )  # fmt: skip


def _html(text: str) -> str:
    return clean_html(render_marks(*written_out([text]))) if text else ""


def _attendance(minutes: Minutes) -> list[Attendance]:
    """Members of the body in the order of their seats, then the others as they were written.

    Nobody wrote this part: what the attendance sheet says stands in its place. Who was represented, and when somebody
    left, is always what the sheet says, of whoever is not noted otherwise.
    """
    said = minutes.parts.filter(anchor=MinutesPart.PRESENCE).first() or presence_from_the_sheet(minutes.meeting)
    if said is None:
        return []
    day = day_of(minutes.meeting.starts_at)
    seats = Mandate.objects.on(day).filter(body=minutes.meeting.body_id).order_by("id").values_list("holder", "role")
    roles: dict[int, str] = {}
    for holder, role in seats:
        roles.setdefault(holder, role)
    moves = moves_on_the_sheet(minutes.meeting)
    rows = [
        Attendance(how=how, member_id=member, role=roles[member], left_at=_left_at(moves, how, member))
        for how, members in ((Attendance.How.PRESENT, said.present), (Attendance.How.EXCUSED, said.excused))
        for member in roles
        if member in members
    ]
    noted = {*said.present, *said.excused}
    carried = [
        Attendance(how=Attendance.How.REPRESENTED, member_id=member, role=roles[member], represented_by=proxy)
        for member, proxy in moves.proxies.items()
        if member in roles and member not in noted
    ]
    words = [Attendance(how=Attendance.How.PRESENT, name=said.text)] if said.text else []
    return [*rows, *carried, *words]


def _left_at(moves: Moves, how: str, member: int) -> datetime | None:
    return moves.left_at.get(member) if how == Attendance.How.PRESENT else None
