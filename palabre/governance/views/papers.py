"""Papers of a meeting: a new one, one with its versions, and its file."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from palabre.commons.files.store import UnwelcomeFile
from palabre.commons.files.views import handed_out
from palabre.core.http import SeeOther, page
from palabre.core.verdict import require
from palabre.governance import paper_policies as policies
from palabre.governance.actions.papers import add_paper, replace_paper, withdraw_paper
from palabre.governance.forms.papers import PaperForm, VersionForm, WithdrawalForm
from palabre.governance.models import Meeting, Paper, PaperVersion
from palabre.governance.paper_terms import expected_at
from palabre.governance.policies import may_read_held_back
from palabre.governance.queries.papers import paper_lines, readable_papers
from palabre.governance.views.places import way_up
from palabre.people.requests import MemberRequest


@require_http_methods(["GET", "HEAD", "POST"])
def new_paper(request: MemberRequest, pk: int) -> HttpResponse:
    """A form; with ``?item=``, for that item."""
    readable = Meeting.objects.visible_to(request.user).select_related("body", "rulebook")
    meeting = get_object_or_404(readable, pk=pk)
    require(policies.may_add_papers(request.user, meeting))
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    chosen = {"item": request.GET.get("item")}
    form = PaperForm(*sent, meeting=meeting, viewer=request.user, initial=None if sent else chosen)
    if sent and form.is_valid() and _kept(form, lambda: add_paper(meeting, by=request.user, paper=form.paper)):
        messages.success(request, _("The paper is there. Whoever sits here is told."))
        return SeeOther(meeting.get_absolute_url() + "#papers")
    trail = way_up(request.user, meeting.body, meeting)
    context = {"meeting": meeting, "form": form, "trail": trail}
    return page(request, "governance/new_paper.html", context, status=422 if sent else 200)


@login_not_required
@require_safe
def paper(request: HttpRequest, pk: int) -> HttpResponse:
    return _page(request, _found(request, pk))


@require_POST
def paper_versions(request: MemberRequest, pk: int) -> HttpResponse:
    found = _found(request, pk)
    require(policies.may_replace_paper(request.user, found))
    form = VersionForm(request.POST, request.FILES)
    if form.is_valid() and _kept(form, lambda: replace_paper(found, by=request.user, **form.cleaned_data)):
        messages.success(request, _("The new version stands before the old. Whoever sits here is told."))
        return SeeOther(found.get_absolute_url())
    return _page(request, found, version=form)


@require_POST
def paper_withdrawal(request: MemberRequest, pk: int) -> HttpResponse:
    found = _found(request, pk)
    require(policies.may_withdraw_paper(request.user, found))
    form = WithdrawalForm(request.POST)
    if form.is_valid() and _kept(form, lambda: withdraw_paper(found, by=request.user, **form.cleaned_data)):
        messages.success(request, _("The paper is withdrawn. Its title stays, with your reason."))
        return SeeOther(found.get_absolute_url())
    return _page(request, found, withdrawal=form)


@login_not_required
@require_safe
def paper_file(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The bytes of one version, to whom may have them; who took them is written down nowhere."""
    version = get_object_or_404(PaperVersion.objects.select_related("file"), pk=pk)
    found = _found(request, version.paper_id)
    require(policies.may_have_paper(request.user, found))
    return handed_out(request, version.file)


def _kept(form: forms.Form, act: Callable[[], Any]) -> Any:
    """What ``act`` made, or None with its faults on the form: a file is only looked at when it is stored."""
    try:
        return act()
    except UnwelcomeFile as fault:
        form.add_error("file", fault.messages)
    except ValidationError as fault:  # its day passed, or the agenda was published, while this was written
        form.add_error(None, fault.messages)
    return None


def _found(request: HttpRequest, pk: int) -> Paper:
    return get_object_or_404(readable_papers(request.user), pk=pk)


def _page(
    request: HttpRequest, found: Paper, *, version: VersionForm | None = None, withdrawal: WithdrawalForm | None = None
) -> HttpResponse:
    """The page; a form that was not accepted comes back as it was typed."""
    viewer, meeting = request.user, found.meeting
    sits = may_read_held_back(viewer, meeting.body)
    (line,) = paper_lines([found], sits=sits, expected=expected_at(meeting))
    context = {
        "paper": found,
        "line": line,
        "meeting": meeting,
        "trail": way_up(viewer, meeting.body, meeting),
        "may_replace": policies.may_replace_paper(viewer, found),
        "may_withdraw": policies.may_withdraw_paper(viewer, found),
        "version": version or VersionForm(),
        "withdrawal": withdrawal or WithdrawalForm(),
    }
    return page(request, "governance/paper.html", context, status=422 if version or withdrawal else 200)
