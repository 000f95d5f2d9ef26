"""People one can name in a discussion, while their name is typed. Counted, so it is a POST."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from palabre.commons.conversations.asking import counted
from palabre.commons.conversations.models import Discussion
from palabre.commons.conversations.naming import suggested
from palabre.commons.conversations.policies import may_ask_for_names, may_speak
from palabre.core.http import page
from palabre.core.lines import on_one_line
from palabre.core.verdict import require
from palabre.people.requests import MemberRequest

LONGEST = 80


@require_POST
def people(request: MemberRequest, pk: int) -> HttpResponse:
    """A few options for a list, in HTML; none is an answer too."""
    there = Discussion.objects.visible_to(request.user).select_related("audience", "speakers")
    discussion = get_object_or_404(there, pk=pk)
    require(may_speak(request.user, discussion))
    require(may_ask_for_names(*counted(request.user)))
    begun = on_one_line(request.POST.get("words", ""))[:LONGEST]
    found = suggested(begun, by=request.user, discussion=discussion)
    return page(request, "conversations/people.html", {"people": found, "discussion": discussion.pk})
