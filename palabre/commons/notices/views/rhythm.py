"""My mail: when it comes and how much of it, what was held back, what I follow, what I hear no more about."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from palabre.commons.notices import preferences
from palabre.commons.notices.forms.rhythm import RhythmForm
from palabre.commons.notices.models import Trouble
from palabre.commons.notices.pushing.devices import told_on
from palabre.commons.notices.queries import budget_of, muted_by
from palabre.core.http import SeeOther, page


@require_http_methods(["GET", "HEAD", "POST"])
def rhythm(request: HttpRequest) -> HttpResponse:
    """Read it all; post a rhythm. Codes to sign in come whenever one asks for them."""
    member: Any = request.user
    chosen = preferences.rhythm_of(member)
    form = RhythmForm(request.POST if request.method == "POST" else None, rhythm=chosen)
    if not form.is_bound or not form.is_valid():
        trouble = Trouble.objects.stopping().filter(member=member).exists()
        context = {
            "form": form,
            "rhythm": chosen,
            "trouble": trouble,
            "budget": budget_of(member, chosen),
            "muted": muted_by(member),
            **told_on(member),
        }
        return page(request, "notices/rhythm.html", context, status=422 if form.is_bound else 200)
    preferences.choose_rhythm(member, **form.cleaned_data)
    messages.success(request, _("Your mail comes at this rhythm from now on."))
    return SeeOther(reverse("notices:rhythm"))
