"""The open hours of a body: its page of them, one of them, and announcing, changing or calling off one."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from palabre.core.http import SeeOther, page
from palabre.core.verdict import require
from palabre.governance import hour_policies as policies
from palabre.governance.actions.hours import announce_hour, call_off_hour, change_hour
from palabre.governance.forms.hours import CallingOffForm, HourChangeForm, HourForm, QuestionForm, SearchForm
from palabre.governance.models import Body, OpenHour
from palabre.governance.queries import hours as queries
from palabre.governance.views.places import way_up, way_up_to_hours
from palabre.governance.views.shared import shared_page
from palabre.people.requests import MemberRequest

A_PAGE = 20


@login_not_required
@require_safe
def open_hours(request: HttpRequest, pk: int) -> HttpResponse:
    """With ``?q=``, the questions and answers of the body that hold these words."""
    return shared_page(request, "governance/open_hours.html", lambda: _all_of(request, _body(request, pk)))


def _all_of(request: HttpRequest, body: Body) -> dict[str, Any]:
    viewer = request.user
    form = SearchForm(request.GET)
    words = form.asked()
    shown = Paginator(queries.questions_asked(body, viewer, words), A_PAGE).get_page(request.GET.get("page"))
    return {
        "body": body,
        "trail": way_up(viewer, body),
        "hours": queries.hours_page(body, viewer),
        "form": form,
        "words": words,
        "shown": shown,
        "lines": queries.question_lines(shown, viewer, may_support=policies.supporting(viewer, body)),
        "may_announce": policies.may_announce(viewer, body),
    }


@require_http_methods(["GET", "HEAD", "POST"])
def new_open_hour(request: MemberRequest, pk: int) -> HttpResponse:
    body = _body(request, pk)
    may_announce = policies.may_announce(request.user, body)
    form = HourForm(request.POST if request.method == "POST" else None, body=body)
    if form.is_bound:
        require(may_announce)
        if form.is_valid():
            try:
                hour = announce_hour(body, by=request.user, receiving=form.receiving)
            except ValidationError as fault:
                form.add_error(None, fault)
            else:
                messages.success(request, _("The open hour is announced. Those who receive are told."))
                return SeeOther(hour.get_absolute_url())
    context = {"body": body, "form": form, "trail": way_up_to_hours(request.user, body), "may_announce": may_announce}
    return page(request, "governance/new_open_hour.html", context, status=422 if form.is_bound else 200)


@login_not_required
@require_safe
def open_hour(request: HttpRequest, pk: int) -> HttpResponse:
    return hour_page(request, found_hour(request, pk))


@require_http_methods(["GET", "HEAD", "POST"])
def open_hour_change(request: MemberRequest, pk: int) -> HttpResponse:
    hour = found_hour(request, pk)
    require(policies.may_change_hour(request.user, hour))
    form = HourChangeForm(request.POST if request.method == "POST" else None, body=hour.body, hour=hour)
    if form.is_bound and form.is_valid():
        try:
            change_hour(hour, by=request.user, receiving=form.receiving, reason=form.cleaned_data["reason"])
        except ValidationError as fault:
            form.add_error(None, fault)
        else:
            messages.success(request, _("The open hour is changed. Whoever asked, supports or receives is told."))
            return SeeOther(hour.get_absolute_url())
    return _change_page(request, hour, form, CallingOffForm())


@require_POST
def open_hour_calling_off(request: MemberRequest, pk: int) -> HttpResponse:
    hour = found_hour(request, pk)
    require(policies.may_change_hour(request.user, hour))
    form = CallingOffForm(request.POST)
    if not form.is_valid():
        return _change_page(request, hour, HourChangeForm(body=hour.body, hour=hour), form)
    call_off_hour(hour, by=request.user, reason=form.cleaned_data["reason"])
    messages.success(request, _("The open hour is called off. Whoever asked, supports or receives is told."))
    return SeeOther(hour.get_absolute_url())


def found_hour(request: HttpRequest, pk: int) -> OpenHour:
    return get_object_or_404(queries.with_receivers(OpenHour.objects.visible_to(request.user)), pk=pk)


def hour_page(
    request: HttpRequest, hour: OpenHour, *, asking: QuestionForm | None = None, status: int = 200
) -> HttpResponse:
    """The page, with the form of whoever may ask; ``asking``: one that was not accepted, as typed."""
    viewer = request.user
    may_ask = policies.may_ask(viewer, hour)
    shown = Paginator(queries.questions_of(hour, viewer), A_PAGE).get_page(request.GET.get("page"))
    context: dict[str, Any] = {
        "hour": hour,
        "trail": way_up_to_hours(viewer, hour.body),
        "changes": list(hour.changes.select_related("by")),
        "shown": shown,
        "lines": queries.question_lines(shown, viewer, may_support=policies.supporting(viewer, hour.body)),
        "may_ask": may_ask,
        "asking": asking or (QuestionForm(viewer=request.user) if may_ask else None),
        "may_change": policies.may_change_hour(viewer, hour),
        "receives": policies.receives(viewer, hour),
    }
    return page(request, "governance/open_hour.html", context, status=status)


def _change_page(request: HttpRequest, hour: OpenHour, form: HourChangeForm, off: CallingOffForm) -> HttpResponse:
    trail = [*way_up_to_hours(request.user, hour.body), (hour.about, hour.get_absolute_url())]
    context = {"hour": hour, "form": form, "off": off, "trail": trail}
    status = 422 if form.is_bound or off.is_bound else 200
    return page(request, "governance/open_hour_change.html", context, status=status)


def _body(request: HttpRequest, pk: int) -> Body:
    return get_object_or_404(Body.objects.visible_to(request.user), pk=pk)
