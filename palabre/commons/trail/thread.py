"""Walk the thread of a voice, both ways, along its typed links."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Model, Q

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


def _node(thing: Model) -> Node:
    return thing._meta.label_lower, thing.pk


def _walk(frontier: list[Node], viewer: Any, *, forwards: bool) -> list[Step]:
    """Breadth first, one query a level; a link whose entry the viewer may not read is not walked."""
    near, far = ("from", "to") if forwards else ("to", "from")
    open_to_viewer = Audience.objects.open_to(viewer).values("pk")
    seen, steps = set(frontier), []
    for depth in range(1, FURTHEST + 1):
        if not frontier:
            break
        ends = Q()
        for kind in {kind for kind, _ in frontier}:
            ends |= Q(**{f"{near}_kind": kind, f"{near}_id__in": [pk for k, pk in frontier if k == kind]})
        found = Link.objects.filter(ends, entry__audience__in=open_to_viewer).select_related("entry__details")
        frontier = []
        for link in found.order_by("id"):
            node = (getattr(link, f"{far}_kind"), getattr(link, f"{far}_id"))
            steps.append(Step(depth=depth, link=link, node=node))
            if node not in seen:
                seen.add(node)
                frontier.append(node)
    return steps
