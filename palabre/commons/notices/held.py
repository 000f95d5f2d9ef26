"""What this chapter holds of a person."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from palabre.commons.notices.forgetting import forget_inbound
from palabre.commons.notices.models import Answered, Broadcast, Device, Mute, Notice, Rhythm, Sent, Trouble
from palabre.core import clock
from palabre.people.holdings import Holding, Manner, Source
from palabre.people.models import Member

READ_KEPT_FOR = timedelta(days=365)
AT_ONCE = 5_000


def _forget(member: Member, manner: Manner) -> None:
    Broadcast.objects.filter(trial_for=member).update(trial_for=None)
    for model in (Notice, Mute, Rhythm, Sent, Device, Trouble, Answered):
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
            Source("notices.Rhythm", "member", ("pace", "hour", "weekday", "zone", "budget", "news_read_at")),
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
    Holding(
        key="notices.returned",
        title=_("That mails to you came back, and that an answer of yours was refused"),
        why=_("So that no mail goes where none arrives, and no machine answers another without end."),
        until=_("Until a mail arrives again; of an answer that was refused, two days."),
        sources=(
            Source("notices.Trouble", "member", ("email", "code", "times", "at", "stopped_at")),
            Source("notices.Answered", "member", ("at",)),
        ),
        erase=_forget,
        forget=forget_inbound,
    ),
    Holding(
        key="notices.broadcasts",
        title=_("What you wrote to many in the cooperative’s name"),
        why=_("So that what the cooperative told its members can be proven, with who told it."),
        until=_("Always: words of the cooperative. After an erasure the writer is a number without a name."),
        sources=(
            Source("notices.Broadcast", "written_by", ("title", "text", "changed_at")),
            Source("notices.Broadcast", "sent_by", ("sent_at",)),
            Source("notices.Broadcast", "trial_for", ("title",), also=("addressee", "circle")),
        ),
        stays=_("Messages that were sent: they are the cooperative’s."),
    ),
    Holding(
        key="notices.proof",
        title=_("Which messages of the cooperative you were told, and what became of the mail"),
        why=_("So that it can be proven that each member was told, as the law asks for convocations."),
        until=_("Always: it belongs to the message. After an erasure it is told of a number without a name."),
        sources=(Source("notices.BroadcastMail", "member", ("state", "at")),),
        stays=_("That a member of the register was told, without a name: the proof has to add up."),
    ),
]
