"""The cast, made: for the fixture of that name, and for programs that tests start."""

from datetime import timedelta
from types import SimpleNamespace


def make_cast():
    """Eight people, as in docs/cast.md. Awa, Edwige and Greta hold nothing; Zoe signed up and is no member."""
    from palabre.core import clock
    from palabre.people.models import Belonging, Branch, College, Cooperative, Duty, Entity, Member

    Cooperative.objects.create(pk=1, name="Estran")
    today = clock.today()
    france = Entity.objects.create(name="Estran France", country="FR")
    college = College.objects.create(name="Members", entity=france, weight_percent=40)
    rennes = Branch.objects.create(name="Rennes", entity=france)
    people = {}
    for name in ("Awa", "Bruno", "Chloé", "Driss", "Edwige", "Farid", "Greta", "Hugo", "Zoe"):
        key = name.lower().replace("é", "e")
        member = Member.objects.create_user(f"{key}@example.org", "for tests only", name=name, operates=name == "Greta")
        people[key] = member
        if name not in ("Greta", "Zoe"):
            Belonging.objects.create(
                member=member, entity=france, college=college, branch=rennes, from_on=today - timedelta(days=200)
            )
    Duty.objects.create(
        member=people["farid"],
        kind=Duty.Kind.SECRETARIAT,
        from_on=today - timedelta(days=100),
        until_on=today + timedelta(days=100),
    )
    return SimpleNamespace(**people, today=today, france=france, college=college, rennes=rennes)
