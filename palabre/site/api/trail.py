"""What happened, through the API: the sentences of the trail, without who is behind a pseudonym."""

from typing import Annotated, Any

from django.shortcuts import get_object_or_404
from ninja import Path, Query, Router
from pydantic import Field

from palabre.commons.trail.models import Entry
from palabre.commons.trail.verbs import registry, sentence_of
from palabre.site.api import shapes
from palabre.site.api.lists import Asked, Listed, Number, OrNone, left_out, listed
from palabre.site.api.reader import ApiRequest, Reader
from palabre.site.api.shapes import api_of, page_of

router = Router(tags=["What happened"])
Dotted = Annotated[str, Field(pattern=r"^[a-z_]{1,29}\.[a-z_]{1,29}$")]


class TrailAsked(Asked):
    verb: Dotted | OrNone = left_out("Only this, such as `governance.point_accepted`.")
    subject_kind: Dotted | OrNone = left_out("Only of this kind, such as `governance.commitment`.")
    subject_id: Number | OrNone = left_out("Only of this number; with `subject_kind`.")


@router.get("/trail", response=Listed[shapes.EntryShape], url_name="trail")
def list_trail(request: ApiRequest, asked: Query[TrailAsked]) -> dict[str, Any]:
    """What happened, as far as you may read it."""
    wanted = {
        name: value for name in ("verb", "subject_kind", "subject_id") if (value := getattr(asked, name)) is not None
    }
    return listed(request, _entries(request.reader).filter(**wanted), asked, entry_told)


@router.get("/trail/{pk}", response=shapes.EntryShape, url_name="entry")
def read_entry(request: ApiRequest, pk: Path[Number]) -> dict[str, Any]:
    """One thing that happened."""
    return entry_told(get_object_or_404(_entries(request.reader), pk=pk))


def entry_told(entry: Entry) -> dict[str, Any]:
    """Only the sentence: never ``actor``, the member, and never the facts, which may hold members' ids."""
    page = registry[entry.verb].address(entry)
    return {
        "id": entry.pk,
        "at": entry.at,
        "verb": entry.verb,
        "sentence": sentence_of(entry),
        "subject": {"kind": entry.subject_kind, "id": entry.subject_id},
        "page": page_of(page) if page else None,
        "api": api_of("entry", entry.pk),
    }


def _entries(reader: Reader) -> Any:
    """Of what was written by a release with verbs of its own, nothing can be said here."""
    return Entry.objects.visible_to(reader.viewer).filter(verb__in=list(registry)).select_related("details")
