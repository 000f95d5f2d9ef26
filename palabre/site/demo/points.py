"""Points that members of the demo cooperative asked to put on an agenda, one in each fate. All invented."""

from dataclasses import dataclass
from datetime import timedelta

from palabre.core import clock
from palabre.governance.actions.decisions import decide_point
from palabre.governance.actions.meetings import call_meeting
from palabre.governance.actions.request_answers import answer_point
from palabre.governance.actions.requests import correct_point, propose_point, support_point, withdraw_point
from palabre.governance.actions.requests_due import settle_requests
from palabre.governance.models import AgendaRequest, Body
from palabre.governance.queries.bodies import coming_meetings
from palabre.governance.request_terms import Answering, Wording, first_meeting
from palabre.people.models import Member
from palabre.people.queries import belonging_today
from palabre.site.demo.calendar import ago, on

Cast = dict[str, Member]
_EVENING = timedelta(hours=4)  # before midnight


@dataclass(frozen=True, slots=True)
class Asked:
    """Who asks, how many days ago, what. ``short``: it does not find all the supporters the rules ask for."""

    who: str
    days_ago: int
    words: Wording
    body: str = "Conseil d’administration"
    short: bool = False


BICYCLES = Asked("hugo", 52, Wording(
    "Des vélos partagés dans les antennes", "À Lille, la moitié des membres habite à moins de cinq kilomètres.",
    "Acheter deux vélos par antenne de plus de trente membres, à l’essai pour un an."))  # fmt: skip
HOUSING = Asked("driss", 150, Wording(
    "Aider les membres à se porter caution", "Trouver un logement sans contrat fixe est très difficile.",
    "Que la coopérative se porte caution pour ses membres."))  # fmt: skip
LANGUAGES = Asked("lotte", 30, Wording(
    "Traduire chaque ordre du jour en néerlandais", "À Gand, nous lisons l’ordre du jour après la réunion.",
    "Publier l’ordre du jour dans les deux langues le même jour.", "video"))  # fmt: skip
FORGOTTEN = Asked("ines", 60, Wording(
    "Publier le coût de chaque réunion", "Se réunir coûte du temps et des trains. Combien ?",
    "Écrire dans chaque compte rendu ce que la réunion a coûté.", "read",
    "Je ne pourrai pas venir. Je demande seulement un chiffre, à la fin du compte rendu. "
    "Ce n’est pas pour compter les sous : c’est pour choisir ensemble quand il faut se voir."))  # fmt: skip
WAITING = Asked("awa", 8, Wording(
    "Une avance sur salaire en cas de retard de paiement", "Quand un client paie à soixante jours, je paie mon loyer "
    "avec quoi ?", "Créer un fonds d’avance, plafonné à un mois de salaire."))  # fmt: skip
SAME = Asked("edwige", 6, Wording(
    "Être payée même si le client paie en retard", "Je viens d’arriver et mon premier client n’a pas payé.",
    "Que la coopérative avance le salaire."))  # fmt: skip
GATHERING = Asked("bruno", 5, Wording(
    "Retransmettre l’assemblée générale en direct", "L’an dernier, 110 personnes l’ont suivie de loin, sans voix.",
    "Retransmettre l’assemblée et permettre d’y poser des questions à distance."), "Assemblée générale",
    short=True)  # fmt: skip
ALONE = Asked("hugo", 200, Wording(
    "Changer le nom de la coopérative", "Personne ne sait ce qu’est un estran.", "Ouvrir un concours de noms."),
    "Assemblée générale", short=True)  # fmt: skip
GIVEN_UP = Asked(
    "awa",
    45,
    Wording(
        "Des cartes de membre imprimées", "On me demande souvent une preuve.", "Imprimer une carte pour chaque membre."
    ),
)


def ask_for_points(cast: Cast) -> None:
    _refused(cast)
    _let_run_out(cast)
    _decided(cast)
    _withdrawn(cast)
    _forgotten(cast)
    _deferred(cast)
    waiting = _ask(cast, WAITING)
    with on(ago(2), 12):
        correct_point(waiting, by=cast["awa"], text="Un mois de salaire net, pas brut.")
    _merger_asked(cast, waiting)
    _ask(cast, GATHERING)


def _ask(cast: Cast, asked: Asked) -> AgendaRequest:
    body = Body.objects.get(name=asked.body)
    with on(ago(asked.days_ago), 18):
        point = propose_point(body, by=cast[asked.who], wording=asked.words)
    with on(ago(max(asked.days_ago - 3, 0)), 19):
        others = belonging_today().exclude(pk=point.author_id).order_by("-pk")
        missing = point.supporters_needed - AgendaRequest.objects.backing_of(point)
        wanted = max(missing // 2, 0) if asked.short else max(missing, 0)
        for member in others[:wanted]:  # a small demo has fewer: the point then gathers on, or lapses
            support_point(point, by=member)
    return AgendaRequest.objects.get(pk=point.pk)


def _answer(cast: Cast, point: AgendaRequest, answering: Answering) -> None:
    if point.state == AgendaRequest.State.ADMISSIBLE:
        answer_point(point, by=cast["farid"], answering=answering)


def _refused(cast: Cast) -> None:
    point = _ask(cast, HOUSING)
    with on(ago(140), 10):
        _answer(cast, point, Answering("refused", reason="La loi interdit à une coopérative de notre forme de se "
                "porter caution. Le service social peut orienter vers un organisme qui le fait."))  # fmt: skip


def _let_run_out(cast: Cast) -> None:
    _ask(cast, ALONE)
    with on(ago(110), 6):
        settle_requests()


def _decided(cast: Cast) -> None:
    """The board met for it a month ago."""
    point, board = _ask(cast, BICYCLES), Body.objects.get(name=BICYCLES.body)
    with on(ago(47), 10):
        meeting = call_meeting(
            board, by=cast["farid"], place="Lille, et en visioconférence", starts_at=clock.end_of(ago(34)) - _EVENING
        )
        _answer(cast, point, Answering("scheduled", meeting))
    point.refresh_from_db()
    if point.item is None:
        return
    with on(ago(34), 21):
        decide_point(
            point.item.points.get(), by=cast["chloe"], outcome="amended",
            reason="Un essai coûte peu, et nous saurons si les vélos roulent.",
            amended_text="Deux vélos à Lille et à Gand, à l’essai pour un an.", owner=cast["chloe"],
            means="2 400 €, sur le budget des antennes", due_on=ago(-200), next_check_on=ago(-60),
        )  # fmt: skip


def _withdrawn(cast: Cast) -> None:
    point = _ask(cast, GIVEN_UP)
    with on(ago(40), 10):
        if point.is_open:
            withdraw_point(point, by=cast["awa"])


def _forgotten(cast: Cast) -> None:
    """Nobody answered: by its date, if the rules promise one, it went on the agenda by itself."""
    _ask(cast, FORGOTTEN)
    with on(ago(18), 6):
        settle_requests()


def _deferred(cast: Cast) -> None:
    point = _ask(cast, LANGUAGES)
    with on(ago(1), 10):
        if point.state != AgendaRequest.State.ADMISSIBLE:
            return
        meetings, first = list(coming_meetings(point.body)), first_meeting(point)
        later = [each for each in meetings if first and each.starts_at > first.starts_at]
        if later:
            reason = "La personne qui traduit revient dans deux mois ; nous voulons son avis."
            _answer(cast, point, Answering("deferred", later[0], reason=reason))


def _merger_asked(cast: Cast, waiting: AgendaRequest) -> None:
    point = _ask(cast, SAME)
    with on(ago(1), 11):
        if waiting.state == AgendaRequest.State.ADMISSIBLE:
            reason = "Les deux points demandent la même avance ; ensemble ils auraient plus de temps."
            _answer(cast, point, Answering("merged", into=waiting, reason=reason))
