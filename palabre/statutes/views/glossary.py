"""The glossary: read by everyone, kept by the secretariat."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from palabre.commons.texts.languages import LANGUAGES
from palabre.core.http import SeeOther, page
from palabre.core.verdict import require
from palabre.statutes import policies
from palabre.statutes.actions.glossary import explain_word, take_word_out
from palabre.statutes.forms.writing import TermForm
from palabre.statutes.models import GlossaryTerm
from palabre.statutes.views.places import way_up


@login_not_required
@require_safe
def glossary(request: HttpRequest) -> HttpResponse:
    found = list(GlossaryTerm.objects.all())
    groups = [
        (code, name, terms) for code, name in LANGUAGES if (terms := [each for each in found if each.language == code])
    ]
    groups.sort(key=lambda group: group[0] != (get_language() or "")[:2])
    context = {"groups": groups, "may_keep": policies.may_keep_glossary(request.user), "trail": way_up()}
    return page(request, "statutes/glossary.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def term(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    """Explain a word anew (``pk``), or one more."""
    member: Any = request.user
    require(policies.may_keep_glossary(member))
    there = get_object_or_404(GlossaryTerm, pk=pk) if pk else None
    initial = {name: getattr(there, name) for name in TermForm.base_fields} if there else {"language": "fr"}
    form = TermForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_bound and form.is_valid():
        kept = explain_word(there, by=member, **form.cleaned_data)
        messages.success(request, _("“%(word)s” is explained wherever it is read.") % {"word": kept.word})
        return SeeOther(reverse("statutes:glossary"))
    trail = [*way_up(), (_("Glossary"), reverse("statutes:glossary"))]
    context = {"form": form, "term": there, "trail": trail}
    return page(request, "statutes/term.html", context, status=422 if form.errors else 200)


@require_POST
def term_removal(request: HttpRequest, pk: int) -> HttpResponse:
    member: Any = request.user
    require(policies.may_keep_glossary(member))
    take_word_out(get_object_or_404(GlossaryTerm, pk=pk), by=member)
    messages.success(request, _("The word is no longer explained."))
    return SeeOther(reverse("statutes:glossary"))
