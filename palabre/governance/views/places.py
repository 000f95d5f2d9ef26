"""Where a page stands: the way up."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from palabre.core.components.dates import in_words
from palabre.governance.models import Meeting
from palabre.people.models import Addressed
from palabre.people.policies import may_read

Trail = list[tuple[str, str]]


def way_up(viewer: Any, *things: Any) -> Trail:
    """From "Governance" down to the last of ``things``, without those the viewer may not read."""
    trail = [(_("Governance"), reverse("governance:bodies"))]
    for thing in things:
        if isinstance(thing, Addressed) and may_read(viewer, thing):
            label = in_words(thing.starts_at, hour=False) if isinstance(thing, Meeting) else str(thing)
            trail.append((label, thing.get_absolute_url()))  # type: ignore[attr-defined]
    return trail


def way_up_to_the_register() -> Trail:
    return [
        (_("Governance"), reverse("governance:bodies")),
        (_("Register of commitments"), reverse("governance:commitments")),
    ]


def way_up_to_requests(viewer: Any, body: Any) -> Trail:
    return [*way_up(viewer, body), (_("Members’ points"), reverse("governance:agenda_requests"))]


def way_up_to_hours(viewer: Any, body: Any) -> Trail:
    return [*way_up(viewer, body), (_("Open hours"), reverse("governance:open_hours", args=[body.pk]))]
