"""Put a recommendation before the body that decides."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from palabre.commons.texts.revisions import newest
from palabre.core.http import SeeOther, page
from palabre.people.requests import MemberRequest
from palabre.processes.actions.referrals import refer_recommendation
from palabre.processes.forms.referrals import ReferralForm
from palabre.processes.models import Recommendation
from palabre.processes.policies import recommendations as policies
from palabre.processes.queries.recommendation_page import fetched
from palabre.processes.queries.versions import answers_to_carry
from palabre.processes.views.writing import processes_crumb

TEMPLATE = "processes/referral.html"


@require_http_methods(["GET", "HEAD", "POST"])
def referral(request: MemberRequest, pk: int) -> HttpResponse:
    """GET says what will happen, or why it cannot yet; POST does it."""
    found = get_object_or_404(fetched(request.user), pk=pk)
    revision = newest(found.text)
    if request.method != "POST":
        return page(request, TEMPLATE, _context(request, found, ReferralForm(newest=revision)))
    form = ReferralForm(request.POST, newest=revision)
    if not form.is_valid():
        return page(request, TEMPLATE, _context(request, found, form), status=422)
    referred = refer_recommendation(found, by=request.user, number=revision.number)
    messages.success(
        request,
        _("Referred to “%(body)s”. Its secretary chooses the meeting; everyone concerned is told.")
        % {"body": referred.body},
    )
    return SeeOther(found.get_absolute_url())


def _context(request: HttpRequest, found: Recommendation, form: ReferralForm) -> dict[str, Any]:
    process = found.process
    above = _("Recommendation %(number)s") % {"number": found.number}
    return {
        "recommendation": found,
        "process": process,
        "revision": form.newest,
        "measures": form.newest.parts,
        "form": form,
        "verdict": policies.may_refer(request.user, found),
        "unlinked": answers_to_carry(found).count(),
        "unanswered": 0 if found.is_referred else policies.unanswered(found).count(),
        "may_answer": policies.may_answer(request.user, process),
        "trail": [
            processes_crumb(),
            (process.title, process.get_absolute_url()),
            (above, found.get_absolute_url()),
        ],
    }
