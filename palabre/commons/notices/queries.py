"""What a member still has to read."""

from palabre.commons.notices.models import Notice
from palabre.people.models import Member


def unread_count(member: Member) -> int:
    """How many notices ``member`` has not read. One query."""
    return Notice.objects.filter(member=member, read_at=None).count()
