"""What I was told: grouped by subject, newest first, with the reason."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from palabre.commons.notices import preferences
from palabre.commons.notices.broadcasts.news import MOST, news_of, unread_news
from palabre.commons.notices.models import Mute, Notice
from palabre.commons.notices.queries import groups_of, in_words, told_to
from palabre.core.http import SeeOther, not_understood, page
from palabre.people.models import Member

PER_PAGE = 30


class ReadingForm(forms.Form):
    """Up to which notice, and which message of the cooperative, the page was read."""

    up_to = forms.IntegerField(min_value=0, max_value=2**63 - 1)
    news_up_to = forms.IntegerField(min_value=0, max_value=2**63 - 1, required=False)


class MuteForm(forms.Form):
    """One thing one was told about, and whether to hear of it."""

    kind = forms.CharField(max_length=60)
    pk = forms.IntegerField(min_value=1, max_value=2**63 - 1)
    again = forms.BooleanField(required=False)


@require_safe
def notices(request: HttpRequest) -> HttpResponse:
    return page(request, "notices/notices.html", _context(request.user, request.GET.get("page")))


def _context(member: Any, number: str | None) -> dict:
    found = Paginator(told_to(member), PER_PAGE).get_page(number)
    told = list(found)
    news = list(unread_news(member)[:MOST])
    return {
        "news": news,
        "news_up_to": news[0].pk if news else 0,
        "page_obj": found,
        "groups": groups_of(told, member),
        "up_to": told[0].pk if told else 0,
        "rhythm": in_words(preferences.rhythm_of(member)),
        "unread": bool(news) or any(notice.read_at is None for notice in told),
    }


@require_POST
def readings(request: HttpRequest) -> HttpResponse:
    """Mark as read what the page showed."""
    form = ReadingForm(request.POST)
    if not form.is_valid():
        return not_understood(request)
    member, said = _me(request), form.cleaned_data
    preferences.mark_read(member, said["up_to"])
    if newest := news_of(member).filter(pk=said["news_up_to"] or 0).first():
        preferences.mark_news_read(member, newest)
    messages.success(request, _("Your notices are marked as read."))
    return SeeOther(reverse("notices:notices"))


@require_POST
def mutes(request: HttpRequest) -> HttpResponse:
    """Stop hearing about one thing, or hear of it again. Only of what one was told about."""
    form = MuteForm(request.POST)
    if not form.is_valid():
        return not_understood(request)
    kind, pk = form.cleaned_data["kind"], form.cleaned_data["pk"]
    member = _me(request)
    about = {"member": member, "about_kind": kind, "about_id": pk}
    if not (Notice.objects.filter(**about).exists() or Mute.objects.filter(**about).exists()):
        raise Http404
    if form.cleaned_data["again"]:
        preferences.unmute(member, kind, pk)
        messages.success(request, _("You will hear of this again from now on."))
    else:
        preferences.mute(member, kind, pk)
        messages.success(request, _("You will hear no more about this, here or by mail."))
    return SeeOther(reverse("notices:notices"))


def _me(request: HttpRequest) -> Member:
    return request.user  # type: ignore[return-value]
