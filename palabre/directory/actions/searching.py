"""Asking the directory."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Sum

from palabre.commons.trail.record import record
from palabre.core import clock
from palabre.core.verdict import require
from palabre.directory import policies, verbs
from palabre.directory.actions.readers import secretariat_and
from palabre.directory.asked import Asked, sign
from palabre.directory.models import Tally
from palabre.people.models import Member


@transaction.atomic
def ask_directory(asked: Asked, *, by: Member) -> str:
    """Count one search, and give the signed word that opens its results for ``by``, for an hour.

    What was asked is kept nowhere. The last search that an hour allows is told to the secretariat: who, and how many,
    never for what. Raises ``Refused`` when ``by`` is no member, or searched too often within an hour or a day.
    """
    member = Member.objects.select_for_update(of=("self",)).get(pk=by.pk)
    require(policies.may_search(member))
    now = clock.now()
    tally, _new = Tally.objects.get_or_create(member=member, hour_at=now.replace(minute=0, second=0, microsecond=0))
    lately = Tally.objects.filter(member=member, hour_at__gt=now - timedelta(days=1)).aggregate(sum=Sum("searches"))
    require(policies.may_search_again(tally.searches, lately["sum"] or 0))
    tally.searches += 1
    tally.save(update_fields=["searches"])
    if tally.searches == policies.MOST_SEARCHES:
        record(verbs.SEARCHED_MUCH, member, by=member, audience=secretariat_and(), count=tally.searches)
    return sign(asked, member.pk)
