"""More members, those who ask to join, and who usually reads what."""

from palabre.membership.models import JoinRequest
from palabre.people.models import Audience, Listed, Member


def some_members(n):
    return Member.objects.bulk_create(
        Member(email=f"other{number}@example.org", name=f"Other {number}", password="!") for number in range(n)
    )


def people_who_ask(world):
    """Others ask to become members; Zoe has not asked yet."""
    world.requests = [
        JoinRequest.objects.create(member=member, branch=world.cast.rennes, audience=world.audience("request"))
        for member in world.others
    ]


def audiences_of_every_day(cast):
    """Public, but for what only the secretariat reads and a file for members."""
    secretariat = Audience.objects.create(reach="listed", label="The secretariat")
    Listed.objects.create(audience=secretariat, member=cast.farid)
    kinds = {"manuscript": secretariat, "request": secretariat, "file": Audience.wide("members")}
    public = Audience.wide("public")
    return lambda kind: kinds.get(kind, public)
