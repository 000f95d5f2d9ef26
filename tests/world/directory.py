"""What members say of themselves: Awa to members, everyone else to nobody."""

from datetime import timedelta
from io import BytesIO

from PIL import Image

from palabre.core import clock
from palabre.core.folding import fold
from palabre.directory.models import (
    Chosen,
    Letter,
    Portrait,
    PortraitDraft,
    Profile,
    Refusal,
    Shown,
    Spoken,
    Tally,
    Term,
)


def people_who_say_something(world):
    """``n`` profiles with ``n`` words and languages each; Awa's is shown to members, and so is her photo."""
    cast = world.cast
    known = [Term(kind="trade", label=f"Trade {i}", folded=f"trade {i}", kept_at=clock.now()) for i in range(world.n)]
    asked = Term(kind="skill", label="New", folded="new", proposed_by=cast.bruno)
    *terms, world.term = Term.objects.bulk_create([*known, asked])
    for member in (cast.awa, cast.bruno, cast.chloe, *world.others):
        profile = Profile.objects.create(
            member=member, about="I draw.", name_seen=member.name, folded_name=fold(member.name)
        )
        Chosen.objects.bulk_create(Chosen(profile=profile, term=term) for term in terms)
        for language in ("fr", "nl", "br")[: world.n]:
            Spoken.objects.create(profile=profile, language=language)
        Portrait.objects.create(profile=profile, picture=a_photo())
        PortraitDraft.objects.create(profile=profile, picture=a_photo())
    to_members = {f"{part}_for": Shown.MEMBERS for part in Profile.PARTS}
    Profile.objects.filter(member=cast.awa).update(**to_members, found=True)
    hours = [clock.now().replace(minute=0, second=0, microsecond=0) - timedelta(hours=i + 1) for i in range(world.n)]
    Tally.objects.bulk_create(Tally(member=cast.awa, hour_at=hour, searches=1) for hour in hours)
    for other in world.others:
        Letter.objects.create(writer=other, reader=cast.bruno, text="Hello.", mailed_at=clock.now())
        Refusal.objects.create(member=cast.bruno, writer=other)
    world.letter = Letter.objects.create(writer=cast.bruno, reader=cast.awa, text="Hello.", mailed_at=clock.now())
    world.profile = Profile.objects.get(member=cast.awa)


def a_photo():
    out = BytesIO()
    Image.new("RGB", (200, 200), "navy").save(out, "JPEG")
    return out.getvalue()
