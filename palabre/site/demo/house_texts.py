"""What the demo cooperative says of itself. Everything in it is invented."""

from palabre.commons.texts.marked import html_of
from palabre.membership.actions.house_texts import publish_house_text
from palabre.people.models import Member
from palabre.site.demo.calendar import ago, on

LEGAL = """
## Qui publie ce site

Estran est une coopérative de démonstration : elle n’existe pas, et rien ici n’engage personne. Dans la vie, on lirait
à cette place la forme juridique, le capital, le siège, le numéro d’immatriculation et le nom de la personne qui dirige
la publication.

## Qui l’héberge

Une machine de démonstration, qui s’éteint quand on la ferme.
"""
LEGAL_FIRST = """
## Qui publie ce site

Estran, coopérative de démonstration.
"""
PRIVACY = """
## Ce que nous gardons de vous

- Votre nom, votre adresse et votre appartenance, tant que vous êtes membre.
- Ce que vous dites ici, avec le nom que vous avez choisi.
- De votre profil, ce que vous y écrivez ; personne ne le voit avant que vous ne disiez qui.

## Ce que nous ne faisons pas

Aucune mesure d’audience, aucun réseau publicitaire, rien qui parte ailleurs.
"""
ACCESSIBILITY = """
## Où nous en sommes

Ces pages sont faites pour être lues et utilisées au clavier, avec un lecteur d’écran, agrandies à 200 %, sur un
téléphone ancien. Si quelque chose vous arrête, dites-le au secrétariat : c’est une panne, et nous la réparons.
"""
WELCOME = """
Vous voilà membre : cet endroit est à vous, comme à toutes les autres personnes qui le sont.

Rien ne presse. Commencez par **lire une mesure** et dire ce que vous en pensez, ou par regarder **ce que votre voix
permet**, plus bas sur cette page. Et si une réunion se tient près de chez vous, venez : on y fait connaissance.
"""


def say_who_we_are(cast: dict[str, Member]) -> None:
    """Three legal pages, one of them in its second version, and a welcome."""
    with on(ago(700)):
        _publish(cast, "legal", "Mentions légales", LEGAL_FIRST, "")
        _publish(cast, "privacy", "Vie privée", PRIVACY, "")
        _publish(cast, "accessibility", "Accessibilité", ACCESSIBILITY, "")
    with on(ago(210)):
        _publish(cast, "legal", "Mentions légales", LEGAL, "L’hébergement a changé.")
        _publish(cast, "welcome", "Bienvenue", WELCOME, "")


def _publish(cast: dict[str, Member], kind: str, title: str, marked: str, reason: str) -> None:
    publish_house_text(by=cast["farid"], kind=kind, language="fr", title=title, html=html_of(marked), reason=reason)
