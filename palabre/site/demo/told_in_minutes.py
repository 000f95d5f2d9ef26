"""What was said at the assemblies and boards of Estran. Everything in it is invented."""

from typing import NamedTuple


class Told(NamedTuple):
    """A part of minutes; held back with ``because``, for so many days from today."""

    title: str
    text: str
    because: str = ""
    days_held: int = 0


class Sitting(NamedTuple):
    """``others`` in words; ``excused`` are places among the seats, from nought."""

    place: str
    others: str
    summary: str
    parts: list[Told]
    excused: tuple[int, ...] = ()


ASSEMBLIES = [
    Sitting(
        "Rennes, et en visioconférence",
        "248 membres présents ou représentés sur 1 102, dont 71 à distance ; deux personnes invitées de la fédération.",
        "L’assemblée a approuvé les comptes et le rapport du conseil. La coopérative finit l’année avec un petit "
        "excédent, mis en réserve.\n\nLa part reste à 20 euros. Trois places du conseil ont été renouvelées.\n\n"
        "Les membres ont demandé de pouvoir suivre l’assemblée de chez eux : un groupe y travaille.",
        [
            Told("Rapport du conseil", "Chloé Marchand présente l’année : quatre antennes ouvertes, une fermée.\n\n"
                 "Rapport *approuvé* : 219 pour, 11 contre, 18 abstentions."),
            Told("Comptes de l’année", "Excédent de 41 300 euros, affecté aux réserves.\n\n"
                 "Comptes *approuvés* : 213 pour, 6 contre, 12 abstentions."),
            Told("Renouvellement du conseil", "Trois places à pourvoir, cinq candidatures.\n\n"
                 "- Les trois personnes élues le sont pour quatre ans.\n- Le dépouillement est public."),
            Told("Questions des membres", "Une membre de Brest demande comment participer sans venir. Le conseil "
                 "s’engage à répondre avant l’automne."),
        ],
    ),
    Sitting(
        "Lille, et en visioconférence",
        "276 membres présents ou représentés sur 1 240, dont 118 à distance.",
        "L’assemblée a approuvé les comptes, en léger déficit, et un plan pour revenir à l’équilibre en deux ans.\n\n"
        "Elle a voté que l’ordre du jour paraisse dix jours avant, en français et en néerlandais.\n\n"
        "Le poids du collège des partenaires passe à 30 %.",
        [
            Told("Approbation du compte rendu précédent", "Le compte rendu de l’an dernier est approuvé."),
            Told("Rapport du conseil et comptes", "Déficit de 18 900 euros, dû à la formation de trente personnes.\n\n"
                 "Comptes *approuvés* : 231 pour, 22 contre, 23 abstentions."),
            Told("Ordre du jour publié dix jours avant", "Proposée par le groupe de Rennes, la règle est *adoptée* : "
                 "251 pour, 9 contre, 16 abstentions. Elle vaut dès la prochaine assemblée."),
            Told("Poids des collèges", "Les partenaires passent à 30 %. *Adopté* à la majorité des deux tiers."),
        ],
    ),
    Sitting(
        "Bruxelles, et en visioconférence",
        "305 membres présents ou représentés sur 1 317, dont 164 à distance ; interprétation vers le néerlandais toute "
        "la journée.",
        "L’assemblée a approuvé les comptes : l’équilibre est retrouvé un an plus tôt que prévu.\n\n"
        "Le vote à distance est ouvert à tout le monde, après la discussion et non avant.\n\n"
        "Deux questions sont renvoyées au conseil, qui répond avant décembre : le remboursement des trajets et la "
        "garde des enfants pendant l’assemblée.",
        [
            Told("Approbation du compte rendu précédent", "Le compte rendu de l’an dernier est approuvé."),
            Told("Rapport du conseil et comptes", "Excédent de 7 200 euros.\n\n"
                 "Comptes *approuvés* : 284 pour, 8 contre, 13 abstentions."),
            Told("Vote à distance", "Le groupe de Lille rappelle que le vote s’ouvre _après_ la discussion "
                 "retransmise.\n\nRègle *adoptée* : 262 pour, 24 contre, 19 abstentions."),
            Told("Questions des membres", "- Remboursement des trajets : renvoyé au conseil.\n"
                 "- Garde des enfants : renvoyé au conseil.\n- Résumé des statuts : un groupe l’écrit."),
        ],
    ),
]  # fmt: skip
BOARDS = [
    Sitting(
        "Bruxelles", "",
        "Le conseil a fixé le calendrier de l’année et confié à une équipe le suivi des engagements pris au printemps.",
        [
            Told("Calendrier", "Six réunions dans l’année, une sur deux hors de Bruxelles."),
            Told("Suivi des engagements", "Un point est fait à chaque réunion ; le secrétariat tient le registre."),
        ],
        (2,),
    ),
    Sitting(
        "Nantes", "Une personne de l’antenne de Nantes, invitée.",
        "Le conseil a préparé l’assemblée : comptes, ordre du jour, interprétation. Il visite les antennes une à une.",
        [
            Told("Préparation de l’assemblée", "L’ordre du jour paraît dix jours avant, dans les deux langues."),
            Told("Antenne de Nantes", "Quarante membres, un local partagé avec une bibliothèque."),
        ],
    ),
    Sitting(
        "En visioconférence", "",
        "Le conseil a adopté le plan de retour à l’équilibre demandé par l’assemblée.",
        [
            Told("Plan de retour à l’équilibre", "Deux ans, sans suppression de poste. Point chaque trimestre."),
            Told("Formation", "Trente places de plus, dont dix en néerlandais."),
        ],
        (3,),
    ),
    Sitting(
        "Lille", "",
        "Le conseil a fixé la date de l’assemblée et choisi Bruxelles. Il a répondu à deux questions de membres.",
        [
            Told("Date et lieu de l’assemblée", "En juin, à Bruxelles, retransmise en entier."),
            Told("Questions de membres", "Réponses écrites, publiées avec ce compte rendu."),
        ],
    ),
    Sitting(
        "Namur, et en visioconférence", "La directrice financière, pour les comptes.",
        "Le conseil a étudié le remboursement des trajets : il propose un barème aux antennes.\n\n"
        "La garde des enfants pendant l’assemblée est acquise.",
        [
            Told("Remboursement des trajets", "Un barème par distance. Décision à la prochaine réunion."),
            Told("Garde des enfants", "Assurée sur place à chaque assemblée, gratuitement."),
            Told("Situation d’une personne de l’équipe", "Des horaires aménagés pendant six mois, à sa demande ; "
                 "un point est prévu au printemps.",
                 "Concerne la situation personnelle d’une personne.", 150),
        ],
        (4,),
    ),
]  # fmt: skip
