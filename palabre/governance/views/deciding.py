"""Who decides what: the question page, and the table behind it that the secretariat keeps."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from palabre.core.http import SeeOther, page
from palabre.core.verdict import require
from palabre.governance import policies
from palabre.governance.actions.powers import set_powers
from palabre.governance.forms.powers import power_lines, powers_in
from palabre.governance.models import Body
from palabre.governance.queries.deciding import answers
from palabre.governance.sisters import sisters
from palabre.governance.views.places import way_up
from palabre.governance.views.shared import shared_page
from palabre.people.requests import MemberRequest

LONGEST_QUESTION = 200


@login_not_required
@require_safe
def who_decides(request: HttpRequest) -> HttpResponse:
    return shared_page(request, "governance/who_decides.html", lambda: _answered(request))


def _answered(request: HttpRequest) -> dict[str, Any]:
    words = request.GET.get("words", "")[:LONGEST_QUESTION]
    return {"words": words, "answers": answers(request.user, words), "sisters": sisters()}


@require_http_methods(["GET", "HEAD", "POST"])
def powers(request: MemberRequest, pk: int) -> HttpResponse:
    body = get_object_or_404(Body.objects.visible_to(request.user), pk=pk)
    require(policies.may_set_powers(request.user))
    lines = power_lines(body, request.user, request.POST if request.method == "POST" else None)
    if not lines.is_bound or not lines.is_valid():
        context = {"lines": lines, "body": body, "trail": way_up(request.user, body)}
        return page(request, "governance/powers.html", context, status=422 if lines.is_bound else 200)
    set_powers(body, by=request.user, powers=powers_in(lines))
    messages.success(request, _("Everyone reads it from now on."))
    return SeeOther(body.get_absolute_url() + "#powers")
