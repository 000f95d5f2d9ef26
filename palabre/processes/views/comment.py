"""Someone's words, and their thread."""

from functools import cache
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from palabre.commons.conversations.marked_names import names
from palabre.commons.conversations.models import Comment
from palabre.commons.conversations.plain_marks import render_marks
from palabre.commons.trail.kept_pages import kept_page
from palabre.core.http import SeeOther
from palabre.people.queries import common_readership
from palabre.people.requests import MemberRequest
from palabre.processes.actions.comments import take_name_out
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
        seen_as=lambda: (common_readership(request.user), _concerns(request, thread().comment)),
        about=lambda: [("processes.process", thread().story.process.pk)],
        context=lambda: _context(thread(), *_concerns(request, thread().comment)),
    )


@require_POST
def name_removal(request: MemberRequest, pk: int) -> HttpResponse:
    readable = Comment.objects.visible_to(request.user).select_related("discussion__audience", "author")
    found = get_object_or_404(readable, pk=pk)
    take_name_out(found, by=request.user)
    messages.success(request, _("Your name is taken out. %(name)s is told.") % {"name": found.shown_name})
    return SeeOther(reverse("processes:comment", args=[pk]))


def _concerns(request: HttpRequest, comment: Comment) -> tuple[bool, bool]:
    """Whether the reader wrote these words, and whether they are named in them."""
    reader = request.user.pk
    return comment.author_id == reader, reader is not None and names(comment.text, reader)


def _context(thread: Thread, mine: bool, named: bool) -> dict[str, Any]:
    return {
        "thread": thread,
        "comment": thread.comment,
        "words": render_marks(thread.comment.text),
        "turn": turn_of(thread.story),
        "trail": [processes_crumb(), *thread.trail],
        "mine": mine,
        "named": named,
        "heading": _("What became of my words") if mine else _("What became of these words"),
    }
