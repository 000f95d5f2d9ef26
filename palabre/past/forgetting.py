"""Lines of files that nobody wrote or withdrew do not stay for ever."""

from datetime import timedelta

from palabre.core import clock
from palabre.past.models import PastImport, PastRow

KEPT_FOR = timedelta(days=30)
State = PastImport.State


def forget_old_lines() -> int:
    """The worker's round: a file that waits for more than thirty days is withdrawn. Gives how many lines went."""
    waiting = PastImport.objects.filter(
        state__in=[State.COLUMNS, State.WORDS, State.JUDGED], at__lt=clock.now() - KEPT_FOR
    )
    gone: int = PastRow.objects.filter(of__in=waiting).delete()[0]
    waiting.update(state=State.WITHDRAWN)
    return gone
