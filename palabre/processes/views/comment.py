"""Someone's words, and their thread."""

from functools import cache
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from palabre.commons.conversations.models import Comment
from palabre.commons.conversations.plain_marks import render_marks
from palabre.commons.trail.kept_pages import kept_page
from palabre.people.queries import readership
from palabre.processes.queries.thread import Thread, thread_of
from palabre.processes.queries.words import turn_of
from palabre.processes.views.writing import processes_crumb


@login_not_required
@require_safe
def comment(request: HttpRequest, pk: int) -> HttpResponse:
    @cache
    def thread() -> Thread:
        readable = Comment.objects.visible_to(request.user).select_related("author", "answer__by")
        found = thread_of(get_object_or_404(readable, pk=pk), request.user)
        if found is None:
            raise Http404
        return found

    return kept_page(
        request,
        "processes/comment.html",
        seen_as=lambda: (readership(request.user), thread().comment.author_id == request.user.pk),
        about=lambda: [("processes.process", thread().story.process.pk)],
        context=lambda: _context(thread(), mine=thread().comment.author_id == request.user.pk),
    )


def _context(thread: Thread, *, mine: bool) -> dict[str, Any]:
    return {
        "thread": thread,
        "comment": thread.comment,
        "words": render_marks(thread.comment.text),
        "turn": turn_of(thread.story),
        "trail": [processes_crumb(), *thread.trail],
        "mine": mine,
        "heading": _("What became of my words") if mine else _("What became of these words"),
    }
