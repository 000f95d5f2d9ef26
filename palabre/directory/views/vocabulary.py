"""The vocabulary of trades and skills: what waits, what is kept."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from palabre.core.http import SeeOther, page
from palabre.core.verdict import require
from palabre.directory.actions.vocabulary import add_terms, decline_term, keep_term
from palabre.directory.forms.vocabulary import TermForm, TermsForm
from palabre.directory.models import Term
from palabre.directory.policies import may_keep_vocabulary
from palabre.directory.queries.vocabulary import vocabulary as whole_vocabulary


@require_http_methods(["GET", "HEAD", "POST"])
def vocabulary(request: HttpRequest) -> HttpResponse:
    """Read it; post more words."""
    member: Any = request.user
    require(may_keep_vocabulary(member))
    form = TermsForm(request.POST if request.method == "POST" else None)
    if not form.is_bound or not form.is_valid():
        words = {"form": form, "vocabulary": whole_vocabulary()}
        return page(request, "directory/vocabulary.html", words, status=422 if form.is_bound else 200)
    count = add_terms(by=member, **form.cleaned_data)
    messages.success(request, ngettext("%(n)s word was added.", "%(n)s words were added.", count) % {"n": count})
    return SeeOther(reverse("directory:vocabulary"))


@require_http_methods(["GET", "HEAD", "POST"])
def term(request: HttpRequest, pk: int) -> HttpResponse:
    """One word: keep it as written, or with ``deed=decline`` do without it."""
    member: Any = request.user
    require(may_keep_vocabulary(member))
    found = get_object_or_404(Term, pk=pk)
    declines = request.POST.get("deed") == "decline"
    form = TermForm(request.POST if request.method == "POST" else None, term=found, declines=declines)
    if not form.is_bound or not form.is_valid():
        trail = [(_("Trades and skills"), reverse("directory:vocabulary"))]
        words = {"form": form, "term": found, "trail": trail}
        return page(request, "directory/term.html", words, status=422 if form.is_bound else 200)
    if declines:
        decline_term(found, by=member, reason=form.cleaned_data["reason"])
    else:
        keep_term(found, by=member, label=form.cleaned_data["label"])
    messages.success(request, _("It is done, and whoever proposed it is told."))
    return SeeOther(reverse("directory:vocabulary"))
