"""A register of members that was written in: lines replaced, statuses, weights, numbers, branches followed."""

from datetime import timedelta

from palabre.core import clock
from palabre.core.drawn_secrets import hash_of
from palabre.people.models import (
    Belonging,
    Branch,
    BranchFollow,
    CollegeWeight,
    Inscription,
    Member,
    MemberNumber,
    Status,
)
from palabre.register.models import ImportFile, ImportRow, Invitation, InvitationRound, RegisterImport


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


def files_of_members(world):
    """Files that Farid brought in: one whose columns wait for their names, ``n`` that were read."""
    cast, header = world.cast, ["Nom", "Courriel"]
    files = [
        RegisterImport.objects.create(
            entity=cast.france, by=cast.farid, name=f"members-{number}.csv", headers=header, mapping=["name", "email"],
            effective_on=cast.today, state="judged" if number else "mapping",
        )
        for number in range(world.n + 1)
    ]  # fmt: skip
    ImportFile.objects.bulk_create(ImportFile(of=of, data=b"Nom;Courriel\nAwa;awa@example.org\n") for of in files)
    ImportRow.objects.bulk_create(
        ImportRow(of=of, line=2, kind="refused", name="Awa", email="awa@example.org", why="Why") for of in files[1:]
    )
    world.file, world.judged = files[:2]


def people_who_were_invited(world):
    """Ines, whom a file brought in, has a link that opens; ``n`` others were invited, and that was withdrawn."""
    cast, month = world.cast, clock.now() + timedelta(days=30)
    ines = Member.objects.create(email="ines@example.org", name="Ines", password="!")
    world.invited_line = Belonging.objects.create(
        member=ines, entity=cast.france, college=cast.college, branch=cast.rennes, from_on=cast.today
    )
    words = {"entity": cast.france, "by": cast.farid, "ends_at": month}
    Invitation.objects.bulk_create(
        Invitation(member=member, address=member.email, withdrawn_at=clock.now(), **words) for member in world.others
    )
    world.invited_with = "a-link-that-opens"
    world.invitation = Invitation.objects.create(
        member=ines, address=ines.email, mailed_at=clock.now(), sha256=hash_of(world.invited_with), **words
    )
    world.handed = "a-link-handed-over"
    Invitation.objects.create(member=ines, sha256=hash_of(world.handed), **words)
    InvitationRound.objects.bulk_create(
        InvitationRound(entity=cast.france, by=cast.farid, done_at=clock.now()) for _ in range(world.n)
    )
