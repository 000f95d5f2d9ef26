"""The demo cooperative’s register: statuses, dated weights, second contracts, numbers, lines that were corrected."""

from datetime import timedelta

from palabre.core import clock
from palabre.people.models import Belonging, Branch, College, Entity, Inscription, Member, MemberNumber, Status
from palabre.register.actions.belongings import correct_belonging, number_member, open_belonging
from palabre.register.actions.following import follow_branch
from palabre.register.actions.imports import bring_in_file, name_columns, work_on_imports
from palabre.register.actions.vocabulary import name_status, weigh_college
from palabre.site.demo.calendar import ago, on

STATUSES = [
    ("entrepreneuriat salarié", True),
    ("salariat permanent", True),
    ("partenaire", True),
    ("financement", True),
    ("contrat d’accompagnement", False),
]


def keep_register(cast: dict[str, Member]) -> None:
    """What happened to the register before the stories begin, by its real actions on their days."""
    keeper = cast["farid"]
    with on(ago(1450), 9):
        for entity in Entity.objects.order_by("pk"):
            for name, votes in STATUSES:
                name_status(entity, by=keeper, name=name, votes=votes)
    with on(ago(1400), 9):
        college = College.objects.get(entity__name="Estran France", name="partenaires")
        reason = "Assemblée générale de juin, résolution 7 : le poids des partenaires baisse."
        weigh_college(college, by=keeper, weight_percent=20, from_on=ago(1380), reason=reason)
        college = College.objects.get(entity__name="Estran France", name="membres")
        weigh_college(college, by=keeper, weight_percent=50, from_on=ago(1380), reason=reason)
    _hugo(cast["hugo"], keeper)
    _lotte(cast["lotte"], keeper)
    _numbers(keeper)
    _second_contracts(keeper)
    with on(ago(1020), 20):
        follow_branch(Branch.objects.get(name="Gand"), by=cast["hugo"])
    follow_branch(Branch.objects.get(name="Nantes"), by=cast["awa"])
    _a_file(keeper)


def _hugo(hugo: Member, keeper: Member) -> None:
    line = hugo.belongings.in_force().get()
    status = Status.objects.get(entity=line.entity, name="entrepreneuriat salarié")
    with on(ago(1300), 10):
        line = correct_belonging(
            line, by=keeper, status=status, reason="Le statut manquait : contrat signé le jour de son arrivée."
        )
        number_member(line, by=keeper, number="F-0007", reason="Reprise du numéro de la paie.")
    with on(ago(1250), 10):
        correct_belonging(
            line, by=keeper, from_on=ago(3600), reason="La date d’arrivée était celle de la réunion d’information."
        )


def _lotte(lotte: Member, keeper: Member) -> None:
    school = Entity.objects.get(name="Estran École")
    home = lotte.belongings.in_force().get()
    with on(ago(1100), 10):
        open_belonging(
            lotte,
            by=keeper,
            college=College.objects.get(entity=school, name="salariat permanent"),
            branch=home.branch,
            status=Status.objects.get(entity=school, name="salariat permanent"),
            shares=1,
            from_on=ago(1100),
            reason="Elle donne aussi des cours à l’École.",
        )


def _numbers(keeper: Member) -> None:
    """The payroll's numbers of everyone else, as a first import would have written them."""
    inscription = Inscription.objects.create(by=keeper, reason="Reprise des numéros de la paie.")
    numbered = MemberNumber.objects.values("member")
    lines = Belonging.objects.in_force().exclude(member__in=numbered).select_related("entity").order_by("pk")
    MemberNumber.objects.bulk_create(
        MemberNumber(
            entity=line.entity, member_id=line.member_id, number=f"{line.entity.name[7]}-{line.pk:04}",
            inscription=inscription,
        )
        for line in lines
    )  # fmt: skip


def _second_contracts(keeper: Member) -> None:
    """One in twenty has a second contract, in one of the sister entities; some of these are over."""
    inscription = Inscription.objects.create(by=keeper, reason="Reprise du registre de papier.")
    sisters = list(Entity.objects.filter(name__in=["Estran École", "Estran Numérique", "Estran Bâti"]).order_by("pk"))
    today = clock.today()
    some = Belonging.objects.in_force().filter(member__email__startswith="membre").select_related("branch")
    rows = []
    for place, line in enumerate(some.order_by("pk")[::20]):
        sister = sisters[place % len(sisters)]
        kind = ("membres", "partenaires")[place % 2]
        rows.append(
            Belonging(
                member_id=line.member_id, entity=sister, branch=line.branch,
                college=College.objects.get(entity=sister, name=kind),
                status=Status.objects.get(entity=sister, name=("contrat d’accompagnement", "partenaire")[place % 2]),
                from_on=today - timedelta(days=900 + place), inscription=inscription,
                until_on=today - timedelta(days=40) if place % 3 == 0 else None,
            )
        )  # fmt: skip
    Belonging.objects.bulk_create(rows)


def _a_file(keeper: Member) -> None:
    """The payroll's file of this month, read and not written yet: somebody new, a move, and rows that are refused."""
    there = list(Belonging.objects.in_force().filter(entity__name="Estran France", until_on=None).order_by("pk")[:16])
    some = there[10:] or there[:6]  # a small demonstration has few of them
    lines = [f";{line.member.name};{line.member.email};;;;" for line in some[1:]]
    lines += [f";{some[0].member.name};{some[0].member.email};Brest;;2;"]
    today = clock.today()
    lines += [f"F-9001;Maëlle Tanguy;maelle.tanguy@estran.example;Rennes;membres;1;{today:%d/%m/%Y}"]
    lines += ["F-9002;Yann Corre;yann.corre@estran.example;Saint-Malo;membres;1;01/02/2026", "F-9003;Sans adresse;;;;;"]
    data = "\n".join(["Matricule;Nom;Courriel;Antenne;Collège;Parts;Depuis", *lines]).encode("windows-1252")
    of = bring_in_file(
        Entity.objects.get(name="Estran France"), by=keeper, name="paie-du-mois.csv", data=data, full=False,
        effective_on=today,
    )  # fmt: skip
    name_columns(of, by=keeper, mapping=of.mapping)
    work_on_imports()
