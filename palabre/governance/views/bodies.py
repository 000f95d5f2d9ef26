from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from palabre.core.components.dates import in_words
from palabre.core.http import SeeOther, page
from palabre.governance import policies
from palabre.governance.actions.meetings import call_meeting
from palabre.governance.forms.meetings import MeetingForm
from palabre.governance.models import Body
from palabre.governance.queries.bodies import body_cards, body_page
from palabre.governance.queries.register import totals
from palabre.governance.views.places import sisters, way_up
from palabre.people.requests import MemberRequest


@login_not_required
@require_safe
def bodies(request: HttpRequest) -> HttpResponse:
    context = {"cards": body_cards(request.user), "totals": totals(request.user), "sisters": sisters()}
    return page(request, "governance/bodies.html", context)


@login_not_required
@require_safe
def body(request: HttpRequest, pk: int) -> HttpResponse:
    return page(request, "governance/body.html", _context(request, _found(request, pk), MeetingForm()))


@require_POST
def body_meetings(request: MemberRequest, pk: int) -> HttpResponse:
    found = _found(request, pk)
    form = MeetingForm(request.POST)
    if form.is_valid():
        try:
            meeting = call_meeting(found, by=request.user, **form.cleaned_data)
        except ValidationError as fault:
            form.add_error(None, fault)
        else:
            day = in_words(meeting.starts_at)
            messages.success(request, _("The meeting is called for %(day)s. Whoever sits here is told.") % {"day": day})
            return SeeOther(meeting.get_absolute_url())
    return page(request, "governance/body.html", _context(request, found, form), status=422)


def _found(request: HttpRequest, pk: int) -> Body:
    return get_object_or_404(Body.objects.visible_to(request.user), pk=pk)


def _context(request: HttpRequest, found: Body, form: MeetingForm) -> dict[str, Any]:
    return {
        "body": found,
        "shown": body_page(found, request.user),
        "trail": way_up(request.user),
        "form": form,
        "may_call": policies.may_call_meeting(request.user, found),
    }
