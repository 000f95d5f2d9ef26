"""The demo cooperative's other bodies: a council for each large branch, an office, committees. All invented."""

from datetime import timedelta

from palabre.core import clock
from palabre.governance.actions.powers import set_powers
from palabre.governance.models import Body, Mandate, Power
from palabre.people.models import Audience, Belonging, Branch, Member
from palabre.site.demo.calendar import ago, on
from palabre.statutes.models import Clause

COUNCILS = ("Rennes", "Nantes", "Lille", "Bruxelles", "Gand", "Namur")  # branches of more than thirty, as in article 5
COMMITTEES = [
    ("Bureau du conseil", "Prépare les réunions du conseil et suit ses décisions.", "Trois personnes, chaque mois.",
     ("proposes", "l’ordre du jour du conseil", "préparer, ordre du jour du conseil", "Statuts d’Estran", "32")),
    ("Commission des finances", "Lit les comptes avant le conseil et pose les questions qui fâchent.",
     "Quatre fois par an.",
     ("advises", "le budget et les comptes, avant le conseil", "budget, comptes, dépenses", "Statuts d’Estran", "30")),
    ("Commission de l’accueil", "Veille à ce que chaque nouveau membre soit accueilli par quelqu’un.",
     "Une visioconférence par mois.",
     ("watches", "l’accueil dans les antennes", "bienvenue, nouveaux, arriver", "Règlement intérieur", "2")),
    ("Commission de la formation", "Propose les formations de l’année.", "Deux fois par an.",
     ("proposes", "le programme des formations", "apprendre, cours, se former", "Statuts d’Estran", "3")),
    ("Groupe Belgique", "Relie les antennes belges, dans les deux langues.", "Tous les deux mois, à Bruxelles.",
     ("represents", "les antennes de Belgique devant le conseil", "belgië, belge", "Statuts d’Estran", "6")),
    ("Comité de révision", "Prépare la révision coopérative et en suit les recommandations.", "Tous les cinq ans.",
     ("watches", "les suites de la révision coopérative", "contrôle, audit, réviseur", "Statuts d’Estran", "34")),
]  # fmt: skip


def seat_councils(cast: dict[str, Member]) -> None:
    """Twelve bodies with their mandates and powers; the first three are those of ``people``."""
    articles = {
        (clause.adoption.statutes.title, clause.number): clause.article
        for clause in Clause.objects.in_force(ago(0)).select_related("adoption__statutes", "article")
    }
    board = Body.objects.get(name="Conseil d’administration")
    for branch in Branch.objects.filter(name__in=COUNCILS).order_by("pk"):
        body = _body(f"Conseil d’antenne de {branch.name}", "Représente l’antenne et administre son budget.",
                     "Trois à sept personnes, élues pour deux ans.", branch)  # fmt: skip
        _seat(body, list(_of(branch)[:3]))
        words = f"mon antenne, local, {branch.name}"
        article = articles["Règlement intérieur", "5"]
        money = articles["Règlement intérieur", "6"]
        _powers(cast, body, [
            Power(kind="represents", what=f"l’antenne de {branch.name}", also=words, article=article, toward=board,
                  weigh_in="Venir à l’assemblée de l’antenne"),
            Power(kind="decides", what="le budget de l’antenne", also=f"argent, dépenses, {words}", article=money),
        ])  # fmt: skip
    chosen = list(Member.objects.filter(email__startswith="membre").order_by("-pk")[: 3 * len(COMMITTEES)])
    for place, (name, purpose, works, (kind, what, also, text, number)) in enumerate(COMMITTEES):
        body = _body(name, purpose, works)
        _seat(body, chosen[place * 3 : place * 3 + 3])
        _powers(cast, body, [Power(kind=kind, what=what, also=also, article=articles[text, number], toward=board)])


def _body(name: str, purpose: str, works: str, branch: Branch | None = None) -> Body:
    public = Audience.wide(Audience.Reach.PUBLIC)
    position = Body.objects.count()
    said = {"name": name, "purpose": purpose, "works": works, "branch": branch}
    return Body.objects.create(audience=public, position=position, **said)


def _of(branch: Branch) -> list[Member]:
    """Those of the branch nobody signs in as, then the cast."""
    there = Belonging.objects.on(clock.today()).filter(branch=branch).order_by("-member__pk").select_related("member")
    return list(dict.fromkeys(belonging.member for belonging in there))  # once, whatever they belong by


def _seat(body: Body, members: list[Member]) -> None:
    today = clock.today()
    Mandate.objects.bulk_create(
        Mandate(
            body=body,
            holder=member,
            role="director" if place else "chair",
            from_on=today - timedelta(days=300),
            until_on=today + timedelta(days=430),
        )
        for place, member in enumerate(members)
    )


def _powers(cast: dict[str, Member], body: Body, powers: list[Power]) -> None:
    with on(ago(280)):
        set_powers(body, by=cast["farid"], powers=powers)
