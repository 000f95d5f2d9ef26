"""What each level of participation promises, in one plain sentence."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from palabre.processes.models import Process

PROMISES: dict[str, Promise] = {
    Process.Level.INFORMATION: _("You are told, in time and in plain words, what will be decided and why."),
    Process.Level.CONSULTATION: _("You are asked before it is decided, and told what became of what you said."),
    Process.Level.CONCERTATION: _(
        "You work out the text with the groups; whoever decides answers every measure and gives reasons."
    ),
    Process.Level.CODECISION: _("Nothing is decided against those who took part: they and the body decide together."),
}
