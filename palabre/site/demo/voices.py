"""What the demo's people say, and what they are answered. Ours to write; it should read like life."""

from typing import Any, NamedTuple


class Voice(NamedTuple):
    """A comment: who, on what (“1.2”, “3”), when, which words; who supports it; how the drafters answered."""

    who: str
    on: str
    days_ago: int
    text: str
    supporters: str = ""
    fate: str = ""
    reason: str = ""
    pseudonymous: bool = False


# In public review now. Three weeks in: much is answered, some is not.
LOIN = [
    Voice(
        "lotte",
        "1.1",
        17,
        "Zonder Nederlands lezen we de agenda een week later dan de anderen. Dat is niet hetzelfde.\n\n"
        "(Sans le néerlandais, nous lisons l’ordre du jour une semaine après les autres.)",
        "edwige awa hugo",
        "taken_in",
        "Vous avez raison : dix jours pour les uns et trois pour les autres, ce n’est pas dix jours.",
    ),
    Voice(
        "hugo",
        "1.2",
        16,
        "Un quart d’heure pour onze cents membres ? Que devient un point qui n’a pas été traité ?",
        "driss awa",
        "partly",
        "Le quart d’heure reste : le conseil ne tiendrait pas plus. Mais un point non traité passe d’office à la "
        "réunion suivante.",
    ),
    Voice(
        "edwige",
        "1.2",
        15,
        "Est-ce qu’on peut venir le dire, ou seulement l’écrire ? Je n’oserais pas parler devant le conseil, mais je "
        "pourrais envoyer quelque chose.",
        "awa lotte",
        "taken_in",
        "C’était notre idée, mais c’était mal dit. La phrase est réécrite.",
        True,
    ),
    Voice(
        "driss",
        "1.3",
        14,
        "Publier le *nom* de la personne qui a été refusée ? Ou seulement le nom du point ? Ce n’est pas pareil.",
        "hugo",
        "not_taken",
        "Le texte dit déjà « avec le nom du point ». Nous ne publions le nom de personne sans son accord.",
    ),
    Voice(
        "awa",
        "2.1",
        12,
        "J’ai signé des statuts sans les lire. Un résumé, oui, mais qu’il dise aussi *ce qui change pour moi* : ma "
        "voix, ma part, si je pars.",
        "edwige hugo driss",
        "taken_in",
        "Bonne question à poser à chaque article : nous l’ajoutons à la mesure.",
    ),
    Voice(
        "hugo",
        "2.2",
        11,
        "Le dernier plan des instances a été affiché en 2019 et personne ne l’a mis à jour. Qui le tiendra ?",
        "awa",
    ),
    Voice(
        "awa",
        "3.1",
        9,
        "Le train depuis Brest coûte plus que ma part sociale. Avec un remboursement *avant* le départ, je viendrais ; "
        "après, je ne peux pas avancer la somme.",
        "hugo edwige lotte ines",
    ),
    Voice(
        "ines", "3.2", 8, "Un samedi sur deux, c’est aussi un samedi de travail pour qui fait des marchés. À dire.", ""
    ),
    Voice(
        "edwige",
        "3.3",
        6,
        "Op de gsm werkte de uitzending vorig jaar niet. Eerst testen met een gewone telefoon, alstublieft.",
        "lotte",
        pseudonymous=True,
    ),
    Voice(
        "driss", "4.2", 4, "« Des moyens », c’est vague : des heures ? un budget ? Il faudrait l’écrire.", "hugo awa"
    ),
    Voice(
        "hugo", "4", 2, "Il y a dix ans que j’attends cette page-là. Merci de l’avoir écrite simplement.", "driss awa"
    ),
]

# What version 2 of the first recommendation became, measure by measure.
LOIN_SECOND: dict[str, Any] = {
    "reason": "Reprend trois remarques de la relecture : les deux langues, les points non traités, la parole écrite.",
    "m1": (
        "L’ordre du jour du conseil est publié dix jours avant chaque réunion, dans les deux langues le même jour.",
        "<p>Avec, pour chaque point, une phrase qui dit ce qui est en jeu.</p>",
    ),
    "m2": (
        "Un quart d’heure est réservé, à chaque réunion, aux points apportés par des membres.",
        "<p>Chacun choisit : le dire sur place, le dire à distance, ou envoyer un texte qui est lu. Un point qui n’a "
        "pas été traité passe d’office à la réunion suivante.</p>",
    ),
}

CHEZ_SOI = [
    Voice(
        "awa",
        "1.2",
        1004,
        "Voter depuis chez soi, oui, si on voit la salle. Sinon on vote contre des gens qu’on n’a pas entendus.",
        "hugo driss",
        "taken_in",
        "Le vote s’ouvre après la discussion retransmise, pas avant.",
    ),
    Voice(
        "driss",
        "2.1",
        1002,
        "Trois chiffres, mais lesquels ? Le résultat ne dit rien à qui ne sait pas ce que coûte la mutualisation.",
        "hugo",
        "partly",
        "Le groupe propose trois chiffres ; la direction financière garde la main sur leur calcul.",
    ),
    Voice(
        "lotte",
        "3.1",
        1001,
        "Binnen de maand, maar in twee talen. Anders heeft Gent het verslag in september.",
        "ines",
        "taken_in",
        "C’est écrit maintenant : dans le mois, dans les deux langues.",
    ),
    Voice(
        "hugo",
        "3.2",
        999,
        "Avec mon nom, je ne dirais pas la même chose.",
        "awa",
        "taken_in",
        "D’où l’accord demandé à chaque personne, intervention par intervention.",
    ),
]


class Ruling(NamedTuple):
    """What the board decided on a measure, and how it went on: notes as (days ago, status, words, check in days)."""

    on: str
    outcome: str
    reason: str
    owner: str = ""
    service: str = ""
    means: str = ""
    amended: str = ""
    notes: tuple = ()
    proof: tuple = ()
    minority: str = ""


CHEZ_SOI_RULINGS = [
    Ruling(
        "1.1",
        "accepted",
        "Le conseil le souhaite depuis longtemps ; le budget de l’assemblée le permet.",
        service="Équipe vie coopérative",
        means="6 000 € par assemblée, une personne pour relayer",
        notes=((520, "under_way", "Essai réussi avec trois antennes ; le son reste à améliorer.", -300),),
        proof=(300, "Enregistrement de l’assemblée de juin", "https://estran.example/assemblee/enregistrement"),
    ),
    Ruling(
        "1.2",
        "amended",
        "Le vote à distance demande un changement de règlement, que seule l’assemblée peut adopter.",
        owner="farid",
        means="Conseil juridique, deux jours",
        amended="Le vote à distance est proposé à l’assemblée, avec un règlement, avant toute mise en place.",
        notes=((400, "under_way", "Le règlement est rédigé. Il sera soumis à la prochaine assemblée.", -40),),
    ),
    Ruling(
        "1.3",
        "accepted",
        "Les antennes le font déjà ; il s’agit de le reconnaître et de le payer.",
        service="Équipe vie coopérative",
        means="200 € par antenne",
        proof=(610, "Factures de quatre antennes", "https://estran.example/antennes/factures"),
    ),
    Ruling(
        "2.1",
        "accepted",
        "Des comptes que personne ne comprend ne sont pas vraiment approuvés.",
        service="Direction financière",
        means="Temps de travail, relecture par cinq membres",
        notes=((130, "under_way", "Les trois chiffres sont choisis, la maquette est en relecture.", 12),),
    ),
    Ruling(
        "2.2",
        "refused",
        "La ligne existante suffit : elle a reçu quatre appels l’an dernier. Nous la ferons mieux connaître.",
        minority="Quatre appels, c’est que le numéro n’est écrit nulle part. Nous aurions essayé un an.",
    ),
    Ruling("2.3", "deferred", "À reprendre avec le projet de tirage au sort du comité d’éthique."),
    Ruling(
        "3.1",
        "accepted",
        "Six mois pour un procès-verbal, ce n’est pas digne de nous.",
        owner="farid",
        means="Traduction, 900 € par an",
        proof=(700, "Procès-verbal paru au bout de vingt-six jours", "https://estran.example/assemblee/proces-verbal"),
    ),
    Ruling(
        "3.2",
        "accepted",
        "Avec l’accord de chaque personne, rien ne s’y oppose.",
        service="Secrétariat",
        means="Une demi-journée par assemblée",
        notes=((390, "not_done", "La personne qui s’en chargeait est partie. Rien n’a commencé.", -20),),
    ),
]
