"""What each level of participation promises to those who take part, and whether it can be kept here."""

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from palabre.core.verdict import YES, Verdict, no
from palabre.processes.models import Process

PROMISES: dict[str, Promise] = {
    Process.Level.INFORMATION: _("Everyone can form an opinion: the whole file is here, and questions are answered."),
    Process.Level.CONSULTATION: _(
        "Your opinion is asked for. What is owed to you is an answer with its reasons, not the result."
    ),
    Process.Level.CONCERTATION: _(
        "You take part in the writing until the last version: every change is shown, every comment is answered."
    ),
    Process.Level.CODECISION: _(
        "You decide: the vote binds, under rules fixed beforehand, and nobody can set its result aside."
    ),
}


def can_be_kept(level: str) -> Verdict:
    """Whether the software holds a process to ``level``. What it cannot hold, nobody may promise with it.

    Co-decision is a binding vote or consent with electorate, rule and quorum fixed beforehand (product.md, idea 2).
    """
    if level == Process.Level.CODECISION:
        return no(
            gettext(
                "Co-decision needs a vote with its electorate, its rule and its quorum fixed beforehand. Votes are not "
                "held here yet, so it cannot be promised. Concertation can."
            )
        )
    return YES
