"""Speak in the margin, support, follow."""

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from palabre.commons.conversations import speaking
from palabre.commons.conversations.models import Comment, Discussion
from palabre.commons.conversations.policies import may_stand
from palabre.core.components.dates import in_words
from palabre.core.http import SeeOther, is_htmx, page
from palabre.people.requests import MemberRequest
from palabre.processes.actions.comments import comment_on, support_comment, take_back_support
from palabre.processes.forms.comments import CommentForm
from palabre.processes.queries.discussed import Discussed, process_of, thing_of
from palabre.processes.queries.measure_page import measures_for
from palabre.processes.queries.notes import Note, answers_by, comments_of, note_of, reading
from palabre.processes.queries.process_page import processes_for
from palabre.processes.queries.recommendation_page import spoken_of
from palabre.processes.queries.stages import where_we_are
from palabre.processes.views import measure, process, recommendation
from palabre.processes.views.writing import desk_for, draft_key


@require_POST
def process_comments(request: MemberRequest, pk: int) -> HttpResponse:
    return _say(request, get_object_or_404(processes_for(request.user), pk=pk), process.TEMPLATE, process.context)


@require_POST
def recommendation_comments(request: MemberRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(spoken_of(request.user), pk=pk)
    return _say(request, found, recommendation.TEMPLATE, recommendation.context)


@require_POST
def measure_comments(request: MemberRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(measures_for(request.user), pk=pk)
    return _say(request, found, measure.TEMPLATE, measure.context)


@require_POST
def support(request: MemberRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Comment.objects.visible_to(request.user).select_related("discussion__audience"), pk=pk)
    act = take_back_support if "take_back" in request.POST else support_comment
    act(found, by=request.user)
    note = _note(request, found, thing_of(found.discussion))
    if is_htmx(request):
        return page(request, "processes/parts/support.html", {"note": note})
    return SeeOther(f"{thing_of(found.discussion).get_absolute_url()}#comment-{found.pk}")


@require_POST
def follow(request: MemberRequest, pk: int) -> HttpResponse:
    """Whom one follows is nobody else's business: it leaves no trail."""
    discussion = get_object_or_404(Discussion.objects.visible_to(request.user), pk=pk)
    stop = "stop" in request.POST
    with transaction.atomic():
        (speaking.unfollow if stop else speaking.follow)(discussion, by=request.user)
    if is_htmx(request):
        return page(request, "processes/parts/follow.html", {"discussion": discussion.pk, "follows": not stop})
    if stop:
        messages.success(request, _("You are told no more of what happens here."))
    else:
        messages.success(request, _("You will be told of what happens here."))
    return SeeOther(thing_of(discussion).get_absolute_url())


def _say(request: MemberRequest, thing: Discussed, template: str, context: Any) -> HttpResponse:
    form = CommentForm(request.POST, discussion=thing.discussion, viewer=request.user)
    if not form.is_valid():
        return page(
            request, template, context(request, thing, desk_for(request, thing, form)), part="write", status=422
        )
    said = comment_on(
        thing,
        by=request.user,
        text=form.cleaned_data["text"],
        pseudonymous=form.cleaned_data.get("pseudonymous", False),
        once=form.cleaned_data["once"],
        opened_at=form.cleaned_data["opened_at"],
    )
    sentence = _what_happens_now(thing, said)
    if is_htmx(request):
        return page(request, template, _spoken(request, thing, said, sentence), part="write")
    messages.success(request, sentence, extra_tags=f"draft:{draft_key(thing.discussion)}")
    return SeeOther(f"{thing.get_absolute_url()}#comment-{said.pk}")


def _spoken(request: HttpRequest, thing: Discussed, said: Comment, sentence: str) -> dict[str, Any]:
    desk = desk_for(request, thing)
    return {"desk": replace(desk, said=_note(request, said, thing), happens=sentence)}


def _note(request: HttpRequest, comment: Comment, thing: Discussed) -> Note:
    """The comment as it stands now, for the page."""
    again = comments_of([comment.discussion_id]).get(pk=comment.pk)
    stands = may_stand(request.user, comment.discussion)
    return note_of(again, reading(request.user, process_of(thing), [again], stands=stands))


def _what_happens_now(thing: Discussed, said: Comment) -> str:
    """What becomes of the words, and by when. Words that arrived late go to the next step (M77)."""
    where = where_we_are(process_of(thing).stages.all())
    if said.arrived_late:
        kept = _("The review had just closed. Your words are kept, and marked as having come late.")
        step = where.now or where.then
        return " ".join([kept, _("They go to the next step: %(step)s.") % {"step": step}]) if step else kept
    if day := answers_by(process_of(thing)):
        facts = {"day": in_words(day)}
        return _("Your words stand in the margin. The groups answer by %(day)s, and you will be told.") % facts
    return _("Your words stand in the margin. You will be told what becomes of them.")
