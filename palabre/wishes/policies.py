"""Who keeps the vocabulary, and when members are asked."""

from typing import Any

from django.utils.translation import gettext as _

from palabre.core import clock
from palabre.core.verdict import YES, Verdict, no
from palabre.people.models import Duty
from palabre.people.policies import holds_duty


def may_keep_subjects(viewer: Any) -> Verdict:
    if holds_duty(viewer, Duty.Kind.SECRETARIAT):
        return YES
    return no(_("The secretariat keeps the cooperative’s subjects, and when members are asked for their wishes."))


def may_see_obstacles(viewer: Any) -> Verdict:
    """Whoever keeps the secretariat somewhere, be it in one branch. Of which: ``queries.obstacles`` says."""
    signed_in = viewer.is_authenticated and viewer.is_active
    if signed_in and viewer.duties.on(clock.today()).filter(kind=Duty.Kind.SECRETARIAT).exists():
        return YES
    return no(_("Totals of what keeps members from coming are for those who organise: the secretariat."))
