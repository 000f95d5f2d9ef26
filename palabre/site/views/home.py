"""The front door: three short lists for whoever is signed in, an invitation for whoever is not."""

from collections.abc import Collection
from functools import cache
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from palabre.commons.notices.broadcasts.news import MOST, unread_news
from palabre.commons.notices.models import Broadcast, Trouble
from palabre.commons.trail.kept_pages import kept_page
from palabre.commons.trail.verbs import About
from palabre.membership.queries.house_texts import welcome_for
from palabre.membership.queries.me import rights_of, ties_of
from palabre.people.models import Member
from palabre.people.queries import readership
from palabre.processes.models import Seat
from palabre.processes.queries.words import Word, my_words
from palabre.site.queries.awaiting import awaiting
from palabre.site.queries.open_now import front
from palabre.site.queries.soon import coming
from palabre.wishes.choosing import is_asked, stamp_of, wish_of
from palabre.wishes.matching import taste_of

WORDS = 3


@login_not_required
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    member: Any = request.user
    if not member.is_authenticated:
        return kept_page(
            request,
            "site/home_signed_out.html",
            seen_as=lambda: readership(member),
            context=lambda: {"front": front(member)},
        )

    @cache
    def news() -> list[Broadcast]:
        return list(unread_news(member)[:MOST])

    @cache
    def trouble() -> bool:
        return Trouble.objects.stopping().filter(member=member).exists()

    @cache
    def words() -> list[Word]:
        return my_words(member)

    return kept_page(
        request,
        "site/home.html",
        seen_as=lambda: member.pk,
        # What one wishes, or has read, leaves no entry.
        each_time=lambda: (stamp_of(member), trouble(), *(message.pk for message in news())),
        about=lambda: _told_of(member, words()),
        context=lambda: _context(member, words()) | {"news": news(), "trouble": trouble()},
    )


def _told_of(member: Member, words: list[Word]) -> Collection[About]:
    """What home tells of: what the member does, and the processes in which they sit or have spoken."""
    sits = Seat.objects.filter(member=member).values_list("group__process", flat=True)
    processes = {*sits, *(word.process_pk for word in words)}
    return [("people.member", member.pk), *(("processes.process", pk) for pk in processes)]


def _context(member: Member, words: list[Word]) -> dict[str, Any]:
    taste = taste_of(member)
    ties = ties_of(member)
    return {
        "asked": is_asked(wish_of(member)),
        "name": member.get_short_name(),
        "awaiting": awaiting(member, taste),
        "words": words[:WORDS],
        "coming": coming(member, taste),
        "ties": ties,
        "welcome": welcome_for(min(tie.since for tie in ties)) if ties else None,
        "rights": rights_of(member) if ties else [],
    }
