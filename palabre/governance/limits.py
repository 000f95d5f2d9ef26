"""What a body's statutes limit: how many sit there, how long, how often in a row. Each with the article that says so.

The numbers are data (``Body``): where none is set, nothing is limited. Seats by college are in ``colleges``, what does
not go together in ``compatibility``.
"""

from calendar import monthrange
from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from palabre.core.components.dates import in_words
from palabre.governance.cited import as_said_by
from palabre.governance.colleges import first_day_full, require_college_seat
from palabre.governance.compatibility import require_compatible
from palabre.governance.models import Body, Mandate
from palabre.people.models import Belonging, Member

DAY = timedelta(days=1)
Span = tuple[date, date]  # first and last day


def months_after(day: date, months: int) -> date:
    """The same day of the month ``months`` later; the last of a shorter month. ``date.max`` past the calendar's end."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if year > date.max.year:
        return date.max
    return day.replace(year=year, month=month + 1, day=min(day.day, monthrange(year, month + 1)[1]))


def longest_until(body: Body, from_on: date) -> date | None:
    """The last day that a mandate begun on ``from_on`` may have: of 36 months from 1 June, 31 May three years later."""
    return months_after(from_on, body.mandate_months_most) - DAY if body.mandate_months_most else None


def require_within_limits(mandate: Mandate, by: Member) -> None:
    """Raise ``ValidationError`` (by field, with the article) where ``mandate``, not saved yet, cannot be opened.

    It is given the college whose seat it takes, where seats are by college.

    Every mandate counts as a seat, whatever its role. A mandate that takes up another's seat counts as one of those
    in a row. Ask it under the lock of the body's row.
    """
    from_on, until_on, holder = mandate.from_on, mandate.until_on, mandate.holder
    if until_on < from_on:
        raise ValidationError({"until_on": _("The last day comes before the first.")})
    if not Belonging.objects.on(from_on).filter(member=holder).exists():
        words = _("%(name)s is not a member on %(day)s: the register has no belonging that day.")
        raise ValidationError({"who": words % {"name": holder, "day": in_words(from_on)}})
    _not_twice(mandate)
    _not_too_long(mandate, by)
    _not_too_often(mandate, by)
    _not_too_many(mandate, by)
    require_college_seat(mandate, by)
    require_compatible(mandate, by)


def _not_twice(mandate: Mandate) -> None:
    other = (
        Mandate.objects.filter(body=mandate.body, holder=mandate.holder)
        .filter(from_on__lte=mandate.until_on, until_on__gte=mandate.from_on)
        .order_by("from_on")
        .first()
    )
    if other:
        words = _("%(name)s holds a mandate here already, from %(from)s until %(until)s. Two do not run at once.")
        days = {"from": in_words(other.from_on), "until": in_words(other.until_on)}
        raise ValidationError({"from_on": words % {"name": mandate.holder, **days}})


def _not_too_long(mandate: Mandate, by: Member) -> None:
    body, last = mandate.body, longest_until(mandate.body, mandate.from_on)
    if last and mandate.until_on > last:
        words = ngettext(
            "A mandate lasts %(most)s month at most here: this one until %(day)s.",
            "A mandate lasts %(most)s months at most here: this one until %(day)s.",
            body.mandate_months_most or 0,
        )
        said = words % {"most": body.mandate_months_most, "day": in_words(last)}
        raise ValidationError({"until_on": said + as_said_by(body.months_article_id, by)})


def _not_too_often(mandate: Mandate, by: Member) -> None:
    body = mandate.body
    if not body.terms_most:
        return
    held = Mandate.objects.filter(body=body, holder=mandate.holder, role=mandate.role).values_list(
        "from_on", "until_on"
    )
    this = (mandate.from_on, mandate.until_on)
    runs = runs_of([*held, this], pause_months=body.pause_months or 0)
    in_a_row = len(next(run for run in runs if this in run))
    if in_a_row > body.terms_most:
        words = ngettext(
            "Nobody holds a role for more than %(most)s mandate in a row here; this would be number %(number)s.",
            "Nobody holds a role for more than %(most)s mandates in a row here; this would be number %(number)s.",
            body.terms_most,
        )
        said = words % {"most": body.terms_most, "number": in_a_row}
        raise ValidationError({"who": said + as_said_by(body.terms_article_id, by)})


def runs_of(spans: Iterable[Span], *, pause_months: int) -> Iterator[list[Span]]:
    """The spans by what follows in a row: the next begins before a pause of ``pause_months`` (0: of a day) is over."""
    run: list[Span] = []
    for span in sorted(spans):
        if run and span[0] > months_after(run[-1][1] + DAY, pause_months):
            yield run
            run = []
        run.append(span)
    if run:
        yield run


def _not_too_many(mandate: Mandate, by: Member) -> None:
    body = mandate.body
    if not body.seats_most:
        return
    day = first_day_full(Mandate.objects.filter(body=body), mandate, body.seats_most)
    if day:
        words = ngettext(
            "There is %(most)s seat here, and it is taken on %(day)s.",
            "There are %(most)s seats here, and all are taken on %(day)s.",
            body.seats_most,
        )
        said = words % {"most": body.seats_most, "day": in_words(day)}
        raise ValidationError({"from_on": said + as_said_by(body.seats_article_id, by)})
