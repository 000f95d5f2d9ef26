"""To whom a message of the cooperative may go. Chapters above offer theirs (a body), as panels are offered."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from palabre.people.models import Belonging, Branch, Cooperative, Duty, Entity
from palabre.people.policies import holds_duty

SECRETARIAT = Duty.Kind.SECRETARIAT
Place = tuple[int | None, str]  # its id (None: there is only one), its name


@dataclass(frozen=True, slots=True)
class Circle:
    """Members to whom one may write together: all of them, those of an entity, of a branch, of a body.

    ``among`` gives the places of this kind to which ``viewer`` may write: it is the policy. ``holders`` gives rows with
    a ``member_id`` for those who were there on a day, as was known at an instant; a member may have several.
    ``member`` is the name of that field. ``kept``: the register can be asked again for any day; what is not kept is
    listed when the message is sent.
    """

    key: str
    label: str | Promise
    among: Callable[[Any], list[Place]]
    holders: Callable[[int | None, date, datetime], QuerySet]
    member: str = "member"
    kept: bool = True


registry: dict[str, Circle] = {}


def register(*circles: Circle) -> None:
    """Make circles known; called from ``AppConfig.ready``. Raises ``ValueError`` for a key declared twice."""
    for circle in circles:
        if circle.key in registry:
            raise ValueError(f"circle {circle.key!r} is declared twice")
        registry[circle.key] = circle


def offered_to(viewer: Any) -> list[tuple[Circle, list[Place]]]:
    """To whom ``viewer`` may write, by kind, the widest first. One query or two for each kind."""
    circles = sorted(registry.values(), key=lambda circle: not circle.kept)
    return [(circle, places) for circle in circles if (places := circle.among(viewer))]


def name_of(viewer: Any, key: str, pk: int | None) -> str:
    """The name of that place, as far as ``viewer`` may write there; empty otherwise."""
    circle = registry.get(key)
    return dict(circle.among(viewer)).get(pk, "") if circle else ""


def _everyone(viewer: Any) -> list[Place]:
    return [(None, Cooperative.current().name)] if holds_duty(viewer, SECRETARIAT) else []


def _entities(viewer: Any) -> list[Place]:
    return list(Entity.objects.entrusted_to(viewer, SECRETARIAT).order_by("name").values_list("pk", "name"))


def _branches(viewer: Any) -> list[Place]:
    return list(Branch.objects.entrusted_to(viewer, SECRETARIAT).order_by("name").values_list("pk", "name"))


def _lines(day: date, at: datetime, **where: int | None) -> QuerySet:
    return Belonging.objects.on(day, known_at=at).filter(**where)


MEMBERS = Circle("members", _("Everyone"), _everyone, lambda pk, day, at: _lines(day, at))
ENTITY = Circle("entity", _("A legal entity"), _entities, lambda pk, day, at: _lines(day, at, entity=pk))
BRANCH = Circle("branch", _("A branch"), _branches, lambda pk, day, at: _lines(day, at, branch=pk))
ALL = [MEMBERS, ENTITY, BRANCH]
