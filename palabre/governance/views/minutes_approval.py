"""What becomes of minutes once they were presented: approved at a later meeting, corrected beside."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from palabre.core.http import SeeOther, page
from palabre.core.verdict import require
from palabre.governance import policies
from palabre.governance.actions.approving import approve_minutes, correct_minutes
from palabre.governance.forms.minutes import ApprovalForm, CorrectionForm
from palabre.governance.models import Minutes
from palabre.governance.queries.minutes import minutes_page, readable_minutes
from palabre.governance.views.places import way_up
from palabre.people.policies import may_read
from palabre.people.requests import MemberRequest

TEMPLATE = "governance/minutes.html"


@require_POST
def approval(request: MemberRequest, pk: int) -> HttpResponse:
    found = _found(request, pk)
    require(policies.may_approve_minutes(request.user, found))
    form = ApprovalForm(request.POST, minutes=found)
    if not form.is_valid():
        return page(request, TEMPLATE, context_of(request, found, approval=form), status=422)
    approve_minutes(found, by=request.user, at=form.cleaned_data["meeting"])
    messages.success(request, _("The minutes are approved. From now on they never change."))
    return SeeOther(found.get_absolute_url())


@require_POST
def corrections(request: MemberRequest, pk: int) -> HttpResponse:
    found = _found(request, pk)
    require(policies.may_correct_minutes(request.user, found))
    form = CorrectionForm(request.POST)
    if form.is_valid():
        try:
            correct_minutes(found, by=request.user, text=form.cleaned_data["text"])
        except ValidationError as fault:
            form.add_error(None, fault)
        else:
            messages.success(request, _("The correction stands beside the minutes. Whoever sits on the body is told."))
            return SeeOther(f"{found.get_absolute_url()}#corrections")
    return page(request, TEMPLATE, context_of(request, found, correction=form), status=422)


def _found(request: HttpRequest, pk: int) -> Minutes:
    return get_object_or_404(readable_minutes(request.user), meeting=pk)


def context_of(
    request: HttpRequest,
    found: Minutes,
    *,
    approval: ApprovalForm | None = None,
    correction: CorrectionForm | None = None,
) -> dict[str, Any]:
    """The page of minutes; a form that was not accepted comes back as it was typed."""
    meeting, viewer = found.meeting, request.user
    convenes = policies.holds_mandate(viewer, meeting.body, *policies.CONVENERS)
    return {
        "minutes": found,
        "meeting": meeting,
        "shown": minutes_page(found, viewer, sits=policies.may_read_held_back(viewer, meeting.body)),
        "trail": way_up(viewer, meeting.body, meeting),
        "approved_at_is_open": found.is_approved and bool(may_read(viewer, found.approval.meeting)),
        "convenes": convenes,
        "may_write": policies.may_write_minutes(viewer, meeting),
        "may_approve": policies.may_approve_minutes(viewer, found),
        "approval_form": approval or ApprovalForm(minutes=found),
        "may_correct": policies.may_correct_minutes(viewer, found),
        "correction_form": correction or CorrectionForm(),
        "correction_open": correction is not None,
    }
