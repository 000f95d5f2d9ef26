"""What this chapter holds of a person."""

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from palabre.commons.conversations.models import Comment, Follow
from palabre.people.holdings import Holding, Manner, Source
from palabre.people.models import Member

WITHDRAWN = _("(Withdrawn by the person who wrote it.)")


def _take_out(member: Member, manner: Manner) -> None:
    """Words kept show nobody's name, since the account has none any more; words withdrawn leave a remark."""
    if manner.withdraws:
        with override(settings.LANGUAGE_CODE):
            Comment.objects.filter(author=member).update(text=str(WITHDRAWN))
    Follow.objects.filter(member=member).delete()


ALL = [
    Holding(
        key="conversations.words",
        title=_("Your words, and what you follow and support"),
        why=_("You said them to be read and answered; what you follow says of what you are told."),
        until=_("As long as the discussion is part of the record. You stop following whenever you want."),
        sources=(
            Source("conversations.Comment", "author", ("written_at", "text", "pseudonymous"), also=("once",)),
            Source("conversations.Support", "member", ("at", "comment")),
            Source("conversations.Follow", "member", ("at", "discussion")),
        ),
        erase=_take_out,
        stays=_("You choose: your words stay without your name, or are withdrawn. The number of supports stays."),
    ),
]
