"""A register of members that was written in: lines replaced, statuses, weights, numbers, branches followed."""

from datetime import timedelta

from palabre.people.models import Belonging, Branch, BranchFollow, CollegeWeight, Inscription, MemberNumber, Status


def a_kept_register(world):
    """Edwige's line was written ``n`` times; statuses, weights, numbers, and branches that Awa follows."""
    cast, n = world.cast, world.n
    world.statuses = Status.objects.bulk_create(Status(entity=cast.france, name=f"Status {k}") for k in range(n))
    world.inscriptions = [Inscription.objects.create(by=cast.farid, reason=f"Typed wrong {k}") for k in range(n)]
    for number, inscription in enumerate(world.inscriptions):
        Belonging.objects.filter(member=cast.edwige).replace(
            inscription=inscription, status=world.statuses[0], shares=number + 2
        )
        CollegeWeight.objects.create(
            college=cast.college, weight_percent=40, from_on=cast.today - timedelta(days=30), inscription=inscription
        )
    world.line = cast.edwige.belongings.in_force().get()
    MemberNumber.objects.bulk_create(
        MemberNumber(entity=cast.france, member=member, number=f"N{place}", inscription=world.inscriptions[0])
        for place, member in enumerate([cast.edwige, *world.others])
    )
    world.branches = Branch.objects.bulk_create(Branch(name=f"Port {k}", entity=cast.france) for k in range(n))
    world.elsewhere = Branch.objects.create(name="Elsewhere", entity=cast.france)
    BranchFollow.objects.bulk_create(
        BranchFollow(member=cast.awa, branch=branch, from_on=cast.today) for branch in world.branches
    )
