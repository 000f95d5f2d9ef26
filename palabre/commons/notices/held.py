"""What this chapter holds of a person."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from palabre.commons.notices.models import Device, Mute, Notice, Rhythm, Sent
from palabre.core import clock
from palabre.people.holdings import Holding, Manner, Source
from palabre.people.models import Member

READ_KEPT_FOR = timedelta(days=365)
AT_ONCE = 5_000


def _forget(member: Member, manner: Manner) -> None:
    for model in (Notice, Mute, Rhythm, Sent, Device):
        model.objects.filter(member=member).delete()


def forget_read() -> int:
    """Notices read more than a year ago, some thousands at a time. Gives how many."""
    old = Notice.objects.filter(read_at__lt=clock.now() - READ_KEPT_FOR).order_by("pk").values("pk")[:AT_ONCE]
    return Notice.objects.filter(pk__in=list(old.values_list("pk", flat=True))).delete()[0]


ALL = [
    Holding(
        key="notices.notices",
        title=_("What you were told, and how you want to be told"),
        why=_("So that you are told of what concerns you, as often as you like, and of nothing you muted."),
        until=_("A notice: a year after you read it. Your rhythm and what you muted: as long as your account."),
        sources=(
            Source("notices.Notice", "member", ("at", "why", "about_kind", "about_id", "read_at")),
            Source("notices.Rhythm", "member", ("pace", "hour", "weekday", "zone", "budget")),
            Source("notices.Sent", "member", ("at",)),
            Source(
                "notices.Device",
                "member",
                ("label", "made_at", "told_at"),
                also=("endpoint", "point", "secret", "told_up_to"),
            ),
            Source("notices.Mute", "member", ("at", "about_kind", "about_id")),
        ),
        erase=_forget,
        forget=forget_read,
    ),
]
