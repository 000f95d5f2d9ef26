"""A person's page, and their photo: what they show to this reader. To others they do not exist."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from palabre.core.http import page
from palabre.directory.models import Portrait, Profile
from palabre.directory.queries.seen import person_seen
from palabre.directory.views.portrait import jpeg


@login_not_required
@require_safe
def person(request: HttpRequest, handle: str) -> HttpResponse:
    found = person_seen(handle, request.user)
    if found is None:
        raise Http404
    return page(request, "directory/person.html", {"person": found, "is_me": found.pk == request.user.pk})


@login_not_required
@require_safe
def photo(request: HttpRequest, handle: str) -> HttpResponse:
    shown = Profile.objects.showing("photo", request.user).filter(handle=handle)
    return jpeg(bytes(get_object_or_404(Portrait, profile__in=shown).picture))
