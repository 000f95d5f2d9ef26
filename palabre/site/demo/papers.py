"""Papers put before the meetings of Estran’s board: one replaced, one held back, one withdrawn. All invented."""

from datetime import timedelta

from django.core.files.uploadedfile import SimpleUploadedFile

from palabre.core import clock
from palabre.governance.actions.papers import add_paper, replace_paper, withdraw_paper
from palabre.governance.models import AgendaItem, Body, Meeting, Paper
from palabre.governance.paper_terms import NewPaper, expected_at
from palabre.governance.queries.bodies import coming_meetings
from palabre.people.models import Member
from palabre.site.demo.calendar import ago, on
from palabre.site.demo.points import FORGOTTEN

_COSTS = """réunion;trains;salle;heures payées
Assemblée générale;9 400;3 200;0
Conseil d’administration, six réunions;4 150;0;6 300
"""
_LEASE = """# Bail des locaux de Gand, projet

Durée : trois, six ou neuf ans. Loyer : à convenir avec le propriétaire.
"""
_SUMMARY = """# Le budget en une page

Nous dépensons un peu plus dans les antennes que prévu, un peu moins ailleurs.
Le conseil propose de garder la même contribution.
"""


def put_papers(cast: dict[str, Member]) -> None:
    """Before the board's next meeting, yesterday: it was called by then."""
    board = Body.objects.get(name="Conseil d’administration")
    meeting = coming_meetings(board).first()
    if meeting is None:
        return
    item = AgendaItem.objects.filter(meeting=meeting, title=FORGOTTEN.words.title).first()
    costs = _put(cast, meeting, 9, "Ce que nos réunions ont coûté cette année", "cout-reunions.csv", _COSTS, item=item)
    _put(cast, meeting, 10, "Le budget en une page", "budget-en-une-page.md", _SUMMARY)
    until_on = clock.day_of(meeting.starts_at) + timedelta(days=30)
    held = {"held_until_on": until_on, "held_because": "Le propriétaire n’a pas encore signé."}
    _put(cast, meeting, 11, "Bail des locaux de Gand, projet", "bail-gand.md", _LEASE, **held)
    wrong = _put(cast, meeting, 12, "Liste des salaires", "salaires.csv", "nom;salaire\n")
    with on(ago(1), 13):
        withdraw_paper(wrong, by=cast["farid"], because="Envoyé par erreur : il nomme des personnes.")
    with on(ago(1), 17):
        file = SimpleUploadedFile("cout-reunions.csv", (_COSTS + "Conseils d’antenne;620;0;1 900\n").encode())
        replace_paper(costs, by=cast["farid"], file=file, because="Les conseils d’antenne manquaient.")


def _put(
    cast: dict[str, Member], meeting: Meeting, hour: int, title: str, name: str, words: str, **said: object
) -> Paper:
    with on(ago(1), hour):
        because = "Reçu aujourd’hui." if expected_at(meeting).is_over else ""
        file = SimpleUploadedFile(name, words.encode())
        paper = NewPaper(title=title, language="fr", file=file, because=because, **said)  # type: ignore[arg-type]
        return add_paper(meeting, by=cast["farid"], paper=paper)
