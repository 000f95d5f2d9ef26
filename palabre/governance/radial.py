"""Where bodies stand on a map: the one that most depends on in the middle, the others around it by how far they are.

Pure geometry: ids and links in, places out. No drawing, no database.
"""

from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import cos, pi, sin

RING = 150.0  # between two rings, at least
UPRIGHT = 92.0  # of the circle for a body whose name stands below it
TURNED = 22.0  # where so many stand that names point outwards
CROWDED = 14  # bodies on a ring from which on they do


@dataclass(frozen=True, slots=True)
class Place:
    """``x`` and ``y`` from the middle, ``y`` downwards; ``angle`` in degrees, 0 to the right, clockwise. ``ring`` 0 is
    the middle. On a ``crowded`` ring names point outwards.
    """

    x: float
    y: float
    angle: float
    ring: int
    crowded: bool


def places(bodies: Sequence[int], links: Iterable[tuple[int, int]], reach: float = 0.0) -> dict[int, Place]:
    """A place for each of ``bodies``, the same for the same input.

    The middle is the body with most links, the first of those in the order given. Rings count links away from it; what
    no link reaches stands on one more ring. On a ring, bodies follow those they hang on, so that few links cross; after
    a crowded one there is room for names of length ``reach``.
    """
    if not bodies:
        return {}
    near: dict[int, list[int]] = {body: [] for body in bodies}
    for one, other in links:
        if one != other and one in near and other in near:
            near[one].append(other)
            near[other].append(one)
    middle = max(bodies, key=lambda body: len(set(near[body])))  # the first of several: max keeps it
    rings = _rings(middle, near, bodies)
    found = {middle: Place(0.0, 0.0, 0.0, 0, crowded=False)}
    radius, room = 0.0, RING
    for number, ring in enumerate(rings[1:], start=1):
        crowded = len(ring) >= CROWDED
        radius = max(radius + room, len(ring) * (TURNED if crowded else UPRIGHT) / (2 * pi))
        room = max(RING, reach) if crowded else RING
        for place, body in enumerate(ring):
            angle = 2 * pi * place / len(ring) - pi / 2 + (pi / len(ring) if number % 2 == 0 else 0)
            x, y = round(radius * cos(angle), 1), round(radius * sin(angle), 1)
            found[body] = Place(x, y, round(angle * 180 / pi, 1), number, crowded)
    return found


def _rings(middle: int, near: dict[int, list[int]], bodies: Sequence[int]) -> list[list[int]]:
    rings: list[list[int]] = []
    far, queue = {middle: 0}, deque([middle])
    while queue:
        body = queue.popleft()
        if far[body] == len(rings):
            rings.append([])
        rings[far[body]].append(body)
        for other in sorted(set(near[body]), key=bodies.index):
            if other not in far:
                far[other] = far[body] + 1
                queue.append(other)
    alone = [body for body in bodies if body not in far]
    return [*rings, alone] if alone else rings
