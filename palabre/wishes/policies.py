"""Who keeps the vocabulary, and when members are asked."""

from typing import Any

from django.utils.translation import gettext as _

from palabre.core.verdict import YES, Verdict, no
from palabre.people.models import Duty
from palabre.people.policies import holds_duty


def may_keep_subjects(viewer: Any) -> Verdict:
    if holds_duty(viewer, Duty.Kind.SECRETARIAT):
        return YES
    return no(_("The secretariat keeps the cooperative’s subjects, and when members are asked for their wishes."))
