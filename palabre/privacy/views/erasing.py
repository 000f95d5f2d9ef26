"""Have my account erased: what goes, what stays, seven days to think again."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from palabre.commons.conversations.leaving import places_for
from palabre.core.http import SeeOther, page
from palabre.people.requests import MemberRequest
from palabre.privacy.actions.erasures import ask_erasure, undo_erasure
from palabre.privacy.forms.erasing import ErasureForm
from palabre.privacy.models import Erasure
from palabre.privacy.policies import GRACE, may_be_erased
from palabre.privacy.queries.holdings import after_erasure, held_of
from palabre.privacy.sureness import is_sure, way_to_be_sure

TEMPLATE = "privacy/erasure.html"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def erasure(request: MemberRequest) -> HttpResponse:
    """The page in plain words. Posting takes the password again first."""
    here = reverse("privacy:erasure")
    if request.method == "POST" and not is_sure(request):
        return SeeOther(way_to_be_sure(request, here))
    form = ErasureForm(request.POST if request.method == "POST" else None)
    if not form.is_bound or not form.is_valid():
        return page(request, TEMPLATE, _context(request, form), status=422 if form.is_bound else 200)
    ask_erasure(by=request.user, words=form.cleaned_data["words"])
    messages.success(request, _("Asked. A mail tells you so. Until the day below, you can undo it here."))
    return SeeOther(here)


@require_POST
def undoing(request: MemberRequest) -> HttpResponse:
    undo_erasure(get_object_or_404(Erasure.objects.waiting(), member=request.user), by=request.user)
    messages.success(request, _("Your account stays. Nothing has changed."))
    return SeeOther(reverse("privacy:erasure"))


def _context(request: MemberRequest, form: ErasureForm) -> dict:
    here = reverse("privacy:erasure")
    held = held_of(request.user)
    return {
        "trail": [(_("What is held of me"), reverse("privacy:held"))],
        "waiting": Erasure.objects.waiting().filter(member=request.user).first(),
        "may": may_be_erased(request.user),
        "sure": is_sure(request),
        "way": way_to_be_sure(request, here),
        "goes": [each for each in held if each.goes and not each.stays and each.is_there],
        "stays": after_erasure(held),
        "decided": places_for(request.user),
        "days": GRACE.days,
        "form": form,
    }
