"""Processes and what they ask, through the API."""

from typing import Any

from django.db.models import OuterRef, Prefetch, Subquery
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from ninja import Path, Query, Router

from palabre.commons.texts.html import clean_html
from palabre.commons.texts.models import Revision
from palabre.processes.models import Measure, Process, Recommendation, Stage
from palabre.processes.queries.stages import where_we_are
from palabre.site.api import shapes
from palabre.site.api.governance import decision_told
from palabre.site.api.lists import Asked, Listed, Number, OrNone, left_out, listed
from palabre.site.api.reader import ApiRequest, Reader
from palabre.site.api.shapes import api_of, page_of, ref, told

router = Router(tags=["What is asked"])


class RecommendationsAsked(Asked):
    process: Number | OrNone = left_out("Of this process.")


@router.get("/processes", response=Listed[shapes.ProcessShape], url_name="processes")
def list_processes(request: ApiRequest, asked: Query[Asked]) -> dict[str, Any]:
    """Questions of the cooperative, each with its stages and the body that answers."""
    return listed(request, _processes(request.reader), asked, lambda process: process_told(process, request.reader))


@router.get("/processes/{pk}", response=shapes.WholeProcess, url_name="process")
def read_process(request: ApiRequest, pk: Path[Number]) -> dict[str, Any]:
    """One process: its introduction, groups, editions, and what it recommends."""
    reader = request.reader
    process = get_object_or_404(_processes(reader).select_related("introduction"), pk=pk)
    newest = process.introduction.revisions.last() if reader.reads(process.introduction) else None
    return {
        **process_told(process, reader),
        "introduction": clean_html(newest.html) if newest else None,
        "groups": [group.name for group in process.groups.all()],
        "editions": [{"number": each.number, "at": each.at, "reason": each.reason} for each in process.editions.all()],
        "recommendations": [
            ref(each, "recommendation", number=each.number)
            for each in process.recommendations.visible_to(reader.viewer)
        ],
    }


@router.get("/recommendations", response=Listed[shapes.RecommendationShape], url_name="recommendations")
def list_recommendations(request: ApiRequest, asked: Query[RecommendationsAsked]) -> dict[str, Any]:
    """What working groups ask of a body, and how far it came."""
    found = _recommendations(request.reader)
    found = found.filter(process=asked.process) if asked.process else found
    return listed(request, found, asked, lambda each: recommendation_told(each, request.reader))


@router.get("/recommendations/{pk}", response=shapes.WholeRecommendation, url_name="recommendation")
def read_recommendation(request: ApiRequest, pk: Path[Number]) -> dict[str, Any]:
    """One recommendation: its text, versions, and measures, each with its decision and its line in the register."""
    reader = request.reader
    found = get_object_or_404(_recommendations(reader).prefetch_related("groups"), pk=pk)
    versions = list(found.text.revisions.select_related("author")) if reader.reads(found.text) else []
    parts = {part["anchor"]: part["html"] for part in versions[-1].parts} if versions else {}
    return {
        **recommendation_told(found, reader),
        "html": clean_html(versions[-1].html) if versions else None,
        "groups": [group.name for group in found.groups.all()],
        "measures": [_measure(each, found, parts, reader) for each in found.readable],
        "versions": [_version(version, found) for version in versions],
    }


@router.get("/recommendations/{pk}/versions/{number}", response=shapes.WholeVersion, url_name="version")
def read_version(request: ApiRequest, pk: Path[Number], number: Path[Number]) -> dict[str, Any]:
    """One frozen version of a recommendation, with its measures as they stood."""
    found = get_object_or_404(Recommendation.objects.visible_to(request.reader.viewer).select_related("text"), pk=pk)
    if not request.reader.reads(found.text):
        raise Http404
    version = get_object_or_404(found.text.revisions.select_related("author"), number=number)
    parts = [{**part, "html": clean_html(part["html"])} for part in version.parts]
    return {
        **_version(version, found),
        "title": version.title,
        "html": clean_html(version.html),
        "measures": parts,
    }


def process_told(process: Process, reader: Reader) -> dict[str, Any]:
    """Needs its decider and stages."""
    now = where_we_are(process.stages.all()).now
    same = ("title", "summary", "cycle", "language", "level", "words_of_leavers", "answer_due_on", "document_on")
    return {
        **told(process, "process"),
        **{name: getattr(process, name) for name in same},
        "opened_at": process.opened_at,
        "decider": ref(process.decider, "body") if reader.reads(process.decider) else None,
        "stage": now.kind if now else None,
        "stages": [
            {"kind": each.kind, "opens_on": each.opens_on, "closes_on": each.closes_on} for each in process.stages.all()
        ],
    }


def recommendation_told(found: Any, reader: Reader) -> dict[str, Any]:
    """``found`` as ``_recommendations`` gives it."""
    referral = getattr(found, "referral", None)
    body = referral.body if referral else None
    return {
        **told(found, "recommendation"),
        "number": found.number,
        "title": found.title,
        "process": ref(found.process, "process") if reader.reads(found.process) else None,
        "version": found.version,
        "state": _state(found, reader),
        "referred_at": referral.at if referral else None,
        "referred_to": ref(body, "body") if body and reader.reads(body) else None,
    }


def _state(found: Any, reader: Reader) -> str:
    """As far as this reader may read the decisions."""
    if not found.is_referred:
        return "not_referred"
    standing = [measure for measure in found.readable if measure.retired_in is None]
    answered = standing and all(_decision_on(measure, reader) for measure in standing)
    return "answered" if answered else "referred"


def _processes(reader: Reader) -> Any:
    found = Process.objects.visible_to(reader.viewer).select_related("decider")
    return found.prefetch_related(Prefetch("stages", Stage.objects.all()))


def _recommendations(reader: Reader) -> Any:
    newest = Revision.objects.filter(text=OuterRef("text")).order_by("-number").values("number")[:1]
    measures = Measure.objects.visible_to(reader.viewer).select_related(
        "point__decision__commitment",
        "point__decision__meeting__body",
        "point__decision__handed_down",
        "point__decision__number",
        "point__item__commitment",
        "point__item__body",
    )
    found = Recommendation.objects.visible_to(reader.viewer).annotate(version=Subquery(newest))
    found = found.select_related("process", "text", "referral__body")
    return found.prefetch_related(Prefetch("measures", measures, to_attr="readable"))


def _decision_on(measure: Any, reader: Reader) -> Any:
    decision = getattr(measure.point, "decision", None) if measure.point else None
    return decision if decision is not None and reader.reads(decision) else None


def _measure(measure: Any, found: Recommendation, parts: dict[str, str], reader: Reader) -> dict[str, Any]:
    measure.recommendation = found
    decision = _decision_on(measure, reader)
    return {
        "id": measure.pk,
        "reference": measure.reference,
        "title": measure.title,
        "html": clean_html(parts[measure.anchor]) if measure.anchor in parts else None,
        "left_out_from_version": measure.retired_in,
        "decision": decision_told(decision, reader) if decision else None,
        "page": page_of(measure.get_absolute_url()),
    }


def _version(version: Revision, found: Recommendation) -> dict[str, Any]:
    return {
        "number": version.number,
        "at": version.at,
        "by": version.author.name,
        "reason": version.reason,
        "sha256": version.sha256,
        "page": page_of(reverse("processes:version", args=[found.pk, version.number])),
        "api": api_of("version", found.pk, version.number),
    }
