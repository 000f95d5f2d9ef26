"""What this chapter holds of a person."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from palabre.commons.conversations.leaving import WITHDRAWN, rules_for
from palabre.commons.conversations.marked_names import taken_out, written_out
from palabre.commons.conversations.models import Comment, Follow, Mention
from palabre.people.holdings import Holding, Manner, Source, Words
from palabre.people.models import Member

BY_CHOICE = _("(Withdrawn by the person who wrote it.)")
BY_RULE = _("(Withdrawn when the person who wrote it left, as declared here beforehand.)")


def _take_out(member: Member, manner: Manner) -> None:
    """Words kept show nobody's name, since the account has none any more; words withdrawn leave a remark."""
    mine = Comment.objects.filter(author=member)
    rules = rules_for(member)
    _withdraw(mine.filter(discussion__in=[pk for pk, rule in rules.items() if rule == WITHDRAWN]), BY_RULE)
    if manner.withdraws:
        _withdraw(mine.exclude(discussion__in=rules), BY_CHOICE)
    _take_out_the_name(member)
    Follow.objects.filter(member=member).delete()


def _withdraw(comments: models.QuerySet, remark: Words) -> None:
    """Whom they named is gone with them."""
    Mention.objects.filter(comment__in=comments).delete()
    with override(settings.LANGUAGE_CODE):
        comments.update(text=str(remark))


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
            "You choose, unless a process has declared a rule of its own: your words stay without your name, or are "
            "withdrawn. The number of supports stays; your name "
            "goes from the words of others where they named you with an @."
        ),
    ),
]
