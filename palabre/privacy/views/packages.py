"""Take my data along: ask for it, then take it once."""

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from palabre.core import clock
from palabre.core.http import SeeOther, page
from palabre.people.requests import MemberRequest
from palabre.privacy.actions.packages import ask_package, take_package
from palabre.privacy.models import Package
from palabre.privacy.policies import may_ask_for_package
from palabre.privacy.sureness import is_sure, way_to_be_sure


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def package(request: MemberRequest) -> HttpResponse:
    here = reverse("privacy:package")
    if request.method == "POST":
        ask_package(by=request.user)
        messages.success(request, _("Asked. It is ready within a minute or so, and a notice tells you."))
        return SeeOther(here)
    context = {
        "trail": [(_("What is held of me"), reverse("privacy:held"))],
        "there": Package.objects.there().filter(member=request.user).last(),
        "may_ask": may_ask_for_package(request.user),
        "sure": is_sure(request),
        "way": way_to_be_sure(request, here),
    }
    return page(request, "privacy/package.html", context)


@require_POST
def taking(request: MemberRequest) -> HttpResponseBase:
    """The file itself, piece by piece, to the person, who has just shown that it is them."""
    here = reverse("privacy:package")
    if not is_sure(request):
        return SeeOther(way_to_be_sure(request, here))
    found = get_object_or_404(Package.objects.there(), member=request.user)
    try:
        copy = take_package(found, by=request.user)
    except FileNotFoundError:
        messages.error(request, _("The file is no longer there. Please ask for another tomorrow."))
        return SeeOther(here)
    name = f"palabre-{clock.today().isoformat()}.zip"
    response = FileResponse(copy, as_attachment=True, filename=name, content_type="application/zip")
    response["Cache-Control"] = "private, no-store"
    return response
