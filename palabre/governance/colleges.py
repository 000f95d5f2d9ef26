"""Seats by college: whose seat a mandate takes, and whether one is left."""

from collections.abc import Iterable
from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from palabre.core import clock
from palabre.core.components.dates import in_words
from palabre.governance.cited import as_said_by
from palabre.governance.models import Body, CollegeSeats, Mandate
from palabre.governance.models.body import MandateQuerySet
from palabre.people.models import Belonging, College, Member
from palabre.people.models.belonging import BelongingQuerySet


def require_college_seat(mandate: Mandate, by: Member) -> None:
    """Say whose seat ``mandate`` (not saved yet) takes, where its body's seats are by college.

    Raises ``ValidationError`` (by field, with the article) where its holder belongs to no college that has seats, to
    several and none was chosen, or where all its seats are taken on a day of the mandate.
    """
    there = list(mandate.body.college_seats.select_related("college"))
    if not there:
        mandate.college = None
        return
    row = _chosen(mandate, there, by)
    mandate.college = row.college
    day = first_day_full(Mandate.objects.filter(body=mandate.body, college=row.college), mandate, row.most)
    if day:
        words = ngettext(
            "The college “%(college)s” has %(most)s seat here, and it is taken on %(day)s.",
            "The college “%(college)s” has %(most)s seats here, and all are taken on %(day)s.",
            row.most,
        )
        said = words % {"college": row.college, "most": row.most, "day": in_words(day)}
        raise ValidationError({"from_on": said + as_said_by(row.article_id, by)})


def _chosen(mandate: Mandate, there: list[CollegeSeats], by: Member) -> CollegeSeats:
    """The one that was named, if its holder belongs to it; else the only one, or the one of the seat taken up."""
    holder, day = mandate.holder, mandate.from_on
    theirs = _colleges_of([holder.pk]).on(day).values_list("college", flat=True)
    own = [row for row in there if row.college_id in set(theirs)]
    facts = {"name": holder, "day": in_words(day)}
    if not own:
        words = _("The seats here are for: %(colleges)s. %(name)s belongs to none of them on %(day)s.")
        said = words % {"colleges": ", ".join(row.college.name for row in there), **facts}
        raise ValidationError({"who": said + as_said_by(there[0].article_id, by)})
    if mandate.college_id is None:
        taken_up = mandate.replaces.college_id if mandate.replaces else None
        own = [row for row in own if row.college_id == taken_up] or own
        if len(own) > 1:
            words = _("%(name)s belongs to several colleges that have seats here. Please say whose seat this is.")
            raise ValidationError({"college": words % facts})
        return own[0]
    for row in own:
        if row.college_id == mandate.college_id:
            return row
    words = _("%(name)s does not belong to this college on %(day)s, or it has no seats here.")
    raise ValidationError({"college": words % facts})


def first_day_full(there: MandateQuerySet, mandate: Mandate, most: int) -> date | None:
    """The first day of ``mandate`` on which ``there`` are ``most`` already, if there is one.

    Nobody comes between two beginnings, so the first day, and those on which another begins, are all to look at.
    """
    begin = there.filter(from_on__gt=mandate.from_on, from_on__lte=mandate.until_on).values_list("from_on", flat=True)
    days = sorted({mandate.from_on, *begin})
    return next((day for day in days if there.on(day).count() >= most), None)


def count_for_colleges(body: Body, seats: Iterable[CollegeSeats]) -> None:
    """Let the seats held today or later count for the colleges that have seats now: of each the first, in their
    order, to which its holder belongs. What counts for one of them already stays; the past stays as it was.
    """
    order = [row.college_id for row in seats]
    today = clock.today()
    running = body.mandates.filter(until_on__gte=today)
    running.exclude(college__in=order).update(college=None)
    unplaced = list(running.filter(college=None)) if order else []
    theirs: dict[int, list[Belonging]] = {}
    for line in _colleges_of([mandate.holder_id for mandate in unplaced]).filter(college__in=order):
        theirs.setdefault(line.member_id, []).append(line)
    for mandate in unplaced:
        day = max(mandate.from_on, today)
        own = {line.college_id for line in theirs.get(mandate.holder_id, []) if _runs(line, day)}
        first = next((college for college in order if college in own), None)
        if first:
            mandate.college = College(pk=first)
            mandate.save(update_fields=["college"])


def _colleges_of(members: list[int]) -> BelongingQuerySet:
    return Belonging.objects.in_force().filter(member__in=members)


def _runs(line: Belonging, day: date) -> bool:
    return line.from_on <= day and (line.until_on is None or line.until_on >= day)
