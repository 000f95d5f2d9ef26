from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from palabre.core.components.dates import in_words
from palabre.core.components.marks import OUTCOMES
from palabre.core.http import SeeOther, page
from palabre.core.verdict import require
from palabre.governance import policies
from palabre.governance.about import WORDS
from palabre.governance.actions.decisions import decide_point
from palabre.governance.actions.items import schedule_item
from palabre.governance.forms.decisions import DecisionForm
from palabre.governance.forms.meetings import ScheduleForm
from palabre.governance.forms.sitting import CountForm
from palabre.governance.models import AgendaItem, AgendaPoint, Decision
from palabre.governance.paper_policies import may_add_papers
from palabre.governance.queries.agendas import PointLine, item_line, with_points
from palabre.governance.queries.bodies import possible_owners
from palabre.governance.queries.papers import papers_of_item
from palabre.governance.sitting_policies import may_count
from palabre.governance.views.minutes_writing import SITTING
from palabre.governance.views.places import way_up
from palabre.governance.views.shared import shared_page
from palabre.people.policies import may_read
from palabre.people.requests import MemberRequest

TEMPLATE = "governance/item.html"


@login_not_required
@require_safe
def item(request: HttpRequest, pk: int) -> HttpResponse:
    return shared_page(request, TEMPLATE, lambda: _context(request, _found(request, pk)), about=[WORDS])


@require_POST
def item_meeting(request: MemberRequest, pk: int) -> HttpResponse:
    found = _found(request, pk)
    require(policies.may_schedule(request.user, found))
    form = ScheduleForm(request.POST, item=found)
    if not form.is_valid():
        return page(request, TEMPLATE, _context(request, found, schedule=form), status=422)
    meeting = form.cleaned_data["meeting"]
    schedule_item(found, by=request.user, meeting=meeting)
    messages.success(request, _("On the agenda of %(day)s.") % {"day": in_words(meeting.starts_at)})
    return SeeOther(meeting.get_absolute_url())


@require_POST
def point_decision(request: MemberRequest, pk: int) -> HttpResponse:
    readable = AgendaItem.objects.visible_to(request.user)
    point = get_object_or_404(
        AgendaPoint.objects.select_related("item__meeting", "item__body"), pk=pk, item__in=readable
    )
    require(policies.may_decide(request.user, point))
    form = DecisionForm(request.POST, point=point, owners=possible_owners(point.item.body), viewer=request.user)
    if not form.is_valid() or form.searches:  # a search writes nothing and keeps all that was typed
        shown = _context(request, _found(request, point.item_id), refused=form)
        return page(request, TEMPLATE, shown, status=422 if form.errors else 200)
    terms = form.terms
    decision = decide_point(
        point, by=request.user, outcome=terms.outcome, reason=terms.reason, amended_text=terms.amended_text,
        owner=terms.owner, owner_service=terms.owner_service, means=terms.means,
        due_on=terms.due_on, next_check_on=terms.next_check_on, beside=form.beside,
    )  # fmt: skip
    return _on_to_the_next(request, decision)


def _on_to_the_next(request: HttpRequest, decision: Decision) -> SeeOther:
    """Back to the item, at the next point without a decision."""
    if request.POST.get("at") == SITTING:
        messages.success(request, f"“{decision.point}” : {OUTCOMES[decision.outcome]}.")
        address = reverse("governance:sitting", args=[decision.meeting_id])
        return SeeOther(f"{address}?item={decision.point.item_id}#point-{decision.point_id}")
    points = AgendaPoint.objects.filter(item=decision.point.item_id, decision=None).order_by("position", "id")
    said = {"title": str(decision.point), "outcome": OUTCOMES[decision.outcome], "left": len(points)}
    if not points:
        messages.success(
            request, _("“%(title)s”: %(outcome)s. All points are decided and stand in the register.") % said
        )
        return SeeOther(decision.point.item.get_absolute_url())
    sentence = ngettext(
        "“%(title)s”: %(outcome)s. %(left)s point is left to decide.",
        "“%(title)s”: %(outcome)s. %(left)s points are left to decide.",
        len(points),
    )
    messages.success(request, sentence % said)
    return SeeOther(f"{decision.point.item.get_absolute_url()}#point-{points[0].pk}")


def _mending(request: HttpRequest, lines: list[PointLine]) -> dict[int, CountForm]:
    """By point, the form that mends a slip in its count, for whoever may: asked once, it is the same for all."""
    counted = [(line.point, line.counted.holds) for line in lines if line.counted]
    if not counted or not may_count(request.user, counted[0][0], corrects=counted[0][1]):
        return {}
    return {point.pk: CountForm(point=point, before=holds) for point, holds in counted}


def _found(request: HttpRequest, pk: int) -> AgendaItem:
    return get_object_or_404(with_points(AgendaItem.objects.visible_to(request.user)), pk=pk)


def _context(
    request: HttpRequest,
    found: AgendaItem,
    *,
    refused: DecisionForm | None = None,
    schedule: ScheduleForm | None = None,
) -> dict[str, Any]:
    """The page; a form that was not accepted comes back as it was typed, and is the one that is open."""
    may_decide = policies.may_decide_on(request.user, found)
    may_schedule = policies.may_schedule(request.user, found)
    line = item_line(found)
    owners = possible_owners(found.body) if may_decide else []
    undecided = [shown.point for shown in line.points if shown.decision is None]
    forms = {
        point.pk: refused
        if refused and refused.point == point
        else DecisionForm(point=point, owners=owners, viewer=request.user)
        for point in undecided
    }
    current = refused.point if refused else next(iter(undecided), None)
    meeting = found.meeting
    mending = _mending(request, line.points)
    return {
        "item": found,
        "line": line,
        "rows": [
            (shown, forms.get(shown.point.pk), shown.point == current, mending.get(shown.point.pk))
            for shown in line.points
        ],
        "papers": papers_of_item(found, request.user, sits=policies.may_read_held_back(request.user, found.body)),
        "may_add_papers": meeting and may_add_papers(request.user, meeting),
        "back": request.POST.get("at") == SITTING,
        "refused": refused,
        "schedule": schedule or (ScheduleForm(item=found) if may_schedule else None),
        "may_decide": may_decide,
        "may_schedule": may_schedule,
        "schedule_open": schedule is not None,
        "trail": way_up(request.user, found.body),
        "meeting": meeting if meeting and may_read(request.user, meeting) else None,
    }
