"""What this chapter holds of a person."""

from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from palabre.commons.conversations.marked_names import taken_out, written_out
from palabre.commons.conversations.models import Comment, Follow, Mention
from palabre.people.holdings import Holding, Manner, Source
from palabre.people.models import Member

WITHDRAWN = _("(Withdrawn by the person who wrote it.)")


def _take_out(member: Member, manner: Manner) -> None:
    """Words kept show nobody's name, since the account has none any more; words withdrawn leave a remark."""
    if manner.withdraws:
        with override(settings.LANGUAGE_CODE):
            Comment.objects.filter(author=member).update(text=str(WITHDRAWN))
        Mention.objects.filter(comment__author=member).delete()
    _take_out_the_name(member)
    Follow.objects.filter(member=member).delete()


def _take_out_the_name(member: Member) -> None:
    """Of the words of others, which stay."""
    for comment in Comment.objects.filter(mentions__member=member).order_by("pk"):
        comment.text = taken_out(comment.text, member.pk)
        comment.save(update_fields=["text"])
    Mention.objects.filter(member=member).delete()


def _written_out(row: dict[str, Any]) -> dict[str, Any]:
    return {**row, "text": written_out([row["text"]])[0]}


ALL = [
    Holding(
        key="conversations.words",
        title=_("Your words, and what you follow and support"),
        why=_("You said them to be read and answered; what you follow says of what you are told."),
        until=_("As long as the discussion is part of the record. You stop following whenever you want."),
        sources=(
            Source("conversations.Comment", "author", ("written_at", "text", "pseudonymous"), ("once",), _written_out),
            Source("conversations.Support", "member", ("at", "comment")),
            Source("conversations.Follow", "member", ("at", "discussion")),
            Source("conversations.Mention", "member", ("comment",)),
        ),
        erase=_take_out,
        stays=_(
            "You choose: your words stay without your name, or are withdrawn. The number of supports stays; your name "
            "goes from the words of others where they named you with an @."
        ),
    ),
]
