"""Say, support, follow. Building blocks: the chapter's action asks its policy and writes the trail."""

from datetime import datetime
from uuid import NAMESPACE_OID, uuid5

from django.db.models import F

from palabre.commons.conversations.marked_names import typed, unnamed
from palabre.commons.conversations.models import Comment, Discussion, Follow, Mention, Support
from palabre.commons.conversations.naming import names_in
from palabre.commons.conversations.policies import may_finish, may_name, may_support, may_take_name_out
from palabre.core import clock
from palabre.core.verdict import require
from palabre.people.models import Member


def say(
    discussion: Discussion,
    *,
    by: Member,
    text: str,
    pseudonymous: bool,
    once: str,
    opened_at: datetime | None = None,
) -> tuple[Comment, bool]:
    """Write a comment, and let its author follow the discussion. Call inside a transaction.

    Whoever is named behind an @ and can be named here by this author (``naming``) stands in the text as a mark; a
    name that means nobody stays as it was typed.

    Args:
        once: chosen by the form; the same words with the same ``once`` from the same author are said once. Other
            words sent from a form used before (the page was gone back to) are said as well, not lost.
        opened_at: when the form was opened; words typed before the closing still arrive, marked late (M77).
    Returns:
        The comment, and whether it is new (False on a double click).
    Raises:
        Refused: closed, not a speaker, too much in a few minutes, or too many people named; nothing is written.
    """
    # The author first: the limit on how much one writes is counted over all discussions.
    Member.objects.select_for_update(of=("self",)).get(pk=by.pk)
    rows = Discussion.objects.select_for_update(of=("self",)).select_related("speakers", "audience")
    discussion = rows.get(pk=discussion.pk)
    text = typed(text).strip()
    once = str(uuid5(NAMESPACE_OID, f"{discussion.pk} {once} {text}"))
    if said := Comment.objects.filter(author=by, once=once).first():
        return said, False
    require(may_finish(by, discussion, opened_at))
    named = names_in(text, by=by, discussion=discussion)
    require(may_name(by, len(named.members)))
    comment = Comment.objects.create(
        discussion=discussion,
        author=by,
        text=named.text,
        pseudonymous=bool(pseudonymous and by.pseudonym and discussion.names == Discussion.Names.EITHER),
        once=once,
        arrived_late=not discussion.is_open,
        written_at=clock.now(),
    )
    Mention.objects.bulk_create(Mention(comment=comment, member_id=pk) for pk in sorted(named.members))
    Discussion.objects.filter(pk=discussion.pk).update(comments_count=F("comments_count") + 1)
    follow(discussion, by=by)
    return comment, True


def support(comment: Comment, *, by: Member) -> bool:
    """Stand behind ``comment``. True if that is new. Call inside a transaction; locks the comment."""
    comment = _locked(comment)
    if comment.supports.filter(member=by).exists():
        return False
    require(may_support(by, comment))
    Support.objects.create(comment=comment, member=by)
    Comment.objects.filter(pk=comment.pk).update(supports_count=F("supports_count") + 1)
    return True


def take_back_support(comment: Comment, *, by: Member) -> bool:
    """Stop standing behind ``comment``; always allowed. True if there was a support to take back."""
    comment = _locked(comment)
    removed, _ = comment.supports.filter(member=by).delete()
    if removed:
        Comment.objects.filter(pk=comment.pk).update(supports_count=F("supports_count") - 1)
    return bool(removed)


def take_name_out(comment: Comment, *, by: Member) -> None:
    """Put “a member” where these words name ``by``; the other words stay. Call inside a transaction; locks the comment.

    Raises ``Refused`` where they do not name ``by``, or do no more.
    """
    comment = _locked(comment)
    require(may_take_name_out(by, comment))
    comment.text = unnamed(comment.text, by.pk)
    comment.save(update_fields=["text"])
    Mention.objects.filter(comment=comment, member=by).delete()


def _locked(comment: Comment) -> Comment:
    return Comment.objects.select_for_update(of=("self",)).select_related("discussion__speakers").get(pk=comment.pk)


def follow(discussion: Discussion, *, by: Member) -> bool:
    """Be told what happens here. True if that is new."""
    return Follow.objects.get_or_create(discussion=discussion, member=by)[1]


def unfollow(discussion: Discussion, *, by: Member) -> bool:
    """Be told no more. True if there was a follow to end."""
    return bool(Follow.objects.filter(discussion=discussion, member=by).delete()[0])
