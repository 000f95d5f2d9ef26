"""Who brings in past cycles."""

from typing import Any

from django.utils.translation import gettext as _

from palabre.core.verdict import YES, Verdict, no
from palabre.people.models import Duty
from palabre.people.policies import holds_duty


def may_bring_in_history(viewer: Any) -> Verdict:
    """Whoever keeps the secretariat of the whole. Nothing of it takes two people: it adds, and changes no process."""
    if holds_duty(viewer, Duty.Kind.SECRETARIAT):
        return YES
    return no(_("Only the secretariat brings in past cycles. Send it your file."))
