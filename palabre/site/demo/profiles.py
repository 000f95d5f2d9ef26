"""What the demo's people say of themselves, each to whom they chose. Photos are drawn: nobody is on them."""

import random
from typing import NamedTuple

from palabre.directory.actions.portraits import hand_in_portrait, keep_portrait
from palabre.directory.actions.profiles import describe_oneself
from palabre.directory.actions.vocabulary import add_terms
from palabre.directory.models import Profile, Shown
from palabre.directory.portraits import Cut
from palabre.people.models import Member
from palabre.site.demo.calendar import ago, on
from palabre.site.demo.drawn import drawn_portrait

TRADES = (
    "Graphisme, Formation, Maraîchage, Menuiserie, Traduction, Développement web, Photographie, Couture, Comptabilité, "
    "Rédaction, Musique, Paysage, Accompagnement d’équipes, Brasserie artisanale, Illustration, Vente sur les marchés, "
    "Conseil en énergie, Cuisine, Son, Spectacle vivant"
).split(", ")
SKILLS = (
    "Animer une réunion, Lire un bilan, Tenir un budget, Prendre des notes, Interprétation en néerlandais, "
    "Sérigraphie, Impression, Vidéo, Accueil, Médiation, Écrire simplement, Répondre à un appel d’offres, "
    "Réparer un vélo, Organiser une fête, Facturer, Prix de revient"
).split(", ")
SPARE = ["nl", "en", "es", "ar", "br", "de"]


class Said(NamedTuple):
    """Whose profile, what it says; ``photo`` describes the drawing, none when empty."""

    key: str
    about: str
    ask: str
    trades: str
    skills: str
    languages: str
    shown: Shown
    photo: str = ""


PROFILES = [
    Said(
        "awa",
        "Je dessine des affiches et des livres. J’ai lancé mon activité au printemps, après dix ans dans une agence.",
        "Choisir une imprimerie, fixer ses prix quand on débute.",
        "Graphisme\nIllustration", "Sérigraphie\nImpression", "fr wo en", Shown.MEMBERS,
        "Portrait dessiné d’Awa, de face",
    ),
    Said(
        "bruno",
        "Formateur, et animateur du groupe de Rennes. Je préfère les réunions courtes.",
        "Animer une réunion où tout le monde parle.",
        "Formation", "Animer une réunion\nÉcrire simplement", "fr br", Shown.MEMBERS,
        "Portrait dessiné de Bruno",
    ),
    Said(
        "chloe",
        "Administratrice jusqu’à la prochaine assemblée. Avant cela, comptable pendant quinze ans.",
        "Comment le conseil travaille ; comment se présenter.",
        "Comptabilité", "Lire un bilan\nTenir un budget", "fr nl", Shown.PUBLIC,
        "Portrait dessiné de Chloé",
    ),
    Said("driss", "Développeur, plutôt le soir.", "", "Développement web", "", "fr ar", Shown.BRANCH),
    Said(
        "hugo",
        "Menuisier à Lille, membre depuis dix ans. J’ai vu passer quatre statuts.",
        "L’histoire de la maison.",
        "Menuiserie", "Prix de revient\nMédiation", "fr", Shown.MEMBERS,
        "Portrait dessiné d’Hugo",
    ),
    Said(
        "lotte",
        "Vertaalster in Gent. Je traduis entre le néerlandais et le français.",
        "Se faire comprendre des deux côtés de la frontière.",
        "Traduction", "Interprétation en néerlandais", "nl fr en", Shown.MEMBERS,
    ),
    Said("ines", "Maraîchère près de Namur.", "Vendre sur les marchés.", "Maraîchage\nVente sur les marchés",
         "Accueil", "fr es", Shown.MEMBERS, "Portrait dessiné d’Inès"),
]  # fmt: skip


def describe_people(cast: dict[str, Member]) -> None:
    """The vocabulary, the cast's profiles, and those of one in four of the others."""
    with on(ago(200)):
        add_terms(by=cast["farid"], kind="trade", labels=TRADES)
        add_terms(by=cast["farid"], kind="skill", labels=SKILLS)
    with on(ago(30)):
        for said in PROFILES:
            _describe(cast[said.key], said)
        _others()
    with on(ago(1)):
        # Hugo's profile says one word that nobody wrote before: it waits for the secretariat.
        hugo = next(said for said in PROFILES if said.key == "hugo")
        _describe(cast["hugo"], hugo._replace(skills=f"{hugo.skills}\nCharpente navale", photo=""))


def _describe(member: Member, said: Said) -> None:
    if said.photo:
        hand_in_portrait(by=member, picture=drawn_portrait(member.name))
        keep_portrait(by=member, cut=Cut(50, 20, 95), alt=said.photo)
    describe_oneself(
        by=member,
        about=said.about,
        ask=said.ask,
        trades=said.trades.splitlines(),
        skills=said.skills.splitlines(),
        languages=said.languages.split(),
        shown=dict.fromkeys(Profile.PARTS, said.shown),
        found=True,
    )


def _others() -> None:
    chance = random.Random(1844)  # noqa: S311 -- trades for a demo, the same at each seeding
    others = Member.objects.filter(email__startswith="membre", belongings__isnull=False).order_by("pk")
    for member in others[::4]:
        describe_oneself(
            by=member,
            about="",
            ask="",
            trades=[chance.choice(TRADES)],
            skills=chance.sample(SKILLS, 2),
            languages=["fr", chance.choice(SPARE)],
            shown=dict.fromkeys(Profile.PARTS, chance.choice([Shown.BRANCH, Shown.MEMBERS, Shown.MEMBERS])),
            found=True,
        )
