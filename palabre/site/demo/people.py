"""The demo cooperative's people: the cast, and as many others as asked for."""

import random
from dataclasses import dataclass
from datetime import timedelta

from allauth.account.models import EmailAddress

from palabre.core import clock
from palabre.governance.models import Body, Mandate
from palabre.people.models import Audience, Belonging, Branch, College, Cooperative, Duty, Entity, Member
from palabre.people.sign_in import KNOWN_PASSWORD

BRANCHES = {
    "FR": ["Rennes", "Brest", "Nantes", "Lille", "Paris", "Lyon", "Montpellier", "Marseille"],
    "BE": ["Bruxelles", "Liège", "Namur", "Gand", "Anvers", "Charleroi"],
}
ENTITIES = {"FR": "Estran France", "BE": "Estran Belgique"}
SISTERS = ["Estran École", "Estran Numérique", "Estran Bâti"]  # three more in France, for teaching and for trades
COLLEGES = [("membres", 40), ("salariat permanent", 30), ("partenaires", 30)]

_FIRST = (
    "Aline Basile Camille Dounia Élias Fanny Gaëlle Hamza Inès Jonas Khadija Lucie Mathis Nadia Oscar Pauline Quentin "
    "Rachida Salomé Tom Ulysse Valentine Wout Xavier Yasmine Zélie Anouk Bert Cato Dries Els Femke Griet Hendrik Ilse "
    "Jef Katrien Lieve Maarten Nele Pieter Ruben Sofie Thijs Veerle Wim Ousmane Fatou Samir Leïla Karim Mei Anh Paolo"
).split()
_LAST = (
    "Abgrall Benoît Cadiou Delattre Evrard Fontaine Guéguen Haddad Ibanez Jourdan Kervella Lambert Mercier Nguyen "
    "Olivier Périer Quéré Roussel Simon Tanguy Urbain Vasseur Wauters Ysebaert Claes Declercq Jacobs Maes Peeters "
    "Willems Baert Diallo Traoré Bensaïd Ferreira Rossi Kowalski Novak Legrand Masson Perrot Renaud Colin Barbier Aubry"
).split()


@dataclass(frozen=True, slots=True)
class Part:
    """One of the cast: how they are called here, and who they are in a few French words."""

    key: str
    name: str
    branch: str
    who: str


CAST = [
    Part("awa", "Awa Diop", "Rennes", "membre depuis le printemps, graphiste"),
    Part("driss", "Driss Amrani", "Rennes", "membre d’un groupe de travail"),
    Part("bruno", "Bruno Kerouanton", "Rennes", "anime le groupe de Rennes"),
    Part("chloe", "Chloé Marchand", "Lille", "administratrice"),
    Part("edwige", "Edwige Baert", "Gand", "vient d’arriver, sur son téléphone, en néerlandais"),
    Part("farid", "Farid Benali", "Bruxelles", "secrétaire du conseil d’administration"),
    Part("greta", "Greta Lindqvist", "", "fait tourner la machine ; ne décide de rien"),
    Part("hugo", "Hugo Lemaire", "Lille", "membre depuis dix ans"),
    Part("lotte", "Lotte Vermeulen", "Gand", "anime le groupe de Gand"),
    Part("ines", "Inès Moreau", "Namur", "anime le groupe de Namur"),
]


def settle(members: int) -> dict[str, Member]:
    """The cooperative, its entities, colleges, branches, bodies and people. Gives the cast by key.

    ``members`` counts everyone with a belonging, the cast included. The same number gives the same names.
    """
    Cooperative.objects.create(pk=1, name="Estran", motto="Coopérative de travail partagé, en France et en Belgique")
    entities = {country: Entity.objects.create(name=name, country=country) for country, name in ENTITIES.items()}
    sisters = [Entity.objects.create(name=name, country="FR") for name in SISTERS]
    for entity in [*entities.values(), *sisters]:
        for name, weight in COLLEGES:
            College.objects.create(entity=entity, name=name, weight_percent=weight)
    for country, names in BRANCHES.items():
        Branch.objects.bulk_create(Branch(name=name, entity=entities[country]) for name in names)
    cast = {part.key: _cast_member(part) for part in CAST}
    _others(members - len(CAST) + 1)
    _bodies(cast)
    return cast


def _cast_member(part: Part) -> Member:
    member = Member.objects.create_user(
        f"{part.key}@estran.example",
        KNOWN_PASSWORD,
        name=part.name,
        pseudonym="Marée basse" if part.key == "edwige" else "",
        operates=part.key == "greta",
        is_superuser=part.key == "greta",
    )
    EmailAddress.objects.create(user=member, email=member.email, verified=True, primary=True)
    if part.branch:
        since = {"hugo": 3650, "edwige": 20, "awa": 240}.get(part.key, 1200)
        Belonging.objects.create(**_place(member, Branch.objects.get(name=part.branch), since))
    return member


def _place(member: Member, branch: Branch, days: int, college: str = "membres") -> dict:
    since = clock.today() - timedelta(days=days)
    return {
        "recorded_at": clock.start_of(since),
        "member": member,
        "entity": branch.entity,
        "branch": branch,
        "college": College.objects.get(entity=branch.entity, name=college),
        "from_on": since,
    }


def _others(count: int) -> None:
    """Members nobody signs in as: no password, a name, a branch, a college."""
    chance = random.Random(2020)  # noqa: S311 -- names for a demo, the same at each seeding
    branches = list(Branch.objects.select_related("entity").order_by("pk"))
    colleges = {(college.entity_id, college.name): college for college in College.objects.all()}
    made = Member.objects.bulk_create(
        Member(
            email=f"membre{number}@estran.example",
            password="!",  # noqa: S106 -- no password: nobody signs in as them
            name=f"{chance.choice(_FIRST)} {chance.choice(_LAST)}",
        )
        for number in range(1, max(count, 0) + 1)
    )
    today = clock.today()
    rows = []
    for member in made:
        branch = chance.choice(branches)
        kind = chance.choices([name for name, _ in COLLEGES], weights=[90, 7, 3])[0]
        shares, since = chance.choice([1, 1, 1, 2, 5]), today - timedelta(days=chance.randint(5, 3600))
        rows.append(
            Belonging(
                member=member,
                entity=branch.entity,
                branch=branch,
                college=colleges[branch.entity_id, kind],
                shares=shares,
                from_on=since,
                recorded_at=clock.start_of(since),
            )
        )
    Belonging.objects.bulk_create(rows, batch_size=2000)


def _bodies(cast: dict[str, Member]) -> None:
    public = Audience.wide(Audience.Reach.PUBLIC)
    today = clock.today()
    assembly, board, ethics = (
        Body.objects.create(audience=public, position=position, name=name, purpose=purpose, works=works)
        for position, (name, purpose, works) in enumerate(BODIES)
    )
    extra = list(Member.objects.filter(email__startswith="membre").order_by("pk")[:6])
    seats = [(board, cast["chloe"], "chair", "elected"), (board, cast["farid"], "secretary", "appointed")]
    seats += [(board, member, "director", "elected") for member in extra[:3]]
    seats += [(assembly, cast["farid"], "secretary", "appointed")]
    for place, (body, holder, role, obtained) in enumerate(seats):  # two mandates each, one after the other
        for first, last in ((1500, 531), (530, -380 - 90 * (place % 3))):
            _mandate(body, holder, role, obtained, first, last)
    for member in extra[3:]:
        _mandate(ethics, member, "director", "drawn", 350, -379)
    for kind in Duty.Kind:
        Duty.objects.create(
            member=cast["farid"], kind=kind, from_on=today - timedelta(days=1500), until_on=today + timedelta(days=500)
        )
    # A second person, or nothing that takes two could ever be confirmed.
    Duty.objects.create(
        member=cast["chloe"],
        kind=Duty.Kind.REGISTER,
        from_on=today - timedelta(days=700),
        until_on=today + timedelta(days=380),
    )


def _mandate(body: Body, holder: Member, role: str, obtained: str, first: int, last: int) -> None:
    """From so many days ago until so many days ago; negative counts ahead."""
    days = {"from_on": clock.today() - timedelta(days=first), "until_on": clock.today() - timedelta(days=last)}
    Mandate.objects.create(body=body, holder=holder, role=role, obtained=obtained, **days)


BODIES = [
    (
        "Assemblée générale",
        "Toutes les personnes qui détiennent une part. Elle élit le conseil, approuve les comptes, change les statuts.",
        "Une fois par an au moins, en juin. Une personne, une voix, pondérée par collège.",
    ),
    (
        "Conseil d’administration",
        "Conduit la coopérative entre deux assemblées et répond aux recommandations des membres, mesure par mesure.",
        "Se réunit tous les deux mois. Les places sont renouvelées par tiers ; une cooptation est confirmée par "
        "l’assemblée suivante.",
    ),
    (
        "Comité d’éthique",
        "Veille à ce que la coopérative tienne ses principes. Tout membre peut le saisir.",
        "Trois personnes, tirées au sort parmi les membres volontaires, pour deux ans.",
    ),
]
