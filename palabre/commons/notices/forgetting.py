"""What is only kept for a while: that a mail came in, and that an answer to it was sent."""

from datetime import timedelta

from palabre.commons.notices.models import Answered, InboundMail
from palabre.core import clock

KEPT_FOR = timedelta(days=2)  # the same call is refused for five minutes, the same mail known again for two days
PARKED_FOR = timedelta(days=30)  # what could not be read waits for a person


def forget_inbound() -> int:
    """Forget what was read. Gives how many."""
    now = clock.now()
    read = InboundMail.objects.exclude(outcome__in=["waiting", "parked"]).filter(came_at__lt=now - KEPT_FOR)
    parked = InboundMail.objects.filter(outcome="parked", came_at__lt=now - PARKED_FOR)
    Answered.objects.filter(at__lt=now - KEPT_FOR).delete()
    return read.delete()[0] + parked.delete()[0]
