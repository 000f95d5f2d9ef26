"""Files of members: brought in, their columns named, read, then written in the register or withdrawn."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from palabre.commons.four_eyes.actions.acts import ask
from palabre.core.http import SeeOther, page
from palabre.core.tables.unwelcome import UnwelcomeSheet
from palabre.core.verdict import require
from palabre.people.requests import MemberRequest
from palabre.register import policies
from palabre.register.actions.ending_many import ENDING_MANY, facts_of
from palabre.register.actions.imports import apply_import, bring_in_file, may_apply_alone, name_columns, withdraw_import
from palabre.register.forms.imports import ColumnsForm, FileForm
from palabre.register.models import RegisterImport
from palabre.register.queries.imports import as_csv, imports_of, rows_shown, sums_of

A_PAGE = 50
State = RegisterImport.State


@require_http_methods(["GET", "HEAD", "POST"])
def imports(request: MemberRequest) -> HttpResponse:
    """The list, and a form for a file."""
    require(policies.may_keep_register(request.user))
    posted = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = FileForm(*posted, viewer=request.user)
    if form.is_bound and form.is_valid() and (of := _brought_in(request, form)):
        return SeeOther(reverse("register:import", args=[of.pk]))
    found = Paginator(imports_of(request.user), A_PAGE).get_page(request.GET.get("page"))
    context = {"trail": _trail()[:1], "form": form, "found": found}
    return page(request, "register/imports.html", context, status=422 if form.is_bound else 200)


def _brought_in(request: MemberRequest, form: FileForm) -> RegisterImport | None:
    said = dict(form.cleaned_data)
    file = said.pop("file")
    try:
        return bring_in_file(by=request.user, name=file.name, data=file.read(), **said)
    except UnwelcomeSheet as unwelcome:
        form.add_error("file", str(unwelcome.sentence))
        return None


@require_safe
def one(request: MemberRequest, pk: int) -> HttpResponse:
    return _page(request, _find(request, pk))


@require_POST
def columns(request: MemberRequest, pk: int) -> HttpResponse:
    of = _find(request, pk)
    form = ColumnsForm(request.POST, of=of)
    if not form.is_valid():
        return _page(request, of, form, status=422)
    name_columns(of, by=request.user, mapping=form.mapping())
    messages.success(request, _("The file is being read. Nothing is written in the register yet."))
    return _back(pk)


@require_POST
def application(request: MemberRequest, pk: int) -> HttpResponse:
    apply_import(_find(request, pk), by=request.user)
    messages.success(request, _("It is being written, all at once. Load this page again to see it done."))
    return _back(pk)


@require_POST
def second(request: MemberRequest, pk: int) -> HttpResponse:
    act = ask(ENDING_MANY, by=request.user, facts=facts_of(_find(request, pk)))
    messages.success(request, _("Somebody else who keeps the register is asked to confirm it."))
    return SeeOther(reverse("four_eyes:act", args=[act.pk]))


@require_POST
def withdrawal(request: MemberRequest, pk: int) -> HttpResponse:
    withdraw_import(_find(request, pk), by=request.user)
    messages.success(request, _("The file is thrown away. The register is as it was."))
    return SeeOther(reverse("register:imports"))


@require_safe
def rows_csv(request: MemberRequest, pk: int) -> StreamingHttpResponse:
    of = _find(request, pk)
    headers = {"Content-Disposition": f'attachment; filename="import-{pk}.csv"', "Cache-Control": "private, no-store"}
    return StreamingHttpResponse(as_csv(of), content_type="text/csv; charset=utf-8", headers=headers)


def _find(request: MemberRequest, pk: int) -> RegisterImport:
    require(policies.may_keep_register(request.user))
    return get_object_or_404(imports_of(request.user), pk=pk)


def _back(pk: int) -> SeeOther:
    return SeeOther(reverse("register:import", args=[pk]))


def _trail() -> list[tuple[str, str]]:
    return [
        (_("Register of members"), reverse("register:members")),
        (_("Files of members"), reverse("register:imports")),
    ]


def _page(request: HttpRequest, of: RegisterImport, form: Any = None, status: int = 200) -> HttpResponse:
    asked = request.GET.get("kind", "")
    shown = Paginator(rows_shown(of, asked), A_PAGE).get_page(request.GET.get("page"))
    context = {
        "trail": _trail(),
        "of": of,
        "form": form or ColumnsForm(of=of),
        "sums": sums_of(of),
        "asked": asked,
        "shown": shown,
        "may_alone": may_apply_alone(of),
        "naming": of.state == State.MAPPING,
        "reading": of.state in (State.READING, State.APPLYING),
        "judged": of.state == State.JUDGED,
    }
    return page(request, "register/import.html", context, status=status)
