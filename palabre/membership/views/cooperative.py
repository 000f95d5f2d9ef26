"""How the cooperative presents itself: name, sentence, colour, logo."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from palabre.core.http import SeeOther, page
from palabre.core.verdict import require
from palabre.membership.actions.cooperative import dress_cooperative
from palabre.membership.forms.cooperative import CooperativeForm
from palabre.membership.policies import may_dress_cooperative
from palabre.people.models import Cooperative


@require_http_methods(["GET", "HEAD", "POST"])
def cooperative(request: HttpRequest) -> HttpResponse:
    member: Any = request.user
    require(may_dress_cooperative(member))
    posted = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = CooperativeForm(*posted, cooperative=Cooperative.current())
    if not form.is_bound or not form.is_valid():
        return page(request, "membership/cooperative.html", {"form": form}, status=422 if form.is_bound else 200)
    dress_cooperative(by=member, **form.dress())
    messages.success(request, _("Every page shows it from now on."))
    return SeeOther(reverse("membership:cooperative"))
