"""The map of bodies: where each stands, what ties it to others, and the same in words."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count

from palabre.core import clock
from palabre.governance.models import Body, BodyTie, Mandate, Power
from palabre.governance.radial import Place, places
from palabre.people.models import Belonging

MARGIN = 130
WIDE = 600  # from the middle to the edge: a wider drawing is scrolled rather than made too small to read
SIGN = 7.3  # how wide a letter is, about, in units of the drawing
LONGEST_LINE = 16


@dataclass(frozen=True, slots=True)
class Node:
    """A body on the map. ``lines`` are its name, cut where it reads well; ``mine``: the reader sits there that day;
    ``near``: it is the council of a branch of theirs.
    """

    body: Body
    place: Place
    seats: int
    lines: list[str]
    mine: bool
    near: bool

    @property
    def turn(self) -> float:
        """By how many degrees a name that points outwards is turned, so that none stands on its head."""
        return self.place.angle - 180 if self.points_left else self.place.angle

    @property
    def points_left(self) -> bool:
        return self.place.x < 0


@dataclass(frozen=True, slots=True)
class Tie:
    """``kind`` (elects, advises…) from one body to another; ``line`` is its path."""

    start: Body
    end: Body
    kind: str
    key: str
    line: str


@dataclass(frozen=True, slots=True)
class BodyMap:
    """``box`` is the drawing's viewBox; ``is_wide``: to be scrolled. ``ties`` are those the reader may read."""

    nodes: list[Node]
    ties: list[Tie]
    box: str
    is_wide: bool
    kinds: list[tuple[str, str]]

    @property
    def marks_mine(self) -> bool:
        return any(node.mine for node in self.nodes)

    @property
    def marks_near(self) -> bool:
        return any(node.near for node in self.nodes)


def body_map(viewer: Any, day: date | None = None) -> BodyMap:
    """As far as ``viewer`` may read. Five queries, however many bodies there are.

    With ``day``, who sat there that day, and what tied the bodies then; the bodies are those of today.
    """
    bodies = list(Body.objects.visible_to(viewer))
    sitting = Mandate.objects.on(day or clock.today())
    seats = dict(sitting.values_list("body").annotate(Count("pk")).order_by())
    own = Belonging.objects.on(clock.today()).filter(member=viewer.pk).values_list("branch", flat=True)
    branches = set(own) if viewer.pk else set()
    by_pk = {body.pk: body for body in bodies}
    links = _links(list(by_pk), day)
    reach = max((30 + len(body.name) * SIGN for body in bodies), default=0)
    stand = places(list(by_pk), [(start, end) for start, end, _kind in links], reach)
    mine = set(sitting.filter(holder=viewer).values_list("body", flat=True)) if viewer.pk else set()
    nodes = [
        Node(
            body, stand[body.pk], seats.get(body.pk, 0), _lines(body.name), body.pk in mine, body.branch_id in branches
        )
        for body in bodies
    ]
    ties = [
        Tie(by_pk[start], by_pk[end], str(Power.Kind(kind).label), kind, _line(stand[start], stand[end]))
        for start, end, kind in links
    ]
    kinds = list(dict.fromkeys((tie.key, tie.kind) for tie in ties))
    half = _half(nodes)
    return BodyMap(nodes, ties, f"{-half} {-half} {2 * half} {2 * half}", half > WIDE, kinds)


def _links(bodies: list[int], day: date | None) -> list[tuple[int, int, str]]:
    """From which body to which, and how: as the powers say today, as the ties say of a past day. One query."""
    between = {"body__in": bodies, "toward__in": bodies}
    if day is None or day >= clock.today():
        found: Any = Power.objects.filter(**between).order_by("body__position", "position")
    else:
        found = BodyTie.objects.on(day).filter(**between).order_by("body__position", "id")
    return list(found.values_list("body", "toward", "kind"))


def _half(nodes: list[Node]) -> int:
    """From the middle to the edge of the drawing."""
    reach = max((abs(each) for node in nodes for each in (node.place.x, node.place.y)), default=0)
    longest = max((len(node.body.name) for node in nodes if node.place.crowded), default=0)
    margin = max(MARGIN, 30 + longest * SIGN)
    return round(reach + margin)


def _line(start: Place, end: Place) -> str:
    """A gentle curve, bent towards the middle, ending short of the body so that its arrow shows."""
    middle = ((start.x + end.x) * 0.42, (start.y + end.y) * 0.42)
    length = ((end.x - middle[0]) ** 2 + (end.y - middle[1]) ** 2) ** 0.5 or 1
    short = 1 - 24 / length
    x, y = middle[0] + (end.x - middle[0]) * short, middle[1] + (end.y - middle[1]) * short
    return f"M{start.x:.0f} {start.y:.0f} Q{middle[0]:.0f} {middle[1]:.0f} {x:.0f} {y:.0f}"


def _lines(name: str) -> list[str]:
    """The name on as many lines as it takes, broken between words."""
    lines = [""]
    for word in name.split():
        if lines[-1] and len(lines[-1]) + len(word) >= LONGEST_LINE:
            lines.append(word)
        else:
            lines[-1] = f"{lines[-1]} {word}".strip()
    return lines
