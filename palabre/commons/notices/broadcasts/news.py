"""What the cooperative wrote to a member, and what of all they were told they have not read. Reads only."""

from datetime import UTC, datetime
from typing import Any

from django.db.models import Count, IntegerField, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from palabre.commons.notices.models import Broadcast, Notice, Rhythm
from palabre.commons.trail.kept_pages import PERSONAL_WEIGHT, kept_piece
from palabre.people.models import Member

MOST = 3  # on the first page and above notices; all of them have a page of their own
NEVER = datetime(1970, 1, 1, tzinfo=UTC)


def news_of(viewer: Any) -> QuerySet[Broadcast]:
    """The newest first."""
    return Broadcast.objects.told_to(viewer).order_by("-sent_at", "-pk")


def unread_news(member: Member) -> QuerySet[Broadcast]:
    """What they have not said that they read. One query, whoever they are."""
    read = Rhythm.objects.filter(member=member).values("news_read_at")
    return news_of(member).filter(sent_at__gt=Coalesce(Subquery(read), NEVER))


def news_read_at(member: Member) -> datetime:
    """Up to when they read them."""
    return Rhythm.objects.filter(member=member).values_list("news_read_at", flat=True).first() or NEVER


def unread_count(member: Member) -> int:
    """How many notices and messages of the cooperative ``member`` has not read. Asked on every page.

    One query; a second, of which each reader's rights make a long one, only where there is a message since they read:
    from one kept page to the next it is asked once a minute.
    """
    notices = _count(Notice.objects.filter(member=member, read_at=None))
    newest = Broadcast.objects.sent().order_by("-sent_at").values("sent_at")[:1]
    read = Rhythm.objects.filter(member=member).values("news_read_at")
    asked = Member.objects.filter(pk=member.pk).values_list(notices, Subquery(newest), Subquery(read))
    unread, sent_at, read_at = asked.get()
    if not sent_at or sent_at <= (read_at or NEVER):
        return unread
    news = ("unread news", member.pk, sent_at, read_at)
    return unread + kept_piece(lambda: news, lambda: unread_news(member).count(), weight=PERSONAL_WEIGHT)


def _count(rows: QuerySet) -> Any:
    one = rows.order_by().annotate(one=Value(1)).values("one").annotate(there=Count("pk")).values("there")
    return Coalesce(Subquery(one, output_field=IntegerField()), 0)
