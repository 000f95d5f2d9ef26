"""A round of the worker goes on while there is work, for a quarter of a minute; then the others have their turn."""

import time
from collections.abc import Callable

from palabre.commons.notices.broadcasts.listing import list_some
from palabre.commons.notices.broadcasts.mails import mail_messages
from palabre.commons.notices.mailing.mail import mail_some

LONGEST = 15.0  # seconds


def list_awhile() -> int:
    """Write down whose mail of a message is owed."""
    return _awhile(list_some)


def mail_awhile() -> int:
    """Send the mails of news that are due."""
    return _awhile(mail_some)


def mail_messages_awhile() -> int:
    """Send the mails of messages that the law owes, and trials."""
    return _awhile(mail_messages)


def _awhile(work: Callable[[], int]) -> int:
    until = time.monotonic() + LONGEST
    total = 0
    while done := work():
        total += done
        if time.monotonic() > until:
            break
    return total
