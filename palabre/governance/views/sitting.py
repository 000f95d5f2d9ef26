"""The screen of whoever keeps a sitting: where the meeting is, who takes part, notes, counts, what comes next."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from palabre.core import clock
from palabre.core.http import SeeOther, is_htmx, page
from palabre.core.verdict import require
from palabre.governance import policies, sitting_policies
from palabre.governance.actions.counts import count_votes
from palabre.governance.actions.sittings import MovedMeanwhile, note_headcounts, note_presence, pass_to
from palabre.governance.forms.decisions import DecisionForm
from palabre.governance.forms.sitting import CountForm, HeadcountForm, PresenceForm
from palabre.governance.models import AgendaItem, AgendaPoint, Count, Meeting, Passage
from palabre.governance.queries.bodies import possible_owners
from palabre.governance.queries.presence import sheet_of
from palabre.governance.queries.sitting import SittingPage, sitting_page, where_is
from palabre.governance.views import minutes_writing
from palabre.governance.views.places import way_up
from palabre.people.requests import MemberRequest

SCREEN, WALL = "governance/sitting.html", "governance/sitting_wall.html"
NOTHING_NEW = 204


@require_safe
def sitting(request: MemberRequest, pk: int) -> HttpResponse:
    """The whole screen; or for a browser that asks again, only what another one changed since."""
    meeting = _meeting(request, pk)
    require(sitting_policies.may_keep_sitting(request.user, meeting))
    context = _context(request, meeting, item=_number(request.GET.get("item")))
    if is_htmx(request) and request.GET.get("seen") == context["seen"]:
        return HttpResponse(status=NOTHING_NEW)
    return page(request, SCREEN, context, part="live")


@login_not_required
@require_safe
def wall(request: HttpRequest, pk: int) -> HttpResponse:
    """The same place on the agenda, large, for everyone in the room. No names."""
    meeting = _meeting(request, pk)
    where = where_is(meeting, request.user)
    minute = f"{where.seen}-{clock.now():%H%M}"
    if is_htmx(request) and request.GET.get("seen") == minute:
        return HttpResponse(status=NOTHING_NEW)
    trail = way_up(request.user, meeting.body, meeting)
    context = {"meeting": meeting, "where": where, "seen": minute, "trail": trail}
    return page(request, WALL, context, part="wall")


@require_POST
def sitting_passages(request: MemberRequest, pk: int) -> HttpResponse:
    """Pass to an item (``to`` is "item.passage seen", 0 for the end), after keeping what was typed on this one."""
    meeting = _meeting(request, pk)
    require(sitting_policies.may_keep_sitting(request.user, meeting))
    to, _dot, seen = request.POST.get("to", "").partition(".")
    item = get_object_or_404(_items(request, meeting), pk=_number(to)) if _number(to) else None
    if refused := _keep_notes(request, meeting):
        return refused
    try:
        passage = pass_to(meeting, by=request.user, item=item, seen=_number(seen) or 0)
    except MovedMeanwhile as meanwhile:
        messages.warning(request, _said_of(meanwhile.passage))
    else:
        kept = minutes_writing.key_of(meeting, request.POST.get("anchor", ""))
        messages.success(request, _said_of(passage), extra_tags=f"draft:{kept}")
    return SeeOther(_address(meeting))


@require_POST
def sitting_presence(request: MemberRequest, pk: int) -> HttpResponse:
    meeting = _meeting(request, pk)
    require(sitting_policies.may_keep_sitting(request.user, meeting))
    seats = sheet_of(meeting).seats
    form = PresenceForm(request.POST, seats=[(seat.member, seat.name) for seat in seats])
    if form.is_valid():
        said = form.cleaned_data
        try:
            note_presence(
                meeting, by=request.user, members=said["member"], how=said["how"], represented_by=said["represented_by"]
            )
        except ValidationError as fault:
            form.add_error(None, fault.messages)
    return _back_to_the_sheet(request, meeting, form)


@require_POST
def sitting_headcounts(request: MemberRequest, pk: int) -> HttpResponse:
    meeting = _meeting(request, pk)
    require(sitting_policies.may_keep_sitting(request.user, meeting))
    form = HeadcountForm(request.POST, colleges=sheet_of(meeting).colleges)
    if form.is_valid():
        note_headcounts(meeting, by=request.user, heads=form.heads())
    return _back_to_the_sheet(request, meeting, form)


@require_POST
def point_counts(request: MemberRequest, pk: int) -> HttpResponse:
    point = get_object_or_404(_points(request), pk=pk)
    meeting = point.item.meeting
    before = Count.objects.filter(point=point, meeting=meeting).last() if meeting else None
    require(sitting_policies.may_count(request.user, point, corrects=before))
    assert meeting is not None
    form = CountForm(request.POST, point=point, before=before)
    if form.is_valid():
        said = form.cleaned_data
        words = {"way": said["way"], "because": said.get("because", ""), "anew": said.get("anew", False)}
        try:
            count_votes(point, by=request.user, tally=form.tally(), **words)
        except ValidationError as fault:
            form.add_error(None, fault)
        else:
            messages.success(request, _("Counted."))
            return SeeOther(_after_a_count(request, meeting, point))
    meeting = _meeting(request, meeting.pk)
    return page(request, SCREEN, _context(request, meeting, item=point.item_id, count=form), status=422)


def _number(said: str | None) -> int | None:
    return int(said) if said and said.isascii() and said.isdigit() and len(said) < 19 else None


def _meeting(request: HttpRequest, pk: int) -> Meeting:
    found = Meeting.objects.visible_to(request.user).select_related(
        "body", "rulebook", "minutes__current", "minutes__approval"
    )
    return get_object_or_404(found, pk=pk)


def _items(request: HttpRequest, meeting: Meeting) -> Any:
    return AgendaItem.objects.visible_to(request.user).filter(meeting=meeting)


def _points(request: HttpRequest) -> Any:
    found = AgendaPoint.objects.select_related("item__body", "item__meeting__body", "item__meeting__minutes__approval")
    return found.filter(item__in=AgendaItem.objects.visible_to(request.user))


def _address(meeting: Meeting, item: int | None = None) -> str:
    return reverse("governance:sitting", args=[meeting.pk]) + (f"?item={item}" if item else "")


def _after_a_count(request: MemberRequest, meeting: Meeting, point: AgendaPoint) -> str:
    """Back to the sitting; once it is over, a slip was mended from the page of the item."""
    if sitting_policies.may_keep_sitting(request.user, meeting):
        return f"{_address(meeting, point.item_id)}#point-{point.pk}"
    return f"{point.item.get_absolute_url()}#point-{point.pk}"


def _said_of(passage: Passage) -> str:
    if passage.item is None:
        return _("The sitting has ended.")
    return _("The meeting is now at “%(item)s”.") % {"item": passage.item.title}


def _keep_notes(request: MemberRequest, meeting: Meeting) -> HttpResponse | None:
    """What was typed on the item one leaves is saved first; an answer if it cannot be."""
    anchor = request.POST.get("anchor", "")
    if not anchor or "text" not in request.POST:
        return None
    return minutes_writing.keep_on_the_way(request, meeting, anchor)


def _back_to_the_sheet(request: MemberRequest, meeting: Meeting, form: PresenceForm | HeadcountForm) -> HttpResponse:
    """Errors are shown where the sheet is. What goes well shows by itself."""
    item = _number(request.POST.get("shown"))
    if form.errors:
        return page(request, SCREEN, _context(request, meeting, item=item, sheet=form), part="live", status=422)
    if is_htmx(request):
        return page(request, SCREEN, _context(request, meeting, item=item), part="live")
    return SeeOther(f"{_address(meeting, item)}#presence")


def _context(
    request: MemberRequest,
    meeting: Meeting,
    *,
    item: int | None = None,
    sheet: PresenceForm | HeadcountForm | None = None,
    count: CountForm | None = None,
) -> dict[str, Any]:
    shown = sitting_page(meeting, request.user, item)
    said = _asked_again(request, shown)
    heads = sheet if isinstance(sheet, HeadcountForm) else HeadcountForm(colleges=shown.sheet.colleges)
    return {
        "meeting": meeting,
        "trail": way_up(request.user, meeting.body, meeting),
        "page": shown,
        "shown_pk": shown.shown.item.pk if shown.shown else 0,
        **said,
        "sheet_form": sheet if isinstance(sheet, PresenceForm) else None,
        "heads": heads if shown.sheet.colleges else None,
        "proxies": [seat for seat in shown.sheet.seats if seat.is_here and seat.votes],
        **_of_the_item(request, shown, count),
    }


def _asked_again(request: HttpRequest, shown: SittingPage) -> dict[str, Any]:
    """What a browser that asks again says it has, and what it therefore gets.

    ``since`` is what was counted and decided when the page was opened: later ones are told, not put in its place. The
    sheet is swapped only when it changed; an assembly's never is, for numbers are being typed there.
    """
    state = shown.state
    mine = request.GET.get("seen", "").partition("-")[0] == state.sheet
    since = request.GET.get("since") or state.done
    return {
        "seen": f"{state.sheet}-{state.done}-{state.place}-{clock.now():%H%M}",
        "since": since,
        "is_news": since != state.done,
        "live": is_htmx(request),
        "sheet_too": request.method == "POST" or (shown.sheet.by_seat and not mine),
    }


def _of_the_item(request: MemberRequest, shown: SittingPage, count: CountForm | None) -> dict[str, Any]:
    """Its points, each with its count and what may be done with it; and its notes."""
    if shown.shown is None:
        return {"rows": [], "notes": None, "may_decide": None, "way": "way"}
    line = shown.shown.line
    may_decide = policies.may_decide_on(request.user, line.item)
    owners = possible_owners(line.item.body) if may_decide else []
    rows = []
    for each in line.points:
        refused = count if count and count.point == each.point else None
        form = refused or CountForm(point=each.point, before=each.counted.holds if each.counted else None)
        decision = (
            None
            if each.decision or not may_decide
            else DecisionForm(point=each.point, owners=owners, viewer=request.user)
        )
        rows.append((each, form, refused is not None, decision))
    notes = minutes_writing.notes_for(shown.meeting, line.item, shown.notes)
    return {
        "rows": rows,
        "way": f"form-{notes['part'].anchor}",
        "may_decide": may_decide,
        "notes": notes,
    }
