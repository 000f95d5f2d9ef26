"""What members may do: the table that the secretariat keeps, shown to each member on home."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from palabre.core.http import SeeOther, page
from palabre.core.verdict import require
from palabre.membership.actions.rights import set_rights
from palabre.membership.forms.rights import rights_in, rights_lines
from palabre.membership.policies import may_dress_cooperative


@require_http_methods(["GET", "HEAD", "POST"])
def rights(request: HttpRequest) -> HttpResponse:
    member: Any = request.user
    require(may_dress_cooperative(member))
    lines = rights_lines(request.POST if request.method == "POST" else None)
    if not lines.is_bound or not lines.is_valid():
        trail = [(_("The cooperative’s name and look"), reverse("membership:cooperative"))]
        words = {"lines": lines, "trail": trail}
        return page(request, "membership/rights.html", words, status=422 if lines.is_bound else 200)
    set_rights(by=member, rights=rights_in(lines))
    messages.success(request, _("Members read it on their home page from now on."))
    return SeeOther(reverse("membership:rights"))
