"""Me: what my membership means, my name, my words, my mail."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from palabre.commons.notices.preferences import rhythm_of
from palabre.commons.notices.queries import in_words
from palabre.core.http import SeeOther, page
from palabre.membership.actions.names import change_name
from palabre.membership.forms.names import NamesForm
from palabre.membership.policies import (
    may_ask_to_join,
    may_confirm_duties,
    may_dress_cooperative,
    may_see_admissions,
)
from palabre.membership.queries.me import membership_of


@require_http_methods(["GET", "HEAD", "POST"])
def me(request: HttpRequest) -> HttpResponse:
    """Read it all; post a name and a pseudonym."""
    member: Any = request.user
    form = NamesForm(request.POST if request.method == "POST" else None, member=member)
    if not form.is_bound or not form.is_valid():
        status = 422 if form.is_bound else 200
        return page(request, "membership/me.html", _context(member, form), status=status)
    change_name(member, by=member, **form.cleaned_data)
    messages.success(request, _("From now on you are shown by this name."))
    return SeeOther(reverse("membership:me"))


def _context(member: Any, form: NamesForm) -> dict:
    return {
        "membership": membership_of(member),
        "form": form,
        "rhythm": in_words(rhythm_of(member)),
        "may_join": may_ask_to_join(member),
        "may_see_admissions": may_see_admissions(member),
        "may_confirm_duties": may_confirm_duties(member),
        "may_dress": may_dress_cooperative(member),
    }
