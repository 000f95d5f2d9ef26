"""Who writes founding texts down: the secretariat, of the whole or of the legal entity. It adopts nothing."""

from typing import Any

from django.utils.translation import gettext as _

from palabre.core.verdict import YES, Verdict, no
from palabre.people.models import Duty, Entity
from palabre.people.policies import holds_duty
from palabre.statutes.models import Statutes


def may_open(viewer: Any, entity: Entity | None = None) -> Verdict:
    """Open a founding text, of ``entity`` or of the whole cooperative."""
    if holds_duty(viewer, Duty.Kind.SECRETARIAT, entity=entity):
        return YES
    return no(_("The secretariat keeps the statutes. It writes down what an assembly adopted."))


def may_keep(viewer: Any, statutes: Statutes) -> Verdict:
    """Write down a version that an assembly adopted, or say an article in plain words."""
    return may_open(viewer, statutes.entity)


def may_keep_glossary(viewer: Any) -> Verdict:
    if holds_duty(viewer, Duty.Kind.SECRETARIAT):
        return YES
    return no(_("The secretariat keeps the glossary."))
