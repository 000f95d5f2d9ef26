"""What keeps me from coming, said privately; and the totals for those who organise."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from palabre.core.http import SeeOther, page
from palabre.core.verdict import require
from palabre.wishes.choosing import obstacles_of, say_obstacles
from palabre.wishes.forms import ObstaclesForm
from palabre.wishes.policies import may_see_obstacles
from palabre.wishes.queries.obstacles import totals_for


@require_http_methods(["GET", "HEAD", "POST"])
def mine(request: HttpRequest) -> HttpResponse:
    """One's own only. It leaves no entry in the trail."""
    member: Any = request.user
    form = ObstaclesForm(request.POST if request.method == "POST" else None, said=obstacles_of(member))
    if not form.is_bound or not form.is_valid():
        return page(request, "wishes/obstacles.html", {"form": form}, status=422 if form.is_bound else 200)
    say_obstacles(member, form.cleaned_data["kinds"])
    messages.success(request, _("It is kept. Those who organise read totals, never names."))
    return SeeOther(reverse("wishes:obstacles"))


@require_safe
def totals(request: HttpRequest) -> HttpResponse:
    require(may_see_obstacles(request.user))
    return page(request, "wishes/totals.html", {"totals": totals_for(request.user)})
