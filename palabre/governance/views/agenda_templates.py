"""Agendas a body keeps to begin others with; and the beginning of one."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from palabre.core.http import SeeOther, page
from palabre.core.verdict import require
from palabre.governance import policies
from palabre.governance.actions.agenda_templates import begin_agenda, keep_template, remove_template
from palabre.governance.forms.agenda_templates import StartForm, TemplateNameForm, template_lines, template_lines_in
from palabre.governance.models import AgendaTemplate, Body, Meeting
from palabre.governance.views.places import way_up
from palabre.people.requests import MemberRequest


@require_http_methods(["GET", "HEAD", "POST"])
def agenda_templates(request: MemberRequest, pk: int) -> HttpResponse:
    """Those there are, and a new one."""
    body = get_object_or_404(Body.objects.visible_to(request.user), pk=pk)
    return _template_page(request, body, None)


@require_http_methods(["GET", "HEAD", "POST"])
def agenda_template(request: MemberRequest, pk: int) -> HttpResponse:
    found = _found(request, pk)
    return _template_page(request, found.body, found)


@require_POST
def template_removal(request: MemberRequest, pk: int) -> HttpResponse:
    found = _found(request, pk)
    remove_template(found, by=request.user)
    messages.success(request, _("The template is gone. Agendas that began with it stay."))
    return SeeOther(reverse("governance:agenda_templates", args=[found.body_id]))


@require_POST
def agenda_start(request: MemberRequest, pk: int) -> HttpResponse:
    """Begin an agenda with a template, or as last time."""
    readable = Meeting.objects.visible_to(request.user).select_related("body")
    meeting = get_object_or_404(readable, pk=pk)
    require(policies.may_begin_agenda(request.user, meeting))
    form = StartForm(request.POST, meeting=meeting)
    if form.is_valid():
        begin_agenda(meeting, by=request.user, start=form.chosen)
        messages.success(request, _("The agenda has begun. Please complete it, then publish it."))
    else:  # a template that is gone meanwhile
        messages.warning(request, _("This can no longer be chosen. Please look again."))
    return SeeOther(reverse("governance:meeting_agenda", args=[meeting.pk]))


def _found(request: HttpRequest, pk: int) -> AgendaTemplate:
    bodies = Body.objects.visible_to(request.user)
    return get_object_or_404(AgendaTemplate.objects.filter(body__in=bodies).select_related("body"), pk=pk)


def _template_page(request: MemberRequest, body: Body, template: AgendaTemplate | None) -> HttpResponse:
    """The form of one template; what was not accepted comes back as it was typed."""
    require(policies.may_keep_templates(request.user, body))
    sent = request.POST if request.method == "POST" else None
    form = TemplateNameForm(sent, initial={"name": template.name if template else ""})
    lines = template_lines(template, sent)
    if sent is not None and all([form.is_valid(), lines.is_valid()]):
        name, said = form.cleaned_data["name"], template_lines_in(lines)
        try:
            keep_template(body, by=request.user, name=name, lines=said, template=template)
        except ValidationError as fault:
            form.add_error(None, fault.messages)
        else:
            messages.success(request, _("Kept. Choose it when you call a meeting, or on an agenda that is empty."))
            return SeeOther(reverse("governance:agenda_templates", args=[body.pk]))
    context: dict[str, Any] = {
        "body": body,
        "template": template,
        "others": body.agenda_templates.all(),
        "form": form,
        "lines": lines,
        "trail": way_up(request.user, body),
    }
    return page(request, "governance/agenda_templates.html", context, status=200 if sent is None else 422)
