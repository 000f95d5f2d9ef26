"""What the register says of me, and the branches I follow."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from palabre.core.http import SeeOther, page, page_before
from palabre.core.nouns import said
from palabre.people.models import Branch
from palabre.people.requests import MemberRequest
from palabre.register.actions.following import follow_branch, leave_branch
from palabre.register.forms.following import FollowForm
from palabre.register.queries.people import myself


@require_safe
def mine(request: MemberRequest) -> HttpResponse:
    """Every line, those that were replaced too."""
    return page(request, "register/mine.html", {"person": myself(request.user)})


@require_POST
def follows(request: MemberRequest) -> HttpResponse:
    form = FollowForm(request.POST, member=request.user)
    if not form.is_valid():
        messages.warning(request, _("Choose %(a_branch)s from the list.") % {"a_branch": said("branch", "a")})
        return SeeOther(page_before(request))
    follow_branch(form.cleaned_data["branch"], by=request.user)
    messages.success(request, _("You follow %(this_branch)s from now on.") % {"this_branch": said("branch", "this")})
    return SeeOther(page_before(request))


@require_POST
def follow_ending(request: MemberRequest, pk: int) -> HttpResponse:
    leave_branch(get_object_or_404(Branch, pk=pk), by=request.user)
    messages.success(request, _("You follow %(this_branch)s no longer.") % {"this_branch": said("branch", "this")})
    return SeeOther(page_before(request))
