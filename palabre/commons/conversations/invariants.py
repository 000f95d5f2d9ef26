"""What must always be true of discussions; `palabre check` asks."""

from collections.abc import Iterator

from django.db.models import Count, F

from palabre.commons.conversations.models import Comment, Discussion, Support
from palabre.commons.trail.invariants import register


def comments_are_counted() -> Iterator[str]:
    """The count kept on a discussion is the number of its comments."""
    wrong = Discussion.objects.annotate(there=Count("comments")).exclude(comments_count=F("there"))
    for discussion in wrong.order_by("pk"):
        yield f"Discussion {discussion.pk} says {discussion.comments_count} comments and has {discussion.there}."


def supports_are_counted() -> Iterator[str]:
    """The count kept on a comment is the number of its supports."""
    wrong = Comment.objects.annotate(there=Count("supports")).exclude(supports_count=F("there"))
    for comment in wrong.order_by("pk"):
        yield f"Comment {comment.pk} says {comment.supports_count} supports and has {comment.there}."


def nobody_supports_themselves() -> Iterator[str]:
    for support in Support.objects.filter(member=F("comment__author")).order_by("pk"):
        yield f"Support {support.pk} stands behind its own author’s words."


def register_own() -> None:
    register("conversations: comments", comments_are_counted)
    register("conversations: supports", supports_are_counted)
    register("conversations: authors", nobody_supports_themselves)
