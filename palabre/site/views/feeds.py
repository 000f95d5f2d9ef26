"""Atom feeds (RFC 4287): what opened, what was decided, what became of promises."""

import re
from datetime import UTC, datetime

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from palabre.people.models import Cooperative
from palabre.site.api.answering import A_MINUTE, tagged
from palabre.site.queries.feeds import FEEDS

BEFORE_ANYTHING = datetime(2000, 1, 1, tzinfo=UTC)


# What XML 1.0 has no way of saying; somebody's clipboard may have put one into a text.
UNSAYABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def sayable(text: str) -> str:
    return UNSAYABLE.sub(" ", text)


class Atom(Atom1Feed):
    """Django dates an empty feed now, so that it would be news at each reading."""

    def latest_post_date(self) -> datetime:
        return super().latest_post_date() if self.items else BEFORE_ANYTHING


@login_not_required
@require_safe
def feed(request: HttpRequest, name: str) -> HttpResponse:
    """The same for whoever asks: ``request.user`` is not looked at, so caches on the way may keep it for a minute."""
    if name not in FEEDS:
        raise Http404
    words = _atom(name).writeString("utf-8")
    response = HttpResponse(words, content_type="application/atom+xml; charset=utf-8")
    response["Cache-Control"] = A_MINUTE
    return tagged(request, response)


def _atom(name: str) -> Atom:
    told, house, cooperative = FEEDS[name], settings.SITE_URL, Cooperative.current().name
    atom = Atom(
        title=sayable(f"{cooperative}, {told.title}"),
        link=f"{house}{reverse(told.page)}",
        description="",
        language=get_language(),
        feed_url=f"{house}{reverse('site:feed', args=[name])}",
        feed_guid=f"{house}{reverse('site:feed', args=[name])}",
        author_name=sayable(cooperative),
    )
    for item in told.items():
        atom.add_item(
            title=sayable(item.title),
            link=f"{house}{item.path}",
            unique_id=f"{house}{item.path}",
            description=escape(sayable(item.text)),  # the feed says that it is HTML
            author_name=sayable(item.by or cooperative),
            pubdate=item.at,
            updateddate=item.changed_at,
        )
    return atom
