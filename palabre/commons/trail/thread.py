"""Walk the thread of a voice, both ways, along its typed links."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Model, Q, QuerySet

from palabre.commons.trail.models import Link
from palabre.people.models import Audience

FURTHEST = 12  # links from a voice to its proof; a longer chain would be a fault
Node = tuple[str, int]  # kind ("processes.recommendation"), id


@dataclass(frozen=True, slots=True)
class Step:
    """One link reached: how far from the start, and the link with its entry and the entry's words."""

    depth: int
    link: Link
    node: Node  # the end of the link that was newly reached


def onwards(*start: Model, viewer: Any) -> list[Step]:
    """What became of ``start``: every link reachable in the direction voice → proof, nearest first."""
    return _walk([_node(thing) for thing in start], viewer, forwards=True)


def back(*start: Model, viewer: Any) -> list[Step]:
    """Where ``start`` came from: every link reachable in the direction proof → voice, nearest first."""
    return _walk([_node(thing) for thing in start], viewer, forwards=False)


def ways_onwards(*start: Node, viewer: Any) -> dict[Node, set[Node]]:
    """The same as ``onwards`` for many at once, as nodes alone: from each, those its links lead to.

    One query a level, of numbers only: made for hundreds of voices on one page.
    """
    ways: dict[Node, set[Node]] = defaultdict(set)
    frontier, asked = set(start), set[Node]()
    for _level in range(FURTHEST):
        if not frontier:
            break
        found = Link.objects.filter(_ends("from", frontier), entry__audience__in=Audience.read_by(viewer))
        asked |= frontier
        frontier = set()
        for from_kind, from_id, to_kind, to_id in found.values_list("from_kind", "from_id", "to_kind", "to_id"):
            ways[from_kind, from_id].add((to_kind, to_id))
            frontier.add((to_kind, to_id))
        frontier -= asked
    return ways


def sources(kind: str, *start: Model) -> QuerySet[Link, int]:
    """The ids of every ``kind`` ("conversations.comment") from which links lead to ``start``, as a subquery.

    Walked back without asking who may read the links: only to find whom to tell, whose own right to read is asked
    when they are told. Never to show something: ``back`` is for that. One query a level of the links between;
    ``kind`` itself is not fetched, so that ten thousand voices cost what one does.
    """
    reached = {_node(thing) for thing in start}
    frontier = list(reached)
    for _level in range(FURTHEST):
        if not frontier:
            break
        found = Link.objects.filter(_ends("to", frontier)).exclude(from_kind=kind)
        frontier = [node for node in found.values_list("from_kind", "from_id").distinct() if node not in reached]
        reached.update(frontier)
    return Link.objects.filter(_ends("to", reached), from_kind=kind).values_list("from_id", flat=True)


def _node(thing: Model) -> Node:
    return thing._meta.label_lower, thing.pk


def _walk(frontier: list[Node], viewer: Any, *, forwards: bool) -> list[Step]:
    """Breadth first, one query a level; a link whose entry the viewer may not read is not walked."""
    near, far = ("from", "to") if forwards else ("to", "from")
    open_to_viewer = Audience.read_by(viewer)
    seen, steps = set(frontier), []
    for depth in range(1, FURTHEST + 1):
        if not frontier:
            break
        found = Link.objects.filter(_ends(near, frontier), entry__audience__in=open_to_viewer)
        found = found.select_related("entry__details")
        frontier = []
        for link in found.order_by("id"):
            node = (getattr(link, f"{far}_kind"), getattr(link, f"{far}_id"))
            steps.append(Step(depth=depth, link=link, node=node))
            if node not in seen:
                seen.add(node)
                frontier.append(node)
    return steps


def _ends(end: str, nodes: Iterable[Node]) -> Q:
    """Links one ``end`` ("from", "to") of which is among ``nodes``; none for no nodes."""
    by_kind: dict[str, list[int]] = defaultdict(list)
    for kind, pk in nodes:
        by_kind[kind].append(pk)
    ends = Q(pk__in=[])
    for kind, ids in by_kind.items():
        ends |= Q(**{f"{end}_kind": kind, f"{end}_id__in": ids})
    return ends
