"""Open hours of the demo cooperative's board: one that was held, with a question still waiting, and one to come.
All invented.
"""

from datetime import date, timedelta

from palabre.core import clock
from palabre.governance.actions.hours import announce_hour
from palabre.governance.actions.questions import answer_question, ask_question, support_question
from palabre.governance.hour_terms import Answering, Receiving
from palabre.governance.models import Body, Mandate, OpenHour, Question
from palabre.people.models import Member
from palabre.people.queries import belonging_today
from palabre.site.demo.calendar import ago, on, weekday_from

Cast = dict[str, Member]
EVENING = timedelta(hours=18, minutes=30)
LASTS = timedelta(minutes=90)


def open_hours(cast: Cast) -> None:
    board = Body.objects.get(name="Conseil d’administration")
    _held(cast, board)
    _to_come(cast, board)


def _held(cast: Cast, board: Body) -> None:
    """Three questions: one answered beforehand, one in the room, one that still waits."""
    day = ago(12)
    hour = _announce(cast, board, day, days_before=14, about="Le budget de l’an prochain", place="Lille, au siège")
    trains = _ask(hour, cast["hugo"], ago(19), "Pourquoi les frais de déplacement du conseil ont-ils augmenté ?", 5)
    delays = _ask(
        hour,
        cast["edwige"],
        ago(16),
        "Quand un client paie en retard, est-ce que la coopérative peut avancer le salaire ?",
        9,
        pseudonymous=True,
    )
    _ask(hour, cast["bruno"], ago(14), "Le conseil peut-il publier ce que coûte chaque réunion ?", 3)
    with on(ago(15), 9):
        answering = Answering(
            "Trois réunions sur six se sont tenues loin de Lille, pour aller dans les antennes. Les billets ont coûté "
            "2 140 €, contre 1 380 € l’année d’avant. Le détail est dans le budget, page 4."
        )
        answer_question(trains, by=cast["chloe"], answering=answering)
    with on(day, 21):
        answering = Answering(
            "Pas aujourd’hui : il n’y a pas de fonds pour cela. Un point demandé par des membres propose d’en créer "
            "un ; le conseil y répondra à une réunion.", "room"
        )  # fmt: skip
        answer_question(delays, by=cast["farid"], answering=answering)


def _to_come(cast: Cast, board: Body) -> None:
    day = weekday_from(ago(-9), 3)
    hour = _announce(
        cast, board, day, days_before=12, about="Les réunions du conseil, et comment y venir",
        place="Rennes, à l’antenne", link="https://visio.estran.example/conseil",
    )  # fmt: skip
    _ask(hour, cast["awa"], ago(2), "Pourquoi le conseil ne se réunit-il jamais le samedi ?", 6)
    _ask(hour, cast["driss"], ago(1), "Peut-on assister à une réunion sans y siéger ?", 2)


def _announce(
    cast: Cast, board: Body, day: date, *, days_before: int, about: str, place: str, link: str = ""
) -> OpenHour:
    """By the secretary; the chair and directors of that day receive, three at most."""
    with on(day - timedelta(days=days_before), 11):
        at = clock.start_of(day) + EVENING
        seats = board.mandates.on(clock.today()).exclude(role=Mandate.Role.SECRETARY).filter(until_on__gte=day)
        receivers = tuple(seats.select_related("holder").order_by("role", "id")[:3])
        return announce_hour(
            board, by=cast["farid"], receiving=Receiving(about, at, at + LASTS, receivers, place, link)
        )  # fmt: skip


def _ask(hour: OpenHour, who: Member, day: date, text: str, voices: int, *, pseudonymous: bool = False) -> Question:
    with on(day, 17):
        question = ask_question(hour, by=who, text=text, pseudonymous=pseudonymous)
    with on(day, 20):
        for member in belonging_today().exclude(pk=who.pk).order_by("-pk")[:voices]:
            support_question(question, by=member)
    return question
