"""The members of a body, for messages of the cooperative to them."""

from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from palabre.commons.notices.broadcasts.circles import Circle, Place
from palabre.governance.models import Body, Mandate
from palabre.people.models import Duty
from palabre.people.policies import holds_duty


def _bodies(viewer: Any) -> list[Place]:
    if not holds_duty(viewer, Duty.Kind.SECRETARIAT):
        return []
    return list(Body.objects.visible_to(viewer).values_list("pk", "name"))


def _holders(pk: int | None, day: date, at: datetime) -> QuerySet:
    """Who sits there on ``day``. A mandate keeps no trace of what it said before: ``at`` cannot be asked."""
    return Mandate.objects.on(day).filter(body=pk)


BODY = Circle("body", _("A body"), _bodies, _holders, member="holder", kept=False)
