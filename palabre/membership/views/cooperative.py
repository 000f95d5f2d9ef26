"""How the cooperative presents itself, what becomes of the accounts of those who leave, and who keeps its seals."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from palabre.core.http import SeeOther, page
from palabre.core.verdict import require
from palabre.membership.actions.cooperative import choose_closing, dress_cooperative
from palabre.membership.actions.witnesses import name_witnesses
from palabre.membership.forms.cooperative import CooperativeForm, LeaversForm, WitnessesForm
from palabre.membership.forms.nouns import noun_forms
from palabre.membership.looks import look_of
from palabre.membership.policies import may_choose_closing, may_dress_cooperative, may_name_witnesses
from palabre.membership.queries.house_texts import texts_listed
from palabre.people.models import Cooperative

TEMPLATE = "membership/cooperative.html"


@require_http_methods(["GET", "HEAD", "POST"])
def cooperative(request: HttpRequest) -> HttpResponse:
    member: Any = request.user
    require(may_dress_cooperative(member))
    posted = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    current = Cooperative.current()
    form = CooperativeForm(*posted, cooperative=current)
    previews = request.POST.get("deed") == "preview"
    if not form.is_bound or not form.is_valid() or previews:
        look = look_of(request.POST if form.is_bound else form.initial, current, form.new_logo())
        context = {"form": form, "look": look, **_below()}
        return page(request, TEMPLATE, context, part="look", status=422 if form.errors and not previews else 200)
    dress_cooperative(by=member, **form.dress())
    messages.success(request, _("Every page shows it from now on."))
    return SeeOther(reverse("membership:cooperative"))


@require_POST
def witnesses(request: HttpRequest) -> HttpResponse:
    member: Any = request.user
    require(may_name_witnesses(member))
    form = WitnessesForm(request.POST)
    if not form.is_valid():
        return _with_errors(request, witnesses=form)
    name_witnesses(by=member, addresses=form.cleaned_data["addresses"])
    messages.success(request, _("They receive the newest seal once a day, when there is a new one."))
    return SeeOther(reverse("membership:cooperative"))


@require_POST
def leavers(request: HttpRequest) -> HttpResponse:
    member: Any = request.user
    require(may_choose_closing(member))
    form = LeaversForm(request.POST)
    if not form.is_valid():
        return _with_errors(request, leavers=form)
    chosen = choose_closing(by=member, closes=form.closes)
    messages.success(
        request,
        _("Accounts of those who left are closed within ten minutes.")
        if chosen.closes_accounts
        else _("Accounts of those who leave stay open from now on."),
    )
    return SeeOther(reverse("membership:cooperative") + "#leavers")


def _with_errors(request: HttpRequest, **forms: Any) -> HttpResponse:
    """The page again, with what was wrong in the form that was sent."""
    form = CooperativeForm(cooperative=Cooperative.current())
    look = look_of(form.initial, form.cooperative, None)
    return page(request, TEMPLATE, {"form": form, "look": look, **_below(), **forms}, status=422)


def _below() -> dict[str, Any]:
    """What stands under the look: the cooperative's words in each language, its texts, leavers and witnesses."""
    words = [(language, name, noun_forms(language)) for language, name in settings.LANGUAGES]
    return {"texts": texts_listed(), "words": words, "leavers": LeaversForm(), "witnesses": WitnessesForm()}
