"""Agendas that the bodies of Estran keep to begin others with. Invented."""

from palabre.governance.actions.agenda_templates import TemplateLine, keep_template
from palabre.governance.models import Body
from palabre.people.models import Member
from palabre.site.demo.calendar import ago, on

_OPENING = TemplateLine("Ouverture et présences", "information", 5, "chair")
_LAST = TemplateLine("Compte rendu de la dernière réunion", "decision", 5, "secretary")
_NEWS = TemplateLine("Nouvelles des antennes", "information", 15)
_REST = TemplateLine("Questions diverses", "discussion", 15, "chair")
TEMPLATES = {
    "Conseil d’administration": {
        "Réunion ordinaire": [_OPENING, _LAST, _NEWS, TemplateLine("Suivi du budget", "discussion", 20), _REST],
        "Budget de l’année": [_OPENING, TemplateLine("Le budget de l’année à venir", "decision", 60, "chair")],
    },
    "Assemblée générale": {
        "Assemblée annuelle": [
            _OPENING,
            TemplateLine("Rapport moral", "information", 20, "chair"),
            TemplateLine("Comptes de l’année", "decision", 30),
            TemplateLine("Intérêt servi aux parts", "decision", 15),
            TemplateLine("Élections au conseil d’administration", "decision", 45),
            _REST,
        ],
    },
}


def keep_templates(cast: dict[str, Member]) -> None:
    with on(ago(90), 9):
        for name, templates in TEMPLATES.items():
            for title, lines in templates.items():
                keep_template(Body.objects.get(name=name), by=cast["farid"], name=title, lines=lines)
