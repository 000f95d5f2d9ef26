from typing import Any

from django.utils.translation import gettext as _

from palabre.core import clock
from palabre.core.verdict import YES, Verdict, no
from palabre.people.models import Addressed, Branch, Duty, Entity


def may_read(viewer: Any, thing: Addressed) -> Verdict:
    return YES if thing.audience.lets_in(viewer) else no(_("This is not open to you."))


def holds_duty(viewer: Any, kind: Duty.Kind, *, branch: Branch | None = None, entity: Entity | None = None) -> bool:
    """Whether ``viewer`` holds this duty today in this branch, in this entity, or for the whole (named neither).

    A duty for the whole counts everywhere; one for an entity counts there and in its branches; one for a branch
    counts there. Its twin for lists is ``Branch.objects.entrusted_to``.
    """
    return bool(
        viewer.is_authenticated
        and viewer.is_active
        and viewer.duties.on(clock.today()).filter(kind=kind).over(branch=branch, entity=entity).exists()
    )
