"""Declare the contract, read it once as everyone will, then open the public review."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from palabre.core.components.dates import in_words
from palabre.core.http import SeeOther, page
from palabre.core.verdict import require
from palabre.people.requests import MemberRequest
from palabre.processes.actions.publication import publish_manuscript
from palabre.processes.contract import contract_in_words
from palabre.processes.forms.publication import PublicationForm
from palabre.processes.levels import PROMISES
from palabre.processes.models import Manuscript
from palabre.processes.policies.manuscripts import may_publish
from palabre.processes.queries.manuscripts import summary
from palabre.processes.readiness import lacks, ready_to_publish


@require_http_methods(["GET", "HEAD", "POST"])
def publication(request: MemberRequest, pk: int) -> HttpResponse:
    visible = Manuscript.objects.visible_to(request.user).select_related("process")
    found = get_object_or_404(visible, pk=pk)
    if found.process:
        return SeeOther(found.process.get_absolute_url())
    require(may_publish(request.user, found))
    if request.method != "POST":
        return _shown(request, found, PublicationForm(found, request.user))
    form = PublicationForm(found, request.user, request.POST)
    if not form.is_valid():
        return _shown(request, found, form, status=422)
    if request.POST.get("deed") != "publish" or not form.was_previewed or lacks(found.proposal):
        return _shown(request, found, form, previewed=True)
    process = publish_manuscript(found, by=request.user, **form.terms)
    day = in_words(form.terms["review_opens_on"])
    messages.success(request, _("Published as version 1. The public review opens on %(day)s.") % {"day": day})
    if not process.groups.exists():
        return SeeOther(process.get_absolute_url())
    # The contract has just promised an answer to every comment, and nobody can give one yet.
    messages.warning(
        request, _("Nobody can answer the comments yet: give those who facilitate the groups their seats.")
    )
    return SeeOther(reverse("processes:groups", args=[process.pk]))


def _shown(
    request: HttpRequest, found: Manuscript, form: PublicationForm, *, previewed: bool = False, status: int = 200
) -> HttpResponse:
    context = {
        "manuscript": found,
        "form": form,
        "summary": summary(found.proposal),
        "unplaced": found.proposal["unplaced"],
        "lacks": lacks(found.proposal),
        "ready": ready_to_publish(found.proposal),
        "previewed": previewed,
        "contract": contract_in_words(form.terms) if previewed else [],
        "promise": PROMISES[form.terms["level"]] if previewed else "",
        "level": form.terms["level"] if previewed else "",
        "seal": form.seal if previewed else "",
    }
    return page(request, "processes/publication.html", context, status=status)
