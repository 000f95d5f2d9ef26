"""Proof-reading one working document: every passage can be reworded, joined, cut, moved, attributed."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from palabre.core.http import SeeOther, is_htmx, page
from palabre.people.requests import MemberRequest
from palabre.processes.actions.manuscripts import (
    CorrectedMeanwhile,
    correct_manuscript,
    describe_manuscript,
    undo_correction,
)
from palabre.processes.corrections import Correction, NoSuchPlace, Nothing, rebase
from palabre.processes.forms.manuscripts import AboutForm, CorrectionForm
from palabre.processes.models import Manuscript
from palabre.processes.policies.manuscripts import may_correct, may_publish
from palabre.processes.queries.corrections import Done, corrected
from palabre.processes.queries.manuscripts import sheet
from palabre.processes.readiness import lacks


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two people at once: what the second typed, what the first did, and where the correction can still be made."""

    title: str | None
    text: str | None
    meanwhile: list[Done]
    place: str
    was: str
    deed: str
    at: str
    to: str
    groups: tuple[str, ...] | None


@require_safe
def manuscript(request: HttpRequest, pk: int) -> HttpResponse:
    return _shown(request, _find(request, pk), opened=request.GET.get("part", "about"))


@require_POST
def correction(request: MemberRequest, pk: int) -> HttpResponse:
    found = _find(request, pk)
    form = CorrectionForm(request.POST)
    if not form.is_valid():
        return _shown(request, found, opened=request.POST.get("part", ""), said=_unclear(), status=422)
    opened, wanted = form.cleaned_data["part"], form.correction
    try:
        saves = form.cleaned_data["saves"]
        found, place = correct_manuscript(found, by=request.user, correction=wanted, saves=saves)
    except CorrectedMeanwhile as other:
        return _shown(request, other.manuscript, opened=opened, conflict=_conflict(form, other.manuscript), status=422)
    except (NoSuchPlace, Nothing):
        return _shown(request, found, opened=opened, said=_unclear(), status=422)
    # What became a recommendation is opened; otherwise one stays where one was reading.
    opened = place.section if place.kind == "r" and wanted.place.kind != "r" else _still(opened, wanted, str(place))
    return _done(request, found, opened, f"{place}-title" if place.kind == "r" else str(place))


@require_POST
def description(request: MemberRequest, pk: int) -> HttpResponse:
    found = _find(request, pk)
    form = AboutForm(found.proposal, request.POST)
    saves = _whole(request.POST.get("saves"))
    if saves == found.saves and not form.is_valid():
        return _shown(request, found, opened="about", about=form, status=422)
    try:
        if saves != found.saves:
            raise CorrectedMeanwhile(found)
        found = describe_manuscript(found, by=request.user, about=form.about, saves=saves)
    except CorrectedMeanwhile as other:
        return _shown(request, other.manuscript, opened="about", typed=_typed(request), since=saves, status=422)
    return _done(request, found, "about", "about")


@require_POST
def undoing(request: MemberRequest, pk: int) -> HttpResponse:
    found, opened = _find(request, pk), request.POST.get("part", "about")
    saves = _whole(request.POST.get("saves"))
    try:
        found = undo_correction(found, by=request.user, saves=saves)
    except CorrectedMeanwhile as other:
        return _shown(request, other.manuscript, opened=opened, typed=[], since=saves, status=422)
    return _done(request, found, opened, "")


def address(manuscript: Manuscript, opened: str = "", anchor: str = "") -> str:
    path = reverse("processes:manuscript", args=[manuscript.pk])
    return path + (f"?part={opened}" if opened else "") + (f"#{anchor}" if anchor else "")


def _find(request: HttpRequest, pk: int) -> Manuscript:
    found = Manuscript.objects.visible_to(request.user).select_related("by", "changed_by", "process", "source")
    return get_object_or_404(found, pk=pk)


def _done(request: HttpRequest, found: Manuscript, opened: str, anchor: str) -> HttpResponse:
    if is_htmx(request):
        return _shown(request, found, opened=opened, changed=anchor)
    return SeeOther(address(found, opened, anchor))


def _shown(
    request: HttpRequest,
    found: Manuscript,
    *,
    opened: str,
    about: AboutForm | None = None,
    conflict: Conflict | None = None,
    typed: list[str] | None = None,
    since: int = 0,
    changed: str = "",
    said: str = "",
    status: int = 200,
) -> HttpResponse:
    context = {
        "manuscript": found,
        "sheet": sheet(found.proposal, opened),
        "about": about or AboutForm(found.proposal),
        "may_correct": may_correct(request.user, found),
        "may_publish": may_publish(request.user, found),
        "lacks": lacks(found.proposal),
        "log": corrected(found),
        "conflict": conflict,
        "typed": typed,
        "meanwhile": corrected(found, after=since) if typed is not None else [],
        "changed": changed,
        "said": said,
    }
    response = page(request, "processes/manuscript.html", context, part="sheet", status=status)
    return _in_sight(response, changed, status)


def _in_sight(response: HttpResponse, changed: str, status: int) -> HttpResponse:
    """Tell htmx what to bring into sight: the passage corrected, or the top, where it is said what went wrong."""
    if status == 422:
        response["HX-Reswap"] = "outerHTML show:#sheet:top"
    elif changed:
        response["HX-Reswap"] = f'outerHTML show:[id="{changed}"]:top'
    return response


def _conflict(form: CorrectionForm, current: Manuscript) -> Conflict:
    wanted = form.correction
    again = rebase(wanted, form.cleaned_data["was"], current.proposal)
    return Conflict(
        title=wanted.title,
        text=wanted.text,
        meanwhile=corrected(current, after=form.cleaned_data["saves"]),
        place=str(again.place) if again else "",
        was=form.cleaned_data["was"],
        deed=wanted.deed,
        at=wanted.at,
        to=wanted.to,
        groups=wanted.groups,
    )


def _typed(request: HttpRequest) -> list[str]:
    """Every field of the description as it was typed, to be copied again."""
    own = ("csrfmiddlewaretoken", "saves", "part")
    return [str(words).strip() for name, words in request.POST.items() if name not in own and str(words).strip()]


def _still(opened: str, wanted: Correction, place: str) -> str:
    """A recommendation that moved up or down stays open under its new number."""
    return place if wanted.place.kind == "r" and wanted.deed in ("up", "down", "merge") else opened


def _whole(number: str | None) -> int:
    return int(number) if number and number.isdecimal() and len(number) < 10 else 0


def _unclear() -> str:
    return _("This cannot be done there, so nothing changed. Choose a place to cut or to move to, then try again.")
