"""Freeze which versions of a process's texts stood together. A building block; the action around it records."""

from palabre.commons.texts.revisions import newest
from palabre.core import clock
from palabre.people.models import Member
from palabre.processes.models import Edition, EditionPart, Process


def freeze_edition(process: Process, *, by: Member, reason: str) -> Edition:
    """The next edition: place 0 is the introduction, then the recommendations in the order of their numbers.

    Call inside a transaction, after publishing. Locks the process, so that two publications at once make two
    editions. A recommendation that no version has yet is left out. Records nothing.
    """
    Process.objects.select_for_update(of=("self",)).get(pk=process.pk)
    last = process.editions.order_by("-number").values_list("number", flat=True).first() or 0
    edition = Edition.objects.create(
        process=process, number=last + 1, by=by, at=clock.now().replace(microsecond=0), reason=reason.strip()[:500]
    )
    recommendations = process.recommendations.filter(text__revisions__isnull=False).distinct()
    texts = [process.introduction, *(found.text for found in recommendations.select_related("text").order_by("number"))]
    EditionPart.objects.bulk_create(
        EditionPart(edition=edition, place=place, revision=newest(text)) for place, text in enumerate(texts)
    )
    return edition
