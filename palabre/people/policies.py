from typing import Any

from django.utils.translation import gettext as _

from palabre.core import clock
from palabre.core.verdict import YES, Verdict, no
from palabre.people.models import Addressed, Duty


def may_read(viewer: Any, thing: Addressed) -> Verdict:
    return YES if thing.audience.lets_in(viewer) else no(_("This is not open to you."))


def holds_duty(viewer: Any, kind: Duty.Kind) -> bool:
    """Whether ``viewer`` holds this duty for the whole cooperative today."""
    return bool(
        viewer.is_authenticated
        and viewer.is_active
        and viewer.duties.on(clock.today()).filter(kind=kind, entity=None, branch=None).exists()
    )
