"""Where the rules ask that each college stands behind a member's point: which of them does not yet."""

from datetime import date

from django.db.models import Count, Q

from palabre.core import clock
from palabre.governance.models import AgendaRequest
from palabre.people.models import Belonging, College


def colleges_missing(asked: AgendaRequest, day: date | None = None) -> list[College]:
    """The colleges of which too few members stand behind ``asked`` on ``day`` (today unless given).

    Before a body of one legal entity, its colleges; else those of the whole cooperative. Who belongs to several counts
    in each. A college with fewer members than are asked for is there with all of them, and one without any is not
    asked. Which they are, and how many of each there are, is told to nobody: that could be one person.
    """
    needed = asked.supporters_each_college
    if not needed:
        return []
    entity = {"entity": asked.body.entity_id} if asked.body.entity_id else {}
    belongs = Belonging.objects.on(day or clock.today()).filter(member__is_active=True, **entity)
    behind = belongs.filter(Q(member__in=asked.supports.values("member")) | Q(member=asked.author_id))
    counts = dict(behind.values_list("college").annotate(there=Count("member", distinct=True)).order_by())
    short = [each for each in College.objects.filter(**entity).order_by("pk") if counts.get(each.pk, 0) < needed]

    def size(college: College) -> int:
        """Up to what is needed: more is not asked."""
        return belongs.filter(college=college).values("member").distinct()[:needed].count()

    return [each for each in short if counts.get(each.pk, 0) < size(each)]
