"""A person's page, and their photo: what they show to this reader. To others they do not exist. And a form to write."""

from typing import Any

from django.contrib import messages as said
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from palabre.core.http import SeeOther, page
from palabre.core.verdict import require
from palabre.directory.actions.relay import write_letter
from palabre.directory.forms.relay import LetterForm
from palabre.directory.models import Portrait, Profile
from palabre.directory.policies import may_write_to
from palabre.directory.queries.seen import person_seen
from palabre.directory.views.portrait import jpeg


@login_not_required
@require_safe
def person(request: HttpRequest, handle: str) -> HttpResponse:
    may = may_write_to(request.user, _profile(request, handle))
    return _page(request, handle, LetterForm() if may else None)


@require_POST
def messages(request: HttpRequest, handle: str) -> HttpResponse:
    """Write to this person."""
    member: Any = request.user
    profile = _profile(request, handle)
    require(may_write_to(member, profile))
    form = LetterForm(request.POST)
    if not form.is_valid():
        return _page(request, handle, form)
    letter = write_letter(profile, by=member, **form.cleaned_data)
    sentence = _("Your message goes out within a minute. An answer comes to you by mail.")
    said.success(request, sentence, extra_tags=f"draft:letter-{handle}")
    return SeeOther(reverse("directory:letter", args=[letter.handle]))


@login_not_required
@require_safe
def photo(request: HttpRequest, handle: str) -> HttpResponse:
    shown = Profile.objects.showing("photo", request.user).filter(handle=handle)
    return jpeg(bytes(get_object_or_404(Portrait, profile__in=shown).picture))


def _profile(request: HttpRequest, handle: str) -> Profile:
    there = Profile.objects.with_something_for(request.user).select_related("member")
    return get_object_or_404(there, handle=handle)


def _page(request: HttpRequest, handle: str, form: LetterForm | None) -> HttpResponse:
    found = person_seen(handle, request.user)
    if found is None:
        raise Http404
    words = {"person": found, "is_me": found.pk == request.user.pk, "form": form}
    return page(request, "directory/person.html", words, status=422 if form and form.is_bound else 200)
