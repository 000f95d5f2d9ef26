"""The demo cooperative's founding texts, of its own writing: two versions of its statutes, rules, plain words."""

from pathlib import Path

from palabre.commons.texts.marked import html_of
from palabre.people.models import Member
from palabre.site.demo.calendar import ago, on
from palabre.statutes.actions.adoptions import open_statutes, record_adoption
from palabre.statutes.actions.glossary import explain_word
from palabre.statutes.actions.renderings import publish_rendering
from palabre.statutes.models import Statutes
from palabre.statutes.wholes import Written, articles_in

DOCUMENTS = Path(__file__).resolve().parent / "documents"
FIRST = {  # how these articles were before the extraordinary assembly that changed them
    "18": "Le conseil d’administration arrête l’ordre du jour. Les membres peuvent proposer des points ; le conseil "
    "décide de les inscrire ou non.",
    "20": "Un membre peut donner procuration à un autre membre. Nul ne porte plus de dix procurations.",
    "27": "Les administrateurs sont élus par l’assemblée générale pour six ans. Tout membre depuis deux ans peut se "
    "présenter.",
}
NOT_YET = "33"  # the ethics committee came with that assembly
DUTCH = {
    "18": ("Een punt op de agenda", "U stelt een punt voor en twintig andere leden steunen het, uiterlijk 25 dagen "
           "vooraf. Dan staat het op de agenda. De raad antwoordt u schriftelijk."),
    "21": ("Eén persoon, één stem", "Meer aandelen geven niet meer stemmen. We tellen per college."),
    "27": ("Verkozen worden", "De algemene vergadering kiest voor drie jaar. Wie zes maanden lid is, mag meedoen."),
}  # fmt: skip
WORDS = [
    ("assemblée générale extraordinaire", "assemblées générales extraordinaires, assemblée extraordinaire",
     "Réunion de tous les membres qui seule peut changer les statuts. Il y faut plus de voix que d’habitude."),
    ("quorum", "", "Le nombre de personnes qu’il faut, présentes ou représentées, pour que l’assemblée décide."),
    ("procuration", "procurations", "Un papier par lequel vous confiez votre voix à quelqu’un pour une assemblée."),
    ("collège", "collèges", "Un groupe de membres dont les voix, ensemble, pèsent une part fixe du vote."),
    ("part sociale", "parts sociales", "Un morceau du capital de la coopérative, à votre nom."),
    ("coopter", "cooptation", "Choisir soi-même quelqu’un pour une place libre, avant que l’assemblée dise oui."),
    ("valeur nominale", "", "Le prix auquel la part a été achetée."),
    ("boni de liquidation", "", "Ce qui reste quand la coopérative ferme et que tout est payé."),
    ("exercice", "exercices", "L’année des comptes."),
    ("voix délibérative", "", "Qui a une voix délibérative vote ; une voix consultative donne seulement son avis."),
]  # fmt: skip


def found(cast: dict[str, Member]) -> None:
    """Statutes of five years ago, changed two years ago (both written down since), rules, plain words, a glossary."""
    farid, now = cast["farid"], articles_in((DOCUMENTS / "statuts.md").read_text(encoding="utf-8"))
    with on(ago(690)):
        statutes = open_statutes(by=farid, kind="statutes", title="Statuts d’Estran", entity=None, language="fr")
        _adopt(statutes, farid, _before(now), "assemblée générale constitutive, Nantes", 1830, "")
        _adopt(statutes, farid, now, "assemblée générale extraordinaire, Nantes", 761, REASON)
        rules = open_statutes(by=farid, kind="house_rules", title="Règlement intérieur", entity=None, language="fr")
        written = articles_in((DOCUMENTS / "reglement.md").read_text(encoding="utf-8"))
        _adopt(rules, farid, written, "assemblée générale ordinaire, Nantes", 761, "")
    with on(ago(660)):
        _in_plain_words(statutes, farid)
        for word, forms, explanation in WORDS:
            explain_word(None, by=farid, language="fr", word=word, other_forms=forms, explanation=explanation)


REASON = "Un droit à l’ordre du jour, moins de procurations, des mandats plus courts, un comité d’éthique."


def _adopt(statutes: Statutes, by: Member, articles: list[Written], assembly: str, days: int, reason: str) -> None:
    when = {"adopted_on": ago(days), "in_force_on": ago(days)}
    record_adoption(statutes, by=by, articles=articles, assembly=assembly, reason=reason, **when)


def _before(now: list[Written]) -> list[Written]:
    """The first version: a few articles otherwise, one missing, so those after it have a number less."""
    kept = [each for each in now if each.number != NOT_YET]
    numbers = [each.number for each in now]
    return [
        Written(each.section, number, each.title, html_of(FIRST[each.number]) if each.number in FIRST else each.html)
        for each, number in zip(kept, numbers, strict=False)
    ]


def _in_plain_words(statutes: Statutes, by: Member) -> None:
    adoption = statutes.adoptions.latest("number")
    by_number = {clause.number: clause.article for clause in adoption.clauses.select_related("article__text")}
    plain = articles_in((DOCUMENTS / "statuts-en-clair.md").read_text(encoding="utf-8"))
    said = [(each.number, "fr", each.title, each.html) for each in plain]
    said += [(number, "nl", title, html_of(words)) for number, (title, words) in DUTCH.items()]
    for number, language, title, html in said:
        article = by_number[number]
        article.statutes = statutes
        publish_rendering(article, by=by, kind="summary", language=language, number=number, title=title, html=html)
