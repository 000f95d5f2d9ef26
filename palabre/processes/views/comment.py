"""Someone's words, and their thread."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from palabre.commons.conversations.models import Comment
from palabre.commons.conversations.plain_marks import render_marks
from palabre.core.http import page
from palabre.processes.queries.thread import thread_of
from palabre.processes.queries.words import turn_of
from palabre.processes.views.writing import processes_crumb


@login_not_required
@require_safe
def comment(request: HttpRequest, pk: int) -> HttpResponse:
    readable = Comment.objects.visible_to(request.user).select_related("author", "answer__by")
    thread = thread_of(get_object_or_404(readable, pk=pk), request.user)
    if thread is None:
        raise Http404
    mine = request.user.is_authenticated and thread.comment.author_id == request.user.pk
    context = {
        "thread": thread,
        "comment": thread.comment,
        "words": render_marks(thread.comment.text),
        "turn": turn_of(thread.story),
        "trail": [processes_crumb(), *thread.trail],
        "mine": mine,
        "heading": _("What became of my words") if mine else _("What became of these words"),
    }
    return page(request, "processes/comment.html", context)
