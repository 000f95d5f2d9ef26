"""A cycle of recommendations from before Palabre: the secretary's own spreadsheet, brought in as any other."""

import csv
import io
from datetime import date, timedelta

from palabre.core import clock
from palabre.governance.models import Body
from palabre.past.actions.imports import Cycle, Said, apply_history, bring_in_history, name_columns, say_words
from palabre.people.models import Audience, Member
from palabre.processes.models import Process

HEADER = ["N°", "Cycle", "Groupe", "Thème", "Recommandation", "Suite donnée", "Note", "Responsable"]
MEANS = {"Fait": "done", "En cours": "under_way", "Pas fait": "not_done", "Écarté": "rejected", "Reporté": "postponed"}
# Group, theme, what was asked, what became of it, and what was noted.
ASKED = [
    ("Rennes", "Outils partagés", "Tenir un inventaire des outils de chaque antenne", "Fait",
     "Quatorze antennes sur quinze, tenu à jour depuis.", "Équipe du matériel"),
    ("Rennes", "Outils partagés", "Réparer avant d’acheter, avec un atelier par trimestre", "Fait",
     "Premier atelier à Brest, au printemps suivant.", "Équipe du matériel"),
    ("Lille", "Outils partagés", "Prêter les vélos cargos d’une antenne à l’autre", "Écarté",
     "L’assurance ne couvre pas le transport entre deux pays.", ""),
    ("Lille", "Trajets", "Rembourser le train de nuit pour venir aux assemblées", "Fait",
     "Voté avec le budget de l’année suivante.", "Équipe comptable"),
    ("Gand", "Trajets", "Alterner les assemblées entre la France et la Belgique", "Fait",
     "Une année sur deux depuis lors.", "Secrétariat"),
    ("Gand", "Trajets", "Partager les voitures par un tableau commun", "Pas fait", "", ""),
    ("Namur", "Formation", "Une journée d’accueil pour chaque nouveau membre", "En cours",
     "Tenue dans neuf antennes.", "Équipe d’accueil"),
    ("Namur", "Formation", "Former deux personnes par antenne à l’animation de réunions", "En cours",
     "Vingt et une personnes formées.", "Équipe d’accueil"),
    ("Rennes", "Formation", "Un congé formation payé par la mutualisation", "Reporté",
     "À reprendre quand les comptes auront trois ans de recul.", ""),
    ("Lille", "Rémunération", "Publier les écarts de rémunération chaque année", "Fait",
     "Dans le rapport annuel, page des comptes.", "Équipe comptable"),
    ("Gand", "Rémunération", "Avancer les salaires quand un client paie tard", "Pas fait",
     "Étudié deux fois, sans suite.", ""),
    ("", "Rémunération", "Plafonner les écarts de un à trois", "Écarté", "Repoussé par l’assemblée.", ""),
]  # fmt: skip


def bring_in_the_past(cast: dict[str, Member]) -> None:
    """The cycle of five years ago: five of twelve done."""
    farid, year = cast["farid"], clock.today().year - 5
    of = bring_in_history(by=farid, name=f"recommandations-{year}.csv", data=_spreadsheet(str(year)))
    mapping = ["reference", "cycle", "group", "theme", "title", "status", "note", "owner"]
    name_columns(of, by=farid, mapping=mapping)
    cycle = Cycle(str(year), f"Assemblée générale de juin {year}", date(year, 6, 19))
    said = Said(
        words=MEANS,
        cycles=[cycle],
        body=Body.objects.get(name="Assemblée générale"),
        level=Process.Level.CONSULTATION,
        reach=Audience.Reach.PUBLIC,
        service="Secrétariat",
        next_check_on=clock.today() + timedelta(days=60),
    )
    apply_history(say_words(of, by=farid, said=said), by=farid)


def _spreadsheet(year: str) -> bytes:
    out = io.StringIO()
    rows = csv.writer(out, delimiter=";")
    rows.writerow(HEADER)
    for number, (group, theme, title, status, note, owner) in enumerate(ASKED, start=1):
        rows.writerow([f"{year}-{number:02}", year, group, theme, title, status, note, owner])
    return out.getvalue().encode("windows-1252")
