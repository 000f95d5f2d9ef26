from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from palabre.core.components.dates import in_words
from palabre.core.http import SeeOther, page
from palabre.governance import policies
from palabre.governance.actions.meetings import call_meeting
from palabre.governance.convening import notice_for
from palabre.governance.forms.bodies import BodiesFilterForm
from palabre.governance.forms.mandates import DayForm, ResignationForm
from palabre.governance.forms.meetings import MeetingForm
from palabre.governance.mandate_policies import may_resign, may_see_inconsistencies
from palabre.governance.models import Body
from palabre.governance.queries.bodies import bodies_asked, body_cards, body_page, own_mandate
from palabre.governance.queries.deciding import powers_of
from palabre.governance.queries.register import totals
from palabre.governance.sisters import sisters
from palabre.governance.views.places import way_up
from palabre.governance.views.shared import shared_page
from palabre.people.requests import MemberRequest

A_PAGE = 20


@login_not_required
@require_safe
def bodies(request: HttpRequest) -> HttpResponse:
    return shared_page(request, "governance/bodies.html", lambda: _bodies(request))


def _bodies(request: HttpRequest) -> dict[str, Any]:
    form = BodiesFilterForm(request.GET)
    words = form.asked()
    shown = Paginator(bodies_asked(request.user, words), A_PAGE).get_page(request.GET.get("page"))
    return {
        "shown": shown,
        "cards": body_cards(shown, request.user),
        "form": form,
        "words": words,
        "is_long": bool(words) or shown.paginator.num_pages > 1,
        "totals": totals(request.user),
        "sisters": sisters(),
        "reads_oddities": may_see_inconsistencies(request.user),
    }


@login_not_required
@require_safe
def body(request: HttpRequest, pk: int) -> HttpResponse:
    """With ``?on=2024-06-30``, who sat there that day."""
    return shared_page(request, "governance/body.html", lambda: _body(request, _found(request, pk)))


def _body(request: HttpRequest, found: Body) -> dict[str, Any]:
    return body_context(request, found, MeetingForm(body=found, notice=notice_for(found)))


@require_POST
def body_meetings(request: MemberRequest, pk: int) -> HttpResponse:
    found = _found(request, pk)
    form = MeetingForm(request.POST, body=found, notice=notice_for(found))
    if form.is_valid():
        try:
            meeting = call_meeting(found, by=request.user, **form.called)
        except ValidationError as fault:
            form.add_error(None, fault)
        else:
            day = in_words(meeting.starts_at)
            messages.success(request, _("The meeting is called for %(day)s. Whoever sits here is told.") % {"day": day})
            return SeeOther(meeting.get_absolute_url())
    return page(request, "governance/body.html", body_context(request, found, form), status=422)


def _found(request: HttpRequest, pk: int) -> Body:
    return get_object_or_404(Body.objects.visible_to(request.user), pk=pk)


def body_context(
    request: HttpRequest, found: Body, form: MeetingForm, resigning: ResignationForm | None = None
) -> dict[str, Any]:
    """What the page of a body shows; ``resigning``: a resignation that was sent, with its faults."""
    viewer = request.user
    asked = DayForm(request.GET if "on" in request.GET else None)
    day = asked.cleaned_data["on"] if asked.is_valid() else None
    mine = own_mandate(found, viewer)
    may_call, notice = policies.may_call_meeting(viewer, found), notice_for(found)
    return {
        "body": found,
        "shown": body_page(found, viewer, day),
        "asked": asked,
        "day": day,
        "trail": way_up(viewer),
        "form": form,
        "notice": notice.words(viewer) if may_call and notice else "",
        "may_call": may_call,
        "powers": powers_of(found, viewer),
        "may_set_powers": policies.may_set_powers(viewer),
        "may_set_composition": policies.may_set_composition(viewer),
        "mine": mine,
        "resigning": resigning or (ResignationForm() if mine and may_resign(viewer, mine) else None),
    }
