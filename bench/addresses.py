"""The house's addresses, and one bare page beside them to compare with."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.template import Context, Template
from django.urls import include, path

from palabre.people.models import Audience, Cooperative, Member

BARE = Template(
    "<!doctype html><title>{{ cooperative.name }}</title><p>{{ audiences }}</p><table>"
    "{% for member in members %}<tr><td>{{ member.name }}</td><td>{{ member.joined_at }}</td></tr>{% endfor %}</table>"
)


@login_not_required
def bare(request: HttpRequest) -> HttpResponse:
    """What Django itself costs: three queries, twenty rows, two columns."""
    words = {
        "cooperative": Cooperative.objects.get(pk=1),
        "audiences": Audience.objects.count(),
        "members": Member.objects.order_by("pk")[:20],
    }
    return HttpResponse(BARE.render(Context(words)))


def bare_signed_in(request: HttpRequest) -> HttpResponse:
    """The same behind Django's own login: the session and the member are two more queries."""
    return bare(request)


urlpatterns = [path("bare/", bare), path("bare/signed-in/", bare_signed_in), path("", include("palabre.site.urls"))]
