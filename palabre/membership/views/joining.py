"""Asking to become a member."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from palabre.core.http import SeeOther, page
from palabre.membership.actions.joining import ask_to_join
from palabre.membership.forms.joining import JoinForm
from palabre.membership.policies import may_ask_to_join


@require_http_methods(["GET", "HEAD", "POST"])
def joining(request: HttpRequest) -> HttpResponse:
    member: Any = request.user
    form = JoinForm(request.POST if request.method == "POST" else None)
    if not form.is_bound or not form.is_valid():
        context = {"form": form, "may_join": may_ask_to_join(member)}
        return page(request, "membership/joining.html", context, status=422 if form.is_bound else 200)
    ask_to_join(member, by=member, **form.cleaned_data)
    messages.success(request, _("Your request is with the secretariat. You will be told as soon as it is answered."))
    return SeeOther(reverse("membership:me"))
