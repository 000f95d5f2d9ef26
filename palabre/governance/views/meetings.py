from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from palabre.governance import policies
from palabre.governance.forms.agendas import PublicationForm
from palabre.governance.models import Meeting
from palabre.governance.paper_policies import may_add_papers
from palabre.governance.paper_terms import expected_at
from palabre.governance.policies import CONVENERS, DECIDERS
from palabre.governance.queries.agendas import meeting_page
from palabre.governance.queries.minutes import minutes_at
from palabre.governance.queries.papers import papers_of
from palabre.governance.queries.publishing import publication_of
from palabre.governance.sitting_policies import may_keep_sitting
from palabre.governance.views.places import way_up
from palabre.governance.views.shared import shared_page
from palabre.people.policies import may_read


@login_not_required
@require_safe
def meeting(request: HttpRequest, pk: int) -> HttpResponse:
    return shared_page(request, "governance/meeting.html", lambda: _context(request, _found(request, pk)))


def _found(request: HttpRequest, pk: int) -> Meeting:
    readable = Meeting.objects.visible_to(request.user).select_related("body", "rulebook", "minutes__approval")
    return get_object_or_404(readable, pk=pk)


def _context(request: HttpRequest, found: Meeting) -> dict[str, Any]:
    published = publication_of(found, request.user)
    sits = policies.may_read_held_back(request.user, found.body)
    papers = papers_of(found, request.user, sits=sits, expected=expected_at(found))
    return {
        "meeting": found,
        "trail": way_up(request.user, found.body),
        "shown": meeting_page(found, request.user, published, papers),
        "papers": papers,
        "may_add_papers": may_add_papers(request.user, found),
        "body_is_open": bool(may_read(request.user, found.body)),
        "kept": minutes_at(found, request.user),
        "may_keep": may_keep_sitting(request.user, found),
        "may_write": policies.may_write_minutes(request.user, found),
        "may_set_agenda": policies.may_set_agenda(request.user, found),
        "published": published,
        "form": PublicationForm(late=published.is_overdue),
        "convenes": policies.holds_mandate(request.user, found.body, *CONVENERS),
        "decides": policies.holds_mandate(request.user, found.body, *DECIDERS),
    }
