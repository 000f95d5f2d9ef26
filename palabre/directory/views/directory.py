"""The directory: ask for a trade, a skill, a branch, a language or a name; find who wishes to be found."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from palabre.core.http import SeeOther, page
from palabre.core.verdict import require
from palabre.directory.actions.searching import ask_directory
from palabre.directory.asked import read
from palabre.directory.forms.searching import SearchForm
from palabre.directory.policies import may_search
from palabre.directory.queries.directory import found_people


@require_http_methods(["GET", "HEAD", "POST"])
def directory(request: HttpRequest) -> HttpResponse:
    """Read what was found; post what is asked."""
    member: Any = request.user
    require(may_search(member))
    if request.method == "POST":
        form = SearchForm(request.POST)
        if not form.is_valid():
            return page(request, "directory/directory.html", {"form": form, "found": None}, status=422)
        token = ask_directory(form.asked(), by=member)
        return SeeOther(f"{reverse('directory:directory')}?{urlencode({'q': token})}#found")
    token = request.GET.get("q", "")
    asked = read(token, member.pk)
    found = found_people(asked, member) if asked else None
    words = {"form": SearchForm(asked=asked), "found": found, "is_old": bool(token) and not asked}
    return page(request, "directory/directory.html", words)
