"""Ask that somebody else's account be erased: somebody else confirms it."""

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from palabre.commons.four_eyes.actions.acts import ask
from palabre.core.http import SeeOther, page
from palabre.core.verdict import require
from palabre.people.requests import MemberRequest
from palabre.privacy.actions.erasures import ERASING_SOMEONE, facts_of_erasing
from palabre.privacy.forms.erasing import SomeoneForm
from palabre.privacy.policies import may_ask_to_erase


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def erasures(request: MemberRequest) -> HttpResponse:
    """First the search, which writes nothing; then, with someone chosen, the asking."""
    require(may_ask_to_erase(request.user))
    form = SomeoneForm(request.POST if request.method == "POST" else None, viewer=request.user)
    if not form.is_bound or not form.is_valid() or form.cleaned_data["chosen"] is None:
        status = 422 if form.is_bound and form.errors else 200
        return page(request, "privacy/erasures.html", {"form": form}, status=status)
    facts = facts_of_erasing(form.cleaned_data["chosen"], form.cleaned_data["words"])
    act = ask(ERASING_SOMEONE, by=request.user, facts=facts)
    messages.success(request, _("Asked. It is done once somebody else confirms it; those who can are told."))
    return SeeOther(reverse("four_eyes:act", args=[act.pk]))
