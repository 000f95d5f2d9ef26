"""The words that the cooperative calls things by."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from palabre.core.http import SeeOther, page
from palabre.core.verdict import require
from palabre.membership.actions.nouns import choose_nouns
from palabre.membership.forms.nouns import noun_forms
from palabre.membership.policies import may_dress_cooperative


@require_http_methods(["GET", "HEAD", "POST"])
def nouns(request: HttpRequest, language: str) -> HttpResponse:
    """Choose them; with ``deed=preview`` only see how they stand in sentences."""
    member: Any = request.user
    require(may_dress_cooperative(member))
    if language not in dict(settings.LANGUAGES):
        raise Http404
    posted = request.POST if request.method == "POST" else None
    forms = noun_forms(language, posted)
    wrong = [form for form in forms if posted is not None and not form.is_valid()]
    if posted is not None and not wrong and posted.get("deed") != "preview":
        choose_nouns(by=member, language=language, nouns={form.key: noun for form in forms if (noun := form.noun())})
        messages.success(request, _("Pages use these words from now on."))
        return SeeOther(reverse("membership:nouns", args=[language]))
    words = {"forms": forms, "language": language, "language_name": dict(settings.LANGUAGES)[language]}
    words["trail"] = [(_("The cooperative’s name and look"), reverse("membership:cooperative"))]
    return page(request, "membership/nouns.html", words, status=422 if wrong else 200)
