"""How often someone did a thing lately: what a limit on haste is counted by."""

from datetime import timedelta

from palabre.commons.trail.models import Entry
from palabre.commons.trail.verbs import Verb
from palabre.core import clock
from palabre.people.models import Member


def done_lately(*verbs: Verb, by: Member, within: timedelta) -> int:
    """How many entries say that ``by`` did one of these within the last ``within``. One query.

    Exact when ``by`` is locked first: two requests at once would both be counted before either is written.
    """
    keys = [verb.key for verb in verbs]
    return Entry.objects.filter(actor=by, verb__in=keys, at__gt=clock.now() - within).count()
