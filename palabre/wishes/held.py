"""What this chapter holds of a person."""

from django.utils.translation import gettext_lazy as _

from palabre.people.holdings import Holding, Manner, Source
from palabre.people.models import Member
from palabre.wishes.models import Counted, Obstacle, Wish


def _forget(member: Member, manner: Manner) -> None:
    Wish.objects.filter(member=member).delete()


def _forget_obstacles(member: Member, manner: Manner) -> None:
    """Totals stay as they are shown until five people changed: nobody sees in them who left."""
    Obstacle.objects.filter(member=member).delete()
    Counted.objects.filter(member=member).delete()


ALL = [
    Holding(
        key="wishes.wishes",
        title=_("What you wish"),
        why=_("It orders what you see and what you are told. Nobody else reads it."),
        until=_("As long as your account, or until you change it."),
        sources=(
            Source(
                "wishes.Wish",
                "member",
                ("reach", "formats", "languages", "moments", "answered_at"),
                also=("put_off_until",),
            ),
            Source("wishes.Wish_subjects", "wish", ("subject__name",)),
            Source("wishes.Wish_branches", "wish", ("branch__name",)),
        ),
        erase=_forget,
    ),
    Holding(
        key="wishes.obstacles",
        title=_("What keeps you from coming"),
        why=_("It is counted once a month, from five people up, so that those who organise may do better."),
        until=_("As long as your account, or until you take it back."),
        sources=(
            Source("wishes.Obstacle", "member", ("kind", "said_at")),
            Source("wishes.Counted", "member", ("figure__kind",)),
        ),
        erase=_forget_obstacles,
    ),
]
