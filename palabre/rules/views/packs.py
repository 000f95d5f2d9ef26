"""What laws ask: the packs that come with the program, and those the cooperative entered."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from palabre.core.http import SeeOther, page
from palabre.core.verdict import require
from palabre.people.requests import MemberRequest
from palabre.rules import policies
from palabre.rules.actions.packs import enter_pack
from palabre.rules.forms import PackForm, pack_text
from palabre.rules.queries.packs import all_packs


@login_not_required
@require_safe
def packs(request: HttpRequest) -> HttpResponse:
    context = {"packs": all_packs(), "may_keep": policies.may_keep_packs(request.user), "trail": _way_up()}
    return page(request, "rules/packs.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def new_pack(request: MemberRequest) -> HttpResponse:
    require(policies.may_keep_packs(request.user))
    of = request.GET.get("of", "")[:40]
    form = PackForm(request.POST if request.method == "POST" else None, initial={"slug": of, "text": pack_text(of)})
    if form.is_bound and form.is_valid():
        enter_pack(by=request.user, **form.cleaned_data)
        messages.success(request, _("It is there. A new version of the rules may now be held against it."))
        return SeeOther(reverse("rules:packs"))
    trail = [*_way_up(), (_("What laws ask"), reverse("rules:packs"))]
    return page(request, "rules/new_pack.html", {"form": form, "trail": trail}, status=422 if form.errors else 200)


def _way_up() -> list[tuple[str, str]]:
    return [(_("Rules"), reverse("rules:rules"))]
