"""To whom the cooperative entrusted what; and, for the secretariat, entrusting and ending it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from palabre.commons.four_eyes.actions.acts import ask
from palabre.core.http import SeeOther, page
from palabre.core.verdict import require
from palabre.membership.actions.duties import (
    ENDING_FOR_THE_WHOLE,
    ENTRUSTING_THE_WHOLE,
    end_duty,
    entrust_duty,
    facts_of_ending,
    facts_of_entrusting,
)
from palabre.membership.forms.duties import DutyForm
from palabre.membership.policies import may_end_alone, may_end_duty, may_entrust, may_see_duties
from palabre.membership.queries.duties import places
from palabre.people.models import Duty
from palabre.people.requests import MemberRequest


@require_http_methods(["GET", "HEAD", "POST"])
def duties(request: MemberRequest) -> HttpResponse:
    """Members read it. The secretariat posts: first the search, which writes nothing; then, with someone chosen, it."""
    if request.method != "POST":
        require(may_see_duties(request.user))
        return _page(request, DutyForm(viewer=request.user))
    require(may_entrust(request.user))
    form = DutyForm(request.POST, viewer=request.user)
    if not form.is_valid():
        return _page(request, form, status=422)
    if form.cleaned_data["chosen"] is None:
        return _page(request, form)
    return _entrusted(request, form)


@require_POST
def duty_ending(request: MemberRequest, pk: int) -> HttpResponse:
    """At once, or by asking a second person."""
    require(may_see_duties(request.user))
    duty = get_object_or_404(Duty.objects.select_related("member"), pk=pk)
    if not may_end_alone(request.user, duty):
        act = ask(ENDING_FOR_THE_WHOLE, by=request.user, facts=facts_of_ending(duty))
        return _asked(request, act.pk)
    end_duty(duty, by=request.user)
    said = _("The duty of %(name)s has ended, and they are told so.")
    messages.success(request, said % {"name": duty.member.name})
    return SeeOther(reverse("membership:duties"))


def _entrusted(request: MemberRequest, form: DutyForm) -> HttpResponse:
    member, where = form.cleaned_data["chosen"], form.cleaned_data["where"]
    words = {"kind": form.cleaned_data["kind"], "until_on": form.cleaned_data["until_on"]}
    if not where:
        facts = facts_of_entrusting(member, **words)
        return _asked(request, ask(ENTRUSTING_THE_WHOLE, by=request.user, facts=facts).pk)
    entrust_duty(member, by=request.user, **words, **where)
    messages.success(request, _("Entrusted to %(name)s from today, who is told so.") % {"name": member.name})
    return SeeOther(reverse("membership:duties"))


def _asked(request: HttpRequest, pk: int) -> HttpResponse:
    messages.success(request, _("Asked. It is done once somebody else confirms it; those who can are told."))
    return SeeOther(reverse("four_eyes:act", args=[pk]))


def _page(request: MemberRequest, form: DutyForm, *, status: int = 200) -> HttpResponse:
    viewer, entrusts = request.user, bool(may_entrust(request.user))

    def ends(duty: Duty) -> bool:
        # Asked in full only for the few of one's own; the action asks for each.
        return entrusts or (duty.member_id == viewer.pk and bool(may_end_duty(viewer, duty)))

    context = {"places": places(viewer.pk, ends=ends), "entrusts": entrusts, "form": form}
    return page(request, "membership/duties.html", context, status=status)
