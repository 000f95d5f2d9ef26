"""Who writes rules down: the secretariat, of the whole or of the legal entity. It adopts nothing."""

from typing import Any

from django.utils.translation import gettext as _

from palabre.core.verdict import YES, Verdict, no
from palabre.people.models import Duty, Entity
from palabre.people.policies import holds_duty


def may_keep_rules(viewer: Any, entity: Entity | None = None) -> Verdict:
    """Write down the rules of ``entity``, or of the whole cooperative."""
    if holds_duty(viewer, Duty.Kind.SECRETARIAT, entity=entity):
        return YES
    return no(_("The secretariat keeps the rules. It writes down what was adopted."))


def may_keep_packs(viewer: Any) -> Verdict:
    """Enter a law pack of the cooperative's own."""
    if holds_duty(viewer, Duty.Kind.SECRETARIAT):
        return YES
    return no(_("The secretariat enters law packs."))
