"""How a body is made up, as the secretariat writes it down after the statutes."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from palabre.core.components.dates import in_words
from palabre.core.http import SeeOther, page
from palabre.core.verdict import require
from palabre.governance import mandate_policies, policies
from palabre.governance.actions.composition import set_composition
from palabre.governance.actions.mandates import resign_mandate
from palabre.governance.convening import notice_for
from palabre.governance.forms.composition import CompositionForm
from palabre.governance.forms.mandates import ResignationForm
from palabre.governance.forms.meetings import MeetingForm
from palabre.governance.models import Body, Mandate
from palabre.governance.views.bodies import body_context
from palabre.governance.views.places import way_up
from palabre.people.requests import MemberRequest


@require_http_methods(["GET", "HEAD", "POST"])
def composition(request: MemberRequest, pk: int) -> HttpResponse:
    body = get_object_or_404(Body.objects.visible_to(request.user), pk=pk)
    require(policies.may_set_composition(request.user))
    form = CompositionForm(body, request.user, request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            set_composition(body, by=request.user, **form.said())
        except ValidationError as fault:
            form.refuse(fault)
        else:
            messages.success(request, _("Everyone reads it from now on, and new mandates go by it."))
            return SeeOther(body.get_absolute_url() + "#seats")
    context = {"form": form, "body": body, "trail": way_up(request.user, body)}
    return page(request, "governance/composition.html", context, status=422 if form.is_bound else 200)


@require_POST
def mandate_resignation(request: MemberRequest, pk: int) -> HttpResponse:
    readable = Body.objects.visible_to(request.user).values("pk")
    found = Mandate.objects.filter(body__in=readable).select_related("body", "holder")
    mandate = get_object_or_404(found, pk=pk)
    require(mandate_policies.may_resign(request.user, mandate))
    form = ResignationForm(request.POST)
    if form.is_valid():
        try:
            ended = resign_mandate(mandate, by=request.user, **form.cleaned_data)
        except ValidationError as fault:
            form.add_error(None, fault)
        else:
            day = in_words(ended.until_on)
            words = _("You have resigned. Your last day is %(day)s; whoever sits here is told, and the secretariat.")
            messages.success(request, words % {"day": day})
            return SeeOther(mandate.body.get_absolute_url() + "#seats")
    context = body_context(
        request, mandate.body, MeetingForm(body=mandate.body, notice=notice_for(mandate.body)), resigning=form
    )
    return page(request, "governance/body.html", context, status=422)
