"""Files of past cycles: brought in, said once, judged, then written as a whole or withdrawn."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from palabre.core.http import SeeOther, page
from palabre.core.tables.unwelcome import UnwelcomeSheet
from palabre.core.verdict import require
from palabre.past.actions.imports import apply_history, bring_in_history, name_columns, say_words, withdraw_history
from palabre.past.forms.imports import ColumnsForm, HistoryForm, WordsForm
from palabre.past.models import PastImport
from palabre.past.policies import may_bring_in_history
from palabre.past.queries.imports import all_cycles, cycles_shown, imports_there, rows_shown, sums_of
from palabre.people.requests import MemberRequest

A_PAGE = 50
State = PastImport.State


@require_http_methods(["GET", "HEAD", "POST"])
def imports(request: MemberRequest) -> HttpResponse:
    """The list, and a form for a file."""
    require(may_bring_in_history(request.user))
    form = HistoryForm(*((request.POST, request.FILES) if request.method == "POST" else (None, None)))
    if form.is_bound and form.is_valid() and (of := _brought_in(request, form)):
        return _back(of.pk)
    found = Paginator(imports_there(), A_PAGE).get_page(request.GET.get("page"))
    context = {"trail": _trail()[:1], "form": form, "found": found}
    return page(request, "past/imports.html", context, status=422 if form.is_bound else 200)


def _brought_in(request: MemberRequest, form: HistoryForm) -> PastImport | None:
    file = form.cleaned_data["file"]
    try:
        return bring_in_history(by=request.user, name=file.name, data=file.read())
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
        return _page(request, of, columns_form=form, status=422)
    name_columns(of, by=request.user, mapping=form.mapping())
    return _back(pk)


@require_POST
def words(request: MemberRequest, pk: int) -> HttpResponse:
    of = _find(request, pk)
    if of.state not in (State.WORDS, State.JUDGED):
        return _back(pk)
    form = WordsForm(request.POST, of=of)
    if not form.is_valid():
        return _page(request, of, words_form=form, status=422)
    say_words(of, by=request.user, said=form.said)
    messages.success(request, _("Every line is read. Nothing is written yet."))
    return _back(pk)


@require_POST
def application(request: MemberRequest, pk: int) -> HttpResponse:
    apply_history(_find(request, pk), by=request.user)
    messages.success(request, _("It is written: the register shows what became of these cycles."))
    return _back(pk)


@require_POST
def withdrawal(request: MemberRequest, pk: int) -> HttpResponse:
    withdraw_history(_find(request, pk), by=request.user)
    messages.success(request, _("The file is thrown away. Nothing was written."))
    return SeeOther(reverse("past:imports"))


def _find(request: MemberRequest, pk: int) -> PastImport:
    require(may_bring_in_history(request.user))
    return get_object_or_404(imports_there(), pk=pk)


def _back(pk: int) -> SeeOther:
    return SeeOther(reverse("past:import", args=[pk]))


def _trail() -> list[tuple[str, str]]:
    return [(_("Processes"), reverse("processes:processes")), (_("Past cycles"), reverse("past:imports"))]


def _page(
    request: HttpRequest,
    of: PastImport,
    *,
    columns_form: ColumnsForm | None = None,
    words_form: WordsForm | None = None,
    status: int = 200,
) -> HttpResponse:
    asked = request.GET.get("kind", "")
    read, open_still = of.state in (State.JUDGED, State.APPLIED), of.state in (State.COLUMNS, State.WORDS, State.JUDGED)
    cycles = cycles_shown(of, request.user) if read else []
    said = of.state in (State.WORDS, State.JUDGED)
    context: dict[str, Any] = {
        "trail": _trail(),
        "of": of,
        "columns_form": columns_form or (ColumnsForm(of=of) if open_still else None),
        "words_form": words_form or (WordsForm(of=of) if said else None),
        "refused_columns": columns_form is not None,
        "refused_words": words_form is not None,
        "sums": sums_of(of) if read else [],
        "cycles": cycles,
        "totals": all_cycles(cycles),
        "asked": asked,
        "shown": Paginator(rows_shown(of, asked), A_PAGE).get_page(request.GET.get("page")) if read else None,
        "open_still": open_still,
    }
    return page(request, "past/import.html", context, status=status)
