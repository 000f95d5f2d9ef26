"""What must always be true of versions; `palabre check` asks."""

from collections.abc import Iterator

from django.db.models import Count, Max

from palabre.commons.texts.models import Draft, Revision
from palabre.commons.texts.revisions import hash_of
from palabre.commons.trail.invariants import register


def versions_are_as_published() -> Iterator[str]:
    """Each version still has the SHA-256 it was published with."""
    for revision in Revision.objects.order_by("pk").iterator(chunk_size=200):
        if hash_of(revision) != revision.sha256:
            yield f"Version {revision.number} of text {revision.text_id} was changed: it no longer has its hash."


def versions_have_no_gap() -> Iterator[str]:
    """Versions of a text are numbered 1, 2, 3 …; a missing one was removed behind our back."""
    counted = Revision.objects.order_by().values("text").annotate(last=Max("number"), there=Count("pk"))
    for row in counted.order_by("text"):
        if row["last"] != row["there"]:
            yield f"Text {row['text']} has {row['there']} versions and the last is number {row['last']}."


def drafts_stand_on_a_version() -> Iterator[str]:
    """A draft is the next version of one that was published."""
    for draft in Draft.objects.order_by("pk"):
        if not Revision.objects.filter(text=draft.text_id, number=draft.base_number).exists():
            yield f"The draft of text {draft.text_id} stands on version {draft.base_number}, which does not exist."


def register_own() -> None:
    register("texts: hashes", versions_are_as_published)
    register("texts: numbers", versions_have_no_gap)
    register("texts: drafts", drafts_stand_on_a_version)
