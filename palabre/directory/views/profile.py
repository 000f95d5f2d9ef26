"""My profile: what I say of myself, to whom, and how others see it."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from palabre.core.http import SeeOther, page
from palabre.core.nouns import said
from palabre.core.verdict import require
from palabre.directory.actions.profiles import describe_oneself
from palabre.directory.forms.profile import ProfileForm
from palabre.directory.models import Term
from palabre.directory.policies import may_have_profile
from palabre.directory.queries.own import Own, known_words, own_profile
from palabre.directory.queries.seen import READERS, seen_as

ALONE = ("photo", "branch", "contact")  # parts without words of their own on the form


@require_http_methods(["GET", "HEAD", "POST"])
def profile(request: HttpRequest) -> HttpResponse:
    member: Any = request.user
    require(may_have_profile(member))
    own = own_profile(member)
    form = ProfileForm(request.POST if request.method == "POST" else None, member=member, own=own)
    if not form.is_bound or not form.is_valid():
        words = {"form": form, "own": own, **{f"{part}_for": form[f"{part}_for"] for part in ALONE}}
        words |= {"trades": known_words(Term.Kind.TRADE), "skills": known_words(Term.Kind.SKILL)}
        words |= _preview(request, own)
        return page(request, "directory/profile.html", words, status=422 if form.is_bound else 200)
    describe_oneself(by=member, **form.said())
    messages.success(request, _("Your profile is kept. Below you see it as others do."))
    return SeeOther(f"{reverse('directory:profile')}?as=member#preview")


def _preview(request: HttpRequest, own: Own) -> dict[str, Any]:
    reader = request.GET.get("as", "member")
    reader = reader if reader in READERS else "member"
    my_branch = _("As %(my_branch)s") % {"my_branch": said("branch", "my")}
    names = {"public": _("As everyone"), "member": _("As a member"), "branch": my_branch}
    tabs = [(key, name, f"?as={key}#preview") for key, name in names.items()]
    return {"tabs": tabs, "reader": reader, "person": seen_as(own.profile, reader) if own.profile else None}
