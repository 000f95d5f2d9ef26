"""How a body is made up, as the secretariat writes it down."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from palabre.commons.trail.record import record
from palabre.core.verdict import require
from palabre.governance import policies, verbs
from palabre.governance.colleges import count_for_colleges
from palabre.governance.models import Body, CollegeSeats, Incompatibility
from palabre.people.models import Member

LIMITS = (
    "kind", "entity", "branch", "seat_name", "seats_most", "seats_article", "mandate_months_most", "months_article",
    "terms_most", "terms_article", "pause_months", "renewal_parts", "renewal_months", "renewal_article", "confirmed_by",
)  # fmt: skip


@transaction.atomic
def set_composition(
    body: Body,
    *,
    by: Member,
    limits: Mapping[str, Any],
    colleges: Sequence[CollegeSeats],
    incompatibilities: Sequence[Incompatibility],
) -> bool:
    """Say from now on that ``body`` is made up so, each rule with its article; give whether anything changed.

    ``limits`` has a value for each of ``LIMITS``; unsaved rows are the rest. Mandates that run already stay, whatever
    the new limits: where they do not fit, the secretariat reads it among what does not fit. Those that count for no
    college yet count for the one of their holder (``count_for_colleges``). Whoever sits there is told. Raises
    ``Refused`` when ``by`` does not keep the secretariat, ``ValidationError`` where the rules contradict each other.
    """
    require(policies.may_set_composition(by))
    body = Body.objects.select_for_update(of=("self",), no_key=True).get(pk=body.pk)
    before = list(_said(body, body.college_seats.all(), body.incompatibilities.all()))
    for name in LIMITS:
        setattr(body, name, limits[name])
    _require_sense(body, colleges, incompatibilities)
    if before == list(_said(body, colleges, incompatibilities)):
        return False
    body.save(update_fields=LIMITS)
    _put(body, body.college_seats, colleges)
    _put(body, body.incompatibilities, incompatibilities)
    count_for_colleges(body, colleges)
    record(verbs.COMPOSITION_SET, body, by=by, body=body.pk)
    return True


def _put(body: Body, there: Any, rows: Sequence[Any]) -> None:
    there.all().delete()
    for position, row in enumerate(rows):
        row.body, row.position = body, position
    there.bulk_create(rows)


def _said(body: Body, colleges: Any, incompatibilities: Any) -> Iterator[Any]:
    yield from (body.written(name) for name in LIMITS)
    yield [(row.college_id, row.most, row.article_id) for row in colleges]
    yield [(row.other_id, row.role, row.duty, row.article_id) for row in incompatibilities]


def _require_sense(body: Body, colleges: Sequence[CollegeSeats], incompatibilities: Sequence[Incompatibility]) -> None:
    if bool(body.renewal_parts) != bool(body.renewal_months):
        words = _("A renewal by parts says both: in how many parts, and how many months lie between two.")
        raise ValidationError({"renewal_months": words})
    if body.confirmed_by_id == body.pk:
        raise ValidationError({"confirmed_by": _("A body does not confirm whom it co-opts itself.")})
    if len({row.college_id for row in colleges}) < len(colleges):
        raise ValidationError(_("One college stands here twice. Please give it one line."))
    if body.seats_most and sum(row.most for row in colleges) > body.seats_most:
        words = _("The seats of the colleges make %(together)s, more than the %(most)s seats there are.")
        together = sum(row.most for row in colleges)
        raise ValidationError({"seats_most": words % {"together": together, "most": body.seats_most}})
    if any(bool(row.other_id) == bool(row.duty) for row in incompatibilities):
        raise ValidationError(_("Something incompatible is either a mandate in another body, or a duty."))
    if any(row.other_id == body.pk for row in incompatibilities):
        raise ValidationError(_("A body is not incompatible with itself."))
    if len({(row.other_id, row.role, row.duty) for row in incompatibilities}) < len(incompatibilities):
        raise ValidationError(_("One incompatibility stands here twice. Please give it one line."))
