"""Who can be named in a discussion by way of the directory: who wishes to be found, and shows the writer something."""

from collections.abc import Collection

from django.db.models import Q

from palabre.commons.conversations.naming import Nameable
from palabre.directory.models import Profile, Refusal
from palabre.directory.queries.seen import people_seen
from palabre.people.models import Member

MOST = 50  # of one beginning; whoever bears so common a name is found by more of it


def nameable(writer: Member, start: str) -> list[Nameable]:
    """People whose name, or a word of it, begins with ``start`` (folded). Seven queries; none finds for no member."""
    if not start or not (writer.is_active and writer.belongs()):
        return []
    begins = Q(folded_name__startswith=start) | Q(folded_name__contains=f" {start}")
    found = Profile.objects.with_something_for(writer).filter(begins, found=True).exclude(member=writer)
    people = people_seen(found.order_by("folded_name", "handle")[:MOST], writer)
    return [Nameable(each.pk, each.name, each.branches[0] if each.branches else "") for each in people]


def who_hears_no_more(writer: Member, members: Collection[int]) -> set[int]:
    """Those of them who want no messages from ``writer``: they cannot be named by them either."""
    return set(Refusal.objects.filter(writer=writer, member__in=members).values_list("member", flat=True))
