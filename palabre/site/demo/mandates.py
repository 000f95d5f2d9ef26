"""What the statutes limit in the board; who left it lately, and who took up the seat until the next assembly."""

from django.db.models import QuerySet

from palabre.core import clock
from palabre.governance.actions.composition import set_composition
from palabre.governance.actions.mandates import end_mandate, open_mandate
from palabre.governance.models import Body, CollegeSeats, Incompatibility
from palabre.people.models import Belonging, College, Member
from palabre.site.demo.calendar import ago, on
from palabre.site.demo.people import ENTITIES
from palabre.statutes.models import Article, Clause

MADE_UP = 30  # days ago: how the board is made up was written down
SEATS = {"FR": (6, 2, 1), "BE": (4, 1, 1)}  # by entity and college: fifteen
LEFT, CAME = 52, 41  # days ago, after the last board that was held: a resignation, and the co-option that followed


def keep_mandates(cast: dict[str, Member]) -> None:
    """After ``statutes.found``, for each limit has its article."""
    board = Body.objects.get(name="Conseil d’administration")
    newcomer = _not_seated().first()
    if newcomer:
        _a_seat_is_taken_up(cast["farid"], board, newcomer)
    with on(ago(MADE_UP)):
        _make_up(cast["farid"], board)


def _make_up(farid: Member, board: Body) -> None:
    """As articles 26 and 27 say: each college is represented, a third is renewed every year."""
    seats, election = _article("26"), _article("27")
    limits = {
        "kind": "board", "entity": None, "branch": None, "seat_name": "membre du conseil",
        "seats_most": 15, "seats_article": seats, "mandate_months_most": 36, "months_article": election,
        "terms_most": 3, "terms_article": election, "pause_months": None,
        "renewal_parts": Body.Parts.THIRDS, "renewal_months": 12, "renewal_article": election,
        "confirmed_by": Body.objects.get(name="Assemblée générale"),
    }  # fmt: skip
    colleges = [
        CollegeSeats(college=college, most=SEATS[entity][place], article=seats)
        for entity, name in ENTITIES.items()
        for place, college in enumerate(College.objects.filter(entity__name=name).order_by("pk"))
    ]
    ethics = Body.objects.get(name="Comité d’éthique")
    apart = [Incompatibility(other=ethics, article=_article("33"))]
    set_composition(board, by=farid, limits=limits, colleges=colleges, incompatibilities=apart)


def _a_seat_is_taken_up(farid: Member, board: Body, holder: Member) -> None:
    left = board.mandates.on(ago(LEFT)).filter(role="director").order_by("-pk")[0]
    with on(ago(LEFT)):
        left = end_mandate(left, by=farid, on=ago(LEFT), because="resigned")
    with on(ago(CAME)):
        open_mandate(
            board, by=farid, holder=holder, role=left.role, obtained="coopted",
            from_on=ago(CAME), until_on=left.planned_until_on or ago(-380), replaces=left,
        )  # fmt: skip


def _not_seated() -> QuerySet[Member]:
    """Members for long, who sit in no body."""
    then, now = Belonging.objects.on(ago(CAME)), Belonging.objects.on(clock.today())
    others = Member.objects.filter(email__startswith="membre", mandates=None, is_active=True)
    return others.filter(pk__in=then.values("member")).filter(pk__in=now.values("member")).order_by("pk")


def _article(number: str) -> Article:
    """As it is called today."""
    clauses = Clause.objects.in_force(clock.today()).select_related("article")
    return clauses.get(adoption__statutes__title="Statuts d’Estran", number=number).article
