"""What I wish: a questionnaire of two minutes."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from palabre.commons.notices.preferences import choose_rhythm, rhythm_of
from palabre.core.http import SeeOther, page
from palabre.wishes.choosing import answer, put_off, wish_of
from palabre.wishes.forms import WishesForm


@require_http_methods(["GET", "HEAD", "POST"])
def wishes(request: HttpRequest) -> HttpResponse:
    """Read and change one's own answers. Nobody else reads them, and no entry of the trail says so."""
    member: Any = request.user
    wish = wish_of(member)
    form = WishesForm(request.POST if request.method == "POST" else None, wish=wish, rhythm=rhythm_of(member))
    if not form.is_bound or not form.is_valid():
        status = 422 if form.is_bound else 200
        return page(request, "wishes/wishes.html", {"form": form, "wish": wish}, status=status)
    with transaction.atomic():
        answer(member, **form.wishes())
        choose_rhythm(member, **form.rhythm())
    messages.success(request, _("Thank you. What you see first and what you are told follow it from now on."))
    return SeeOther("/")


@require_POST
def later(request: HttpRequest) -> HttpResponse:
    """Not now: the line on home goes away for three months."""
    member: Any = request.user
    put_off(member)
    messages.success(request, _("It is put off. You find it on your own page whenever you like."))
    return SeeOther("/")
