"""What the demo cooperative's bodies may do, each with the article of its statutes that says so."""

from palabre.governance.actions.powers import set_powers
from palabre.governance.models import Body, Power
from palabre.people.models import Member
from palabre.site.demo.calendar import ago, on
from palabre.statutes.models import Clause

POWERS = {
    "Assemblée générale": [
        ("decides", "les comptes de l’année, et l’intérêt servi aux parts", "Statuts d’Estran", "10",
         "comptes, bilan, dividendes, argent", "Une personne, une voix, dans mon collège", ""),
        ("decides", "les changements des statuts, aux deux tiers des voix", "Statuts d’Estran", "23",
         "modifier statuts, règles", "Venir et voter, ou donner procuration", ""),
        ("elects", "les membres du conseil d’administration", "Statuts d’Estran", "27",
         "élections, candidat, candidature, administrateur, se présenter",
         "Voter, ou me présenter si je suis membre depuis six mois", ""),
        ("decides", "les points que les membres mettent à l’ordre du jour", "Statuts d’Estran", "18",
         "proposer un point, inscrire, ordre du jour, question",
         "Proposer un point avec le soutien de vingt membres, vingt-cinq jours avant",
         "/governance/bodies/{body}/requests/new/"),
        ("decides", "l’exclusion d’un membre", "Statuts d’Estran", "15", "exclure, sanction", "", ""),
    ],
    "Conseil d’administration": [
        ("decides", "le taux de la contribution aux moyens communs", "Règlement intérieur", "3",
         "cotisation, contribution, pourcentage, frais, prix, combien", "Donner mon avis quand mon antenne est "
         "consultée", "/processes/"),
        ("decides", "l’admission des nouveaux membres", "Statuts d’Estran", "12",
         "devenir membre, adhésion, adhérer, entrer, rejoindre", "", ""),
        ("decides", "les recommandations des groupes de travail, mesure par mesure", "Statuts d’Estran", "30",
         "proposition, mesures, recommandations", "Commenter et soutenir pendant la relecture", "/processes/"),
        ("decides", "le budget et les orientations", "Statuts d’Estran", "30", "argent, dépenses, stratégie",
         "", ""),
        ("decides", "l’ouverture et la fermeture des antennes", "Statuts d’Estran", "6", "locaux, lieu, bureau",
         "", ""),
    ],
    "Comité d’éthique": [
        ("watches", "le respect de la charte", "Statuts d’Estran", "33",
         "conflit, plainte, problème, saisir, harcèlement, désaccord",
         "Le saisir par écrit : il répond en deux mois", ""),
        ("advises", "les exclusions, avant que l’assemblée vote", "Statuts d’Estran", "15", "exclure, sanction",
         "", ""),
    ],
}  # fmt: skip
TOWARD = {
    "les membres du conseil d’administration": "Conseil d’administration",
    "les exclusions, avant que l’assemblée vote": "Assemblée générale",
    "le respect de la charte": "Conseil d’administration",
}


def say_who_decides(cast: dict[str, Member]) -> None:
    articles = {
        (clause.adoption.statutes.title, clause.number): clause.article
        for clause in Clause.objects.in_force(ago(0)).select_related("adoption__statutes", "article")
    }
    with on(ago(600)):
        for name, lines in POWERS.items():
            body = Body.objects.get(name=name)
            powers = [
                Power(
                    kind=kind,
                    what=what,
                    article=articles[text, number],
                    also=also,
                    weigh_in=weigh_in,
                    where=where.format(body=body.pk),
                    toward=Body.objects.filter(name=TOWARD.get(what, "")).first(),
                )
                for kind, what, text, number, also, weigh_in, where in lines
            ]
            set_powers(body, by=cast["farid"], powers=powers)
