"""What the seeded cooperative says: French sentences, put together by chance, in the lengths people write in."""

from random import Random

from django.utils.html import escape

_OPENINGS = [
    "Je soutiens l’idée", "Chez nous, c’est déjà ainsi", "Je ne suis pas d’accord", "Une question de méthode",
    "Merci au groupe", "Dans notre antenne", "Pour les temps partiels", "Depuis la Belgique", "Je travaille de nuit",
    "Nous en avons parlé à quatre", "L’an dernier déjà", "Il manque un chiffre", "Cela coûterait peu",
]  # fmt: skip
_MIDDLES = [
    "mais il faudrait dire qui s’en charge", "à condition que les deux langues paraissent le même jour",
    "car la moitié d’entre nous ne peut pas venir à Paris", "et je voudrais que la mesure ait une date",
    "parce qu’un formulaire de plus ne change rien", "sans quoi personne ne le lira avant l’assemblée",
    "et le compte rendu devrait être en ligne dans la semaine", "mais pas au prix d’une réunion de plus",
    "à l’exception des contrats de moins de trois mois", "comme le font déjà les coopératives voisines",
    "et je peux aider à l’essayer dans mon antenne", "car les règles actuelles sont écrites pour le siège",
]  # fmt: skip
_ENDINGS = [
    "dès cette année", "avant l’été", "avec un bilan au bout de six mois", "sans attendre les statuts",
    "et l’on verra", "en commençant par deux antennes", "avec un vote à la fin", "pour tout le monde",
]  # fmt: skip
_VERBS = [
    "Publier", "Traduire", "Ouvrir", "Raccourcir", "Rembourser", "Tirer au sort", "Annoncer", "Essayer", "Confier",
    "Rendre compte de", "Relire", "Mesurer",
]  # fmt: skip
_THINGS = [
    "l’ordre du jour", "les comptes rendus", "les frais de déplacement", "la retransmission de l’assemblée",
    "les questions des antennes", "le budget de formation", "l’accueil des nouveaux membres", "les heures de réunion",
    "la mutualisation du matériel", "les contrats types", "le calendrier des élections", "l’aide aux congés",
]  # fmt: skip
_HOWS = [
    "dans les deux langues", "deux semaines avant", "sur un budget commun", "avec chaque antenne", "par écrit",
    "une fois par trimestre", "sous la garde du comité d’éthique", "à distance", "sans condition d’ancienneté",
]  # fmt: skip
SERVICES = ["Direction financière", "Équipe informatique", "Service aux membres", "Équipe de traduction"]
LENGTHS = ([1, 2, 3, 5, 9], [45, 30, 15, 8, 2])  # sentences of a comment, and how often of a hundred


def sentence(chance: Random) -> str:
    return f"{chance.choice(_OPENINGS)}, {chance.choice(_MIDDLES)}, {chance.choice(_ENDINGS)}."


def comment(chance: Random) -> str:
    return " ".join(sentence(chance) for _ in range(chance.choices(*LENGTHS)[0]))


def title(chance: Random) -> str:
    """What a recommendation or a measure asks for."""
    return f"{chance.choice(_VERBS)} {chance.choice(_THINGS)} {chance.choice(_HOWS)}"


def paragraphs(chance: Random, count: int) -> str:
    """Clean HTML, as ``texts.html.clean_html`` would give it back."""
    said = (" ".join(sentence(chance) for _ in range(4)) for _ in range(count))
    return "".join(f"<p>{escape(words)}</p>" for words in said)
