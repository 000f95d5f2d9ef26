"""The agenda of a meeting, as its secretary writes and publishes it."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from palabre.core.http import SeeOther, page
from palabre.core.verdict import require
from palabre.governance import policies
from palabre.governance.actions.agendas import publish_agenda, set_agenda
from palabre.governance.forms.agenda_templates import StartForm
from palabre.governance.forms.agendas import PublicationForm, agenda_lines, lines_in
from palabre.governance.models import Meeting
from palabre.governance.queries.publishing import publication_of
from palabre.governance.views.places import way_up
from palabre.people.requests import MemberRequest


@require_http_methods(["GET", "HEAD", "POST"])
def meeting_agenda(request: MemberRequest, pk: int) -> HttpResponse:
    found = _found(request, pk)
    require(policies.may_set_agenda(request.user, found))
    lines = agenda_lines(found, request.user, request.POST if request.method == "POST" else None)
    if lines.is_bound and lines.is_valid():
        try:
            set_agenda(found, by=request.user, lines=lines_in(lines))
        except ValidationError as fault:
            lines.non_form_errors().extend(fault.messages)
        else:
            messages.success(request, _("Kept. Publish it when it is ready."))
            return SeeOther(found.get_absolute_url() + "#agenda")
    context = {"lines": lines, "start": _start(request, found)} | _around(request, found)
    return page(request, "governance/meeting_agenda.html", context, status=422 if lines.is_bound else 200)


def _start(request: MemberRequest, found: Meeting) -> StartForm | None:
    """While the agenda is empty: with what it may begin."""
    if not policies.may_begin_agenda(request.user, found):
        return None
    form = StartForm(meeting=found)
    return form if form.has_choice else None


@require_POST
def publication(request: MemberRequest, pk: int) -> HttpResponse:
    found = _found(request, pk)
    around = _around(request, found)
    form = PublicationForm(request.POST, late=around["published"].is_overdue)
    if form.is_valid():
        try:
            publish_agenda(found, by=request.user, **form.cleaned_data)
        except ValidationError as fault:  # its day ended meanwhile
            form.add_error(None, fault.messages)
        else:
            messages.success(request, _("The agenda is published. Whoever sits here is told."))
            return SeeOther(found.get_absolute_url() + "#agenda")
    return page(request, "governance/publication.html", {"form": form} | around, status=422)


def _found(request: HttpRequest, pk: int) -> Meeting:
    readable = Meeting.objects.visible_to(request.user).select_related("body", "rulebook")
    return get_object_or_404(readable, pk=pk)


def _around(request: HttpRequest, found: Meeting) -> dict[str, Any]:
    return {
        "meeting": found,
        "published": publication_of(found, request.user),
        "trail": [*way_up(request.user, found.body), (_("Meeting"), found.get_absolute_url())],
    }
