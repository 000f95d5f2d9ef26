"""Which exceptional acts wait for one person's answer."""

from typing import Any

from palabre.commons.four_eyes.deeds import registry
from palabre.commons.four_eyes.models import Act
from palabre.commons.four_eyes.policies import MOST_WAITING, may_answer_this


def to_confirm(viewer: Any) -> list[Act]:
    """Those that wait for ``viewer``, the first to expire first. One query, and one or two for each kind of deed."""
    waiting = list(Act.objects.waiting().filter(deed__in=registry).order_by("expires_at", "id")[:MOST_WAITING])
    kinds = {act.deed for act in waiting}
    mine = {key for key in kinds if registry[key].may_confirm(viewer)}
    return [act for act in waiting if act.deed in mine and may_answer_this(viewer, act)]
