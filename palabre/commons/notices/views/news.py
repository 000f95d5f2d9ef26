"""What the cooperative wrote to me."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from palabre.commons.notices.broadcasts.news import news_of, news_read_at
from palabre.core.http import page

PER_PAGE = 30


@require_safe
def all_news(request: HttpRequest) -> HttpResponse:
    member: Any = request.user
    found = Paginator(news_of(member), PER_PAGE).get_page(request.GET.get("page"))
    context = {"page_obj": found, "read_at": news_read_at(member)}
    return page(request, "notices/all_news.html", context)


@require_safe
def news(request: HttpRequest, pk: int) -> HttpResponse:
    """One message, whole; to mark as read if it is the newest that is not."""
    member: Any = request.user
    found = get_object_or_404(news_of(member), pk=pk)
    trail = [(_("Notices"), reverse("notices:notices"))]
    context = {"message": found, "trail": trail, "unread": bool(found.sent_at and found.sent_at > news_read_at(member))}
    return page(request, "notices/news.html", context)
