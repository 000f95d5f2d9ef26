"""What each level of participation promises to those who take part, in one plain sentence."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

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
