"""The minutes in the making: each part a form of its own, saved by itself, until they are presented."""

import hashlib
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from palabre.core.http import SeeOther, page
from palabre.core.verdict import require
from palabre.governance import policies
from palabre.governance.actions.minutes import PartSavedMeanwhile, add_part, present_minutes, save_part
from palabre.governance.forms.minutes import (
    NewPartForm,
    NotesForm,
    OwnPartForm,
    PresenceForm,
    PresentationForm,
    SummaryForm,
)
from palabre.governance.models import AgendaItem, Meeting, MinutesPart
from palabre.governance.queries.minutes_writing import parts_to_write, seats_that_day
from palabre.governance.queries.presence import said_by_the_sheet
from palabre.governance.views.places import way_up
from palabre.governance.written import Written
from palabre.people.requests import MemberRequest

SHEET, PART = "governance/minutes_writing.html", "governance/minutes_part.html"
AUTOSAVE = "autosave"
SITTING = "sitting"  # whoever writes from there goes back there


@require_safe
def writing(request: MemberRequest, pk: int) -> HttpResponse:
    meeting = _meeting(request, pk)
    require(policies.may_write_minutes(request.user, meeting))
    return page(request, SHEET, _sheet(request, meeting))


@require_POST
def minutes_parts(request: MemberRequest, pk: int) -> HttpResponse:
    meeting, form = _meeting(request, pk), NewPartForm(request.POST)
    require(policies.may_write_minutes(request.user, meeting))
    if not form.is_valid():
        return page(request, SHEET, _sheet(request, meeting, new_part=form), status=422)
    part = add_part(meeting, by=request.user, title=form.cleaned_data["title"])
    return SeeOther(f"{_address(meeting)}#{part.anchor}")


@require_POST
def minutes_part(request: MemberRequest, pk: int, anchor: str) -> HttpResponse:
    """Save one part: by hand, or by itself while one types."""
    meeting = _meeting(request, pk)
    require(policies.may_write_minutes(request.user, meeting))
    part = _part(request, meeting, anchor)
    form, by_itself = _form(meeting, part, request.POST), request.POST.get("deed") == AUTOSAVE
    if not form.is_valid():
        return page(request, PART, _one(request, meeting, part, form), part="saved" if by_itself else "", status=422)
    try:
        part = _saved(request, meeting, part, form, by_itself=by_itself)
    except PartSavedMeanwhile as meanwhile:
        return _both(request, meeting, form, meanwhile.part, by_itself)
    if by_itself:
        return page(request, PART, _one(request, meeting, part, _form(meeting, part)), part="saved")
    messages.success(request, _("Saved."), extra_tags=f"draft:{key_of(meeting, anchor)}")
    if request.POST.get("at") == SITTING and part.item_id:
        return SeeOther(f"{reverse('governance:sitting', args=[meeting.pk])}?item={part.item_id}#notes")
    return SeeOther(f"{_address(meeting)}#{anchor}")


@require_POST
def presentation(request: MemberRequest, pk: int) -> HttpResponse:
    meeting = _meeting(request, pk)
    require(policies.may_present_minutes(request.user, meeting))
    form = PresentationForm(request.POST, again=_presented(meeting))
    if form.is_valid():
        try:
            present_minutes(meeting, by=request.user, reason=form.cleaned_data.get("reason", ""))
        except ValidationError as fault:
            form.add_error("reason", fault.messages)
        else:
            messages.success(request, _("The minutes are presented, marked as not yet approved. The body is told."))
            return SeeOther(reverse("governance:minutes", args=[meeting.pk]))
    return page(request, SHEET, _sheet(request, meeting, presentation=form), status=422)


def keep_on_the_way(request: MemberRequest, meeting: Meeting, anchor: str) -> HttpResponse | None:
    """Save what was typed by whoever goes on to something else; an answer only where that needs a look.

    What nobody touched since it was opened is not saved over somebody else's newer words.
    """
    part = _part(request, meeting, anchor)
    form = _form(meeting, part, request.POST)
    if not form.is_valid():
        return page(request, PART, _one(request, meeting, part, form), status=422)
    if _mark_of(form.written) in (request.POST.get("opened"), _mark_of(_written(part))):
        return None
    try:
        _saved(request, meeting, part, form, by_itself=False)
    except PartSavedMeanwhile as meanwhile:
        return _both(request, meeting, form, meanwhile.part, by_itself=False)
    return None


def notes_for(meeting: Meeting, item: AgendaItem, saved: MinutesPart | None) -> dict[str, Any]:
    """The form for the notes on ``item``, for a page beside the minutes. ``saved`` is what stands of them, if any."""
    part = saved or MinutesPart(anchor=MinutesPart.anchor_of(item))
    part.item = item
    key = key_of(meeting, part.anchor)
    return {"part": part, "form": _form(meeting, part), "draft": key, "opened": _mark_of(_written(part)), "at": SITTING}


def key_of(meeting: Meeting, anchor: str) -> str:
    """Under which the browser keeps what is being typed."""
    return f"minutes-{meeting.pk}-{anchor}"


def _saved(request: MemberRequest, meeting: Meeting, part: MinutesPart, form: Any, *, by_itself: bool) -> MinutesPart:
    saves = form.cleaned_data["saves"]
    if not by_itself and part.pk and part.saved_by == request.user:
        saves = max(saves, part.saves)  # one's own automatic save, gone out a second before, is nobody else's
    return save_part(meeting, by=request.user, anchor=part.anchor, written=form.written, saves=saves)


def _written(part: MinutesPart) -> Written:
    return Written(part.text, part.title, held_because=part.held_because, held_until_on=part.held_until_on)


def _mark_of(written: Written) -> str:
    """Short, and the same for the same words: tells whether a form was touched since it was opened."""
    said = (written.text.strip(), written.title, written.held_because, written.held_until_on)
    return hashlib.sha256(repr(said).encode()).hexdigest()[:16]


def _meeting(request: HttpRequest, pk: int) -> Meeting:
    found = Meeting.objects.visible_to(request.user).select_related("body", "minutes__current", "minutes__approval")
    return get_object_or_404(found, pk=pk)


def _part(request: HttpRequest, meeting: Meeting, anchor: str) -> MinutesPart:
    for part in parts_to_write(meeting, request.user):
        if part.anchor == anchor:
            return part
    raise Http404


def _both(request: MemberRequest, meeting: Meeting, form: Any, theirs: MinutesPart, by_itself: bool) -> HttpResponse:
    """Somebody was faster. Nothing is written; both texts are shown, and sending again is a choice then."""
    if not by_itself:
        form.data = form.data.copy()
        form.data["saves"] = str(theirs.saves)
    context = {**_one(request, meeting, theirs, form), "theirs": theirs}
    return page(request, PART, context, part="saved" if by_itself else "", status=422)


def _form(meeting: Meeting, part: MinutesPart, data: Any = None) -> Any:
    if part.anchor == MinutesPart.PRESENCE:
        return PresenceForm(data, part=part, holders=seats_that_day(meeting), sheet=said_by_the_sheet(meeting))
    if part.anchor == MinutesPart.SUMMARY:
        return SummaryForm(data, part=part)
    return NotesForm(data, part=part) if part.item else OwnPartForm(data, part=part)


def _presented(meeting: Meeting) -> bool:
    return hasattr(meeting, "minutes") and meeting.minutes.current is not None


def _address(meeting: Meeting) -> str:
    return reverse("governance:minutes_writing", args=[meeting.pk])


def _one(request: HttpRequest, meeting: Meeting, part: MinutesPart, form: Any) -> dict[str, Any]:
    """One part with its form."""
    trail = [*way_up(request.user, meeting.body, meeting), (_("Writing the minutes"), _address(meeting))]
    draft, at, opened = key_of(meeting, part.anchor), request.POST.get("at", ""), _mark_of(_written(part))
    return {
        "meeting": meeting, "part": part, "form": form, "draft": draft, "trail": trail, "at": at, "opened": opened
    }  # fmt: skip


def _sheet(
    request: HttpRequest,
    meeting: Meeting,
    *,
    new_part: NewPartForm | None = None,
    presentation: PresentationForm | None = None,
) -> dict[str, Any]:
    parts = parts_to_write(meeting, request.user)
    return {
        "meeting": meeting,
        "trail": way_up(request.user, meeting.body, meeting),
        "rows": [(part, _form(meeting, part), key_of(meeting, part.anchor)) for part in parts],
        "at": "",
        "opened": "",
        "new_part": new_part or NewPartForm(auto_id="id_new_%s"),
        "new_part_open": new_part is not None,
        "again": _presented(meeting),
        "presentation": presentation or PresentationForm(again=_presented(meeting)),
        "may_present": policies.may_present_minutes(request.user, meeting),
    }
