"""Who brings in a working document, corrects it and publishes it."""

from typing import Any

from django.utils.translation import gettext as _

from palabre.core.verdict import YES, Verdict, no
from palabre.people.models import Duty
from palabre.people.policies import holds_duty
from palabre.processes.models import Manuscript


def may_bring_in(viewer: Any) -> Verdict:
    """Whoever keeps the secretariat, nobody else: an operator gets nothing by being one."""
    if holds_duty(viewer, Duty.Kind.SECRETARIAT):
        return YES
    return no(_("Only the secretariat brings in and corrects working documents. Send yours to the secretariat."))


def may_correct(viewer: Any, manuscript: Manuscript) -> Verdict:
    if manuscript.process_id:
        return no(_("This document is published. Its texts now change by new versions, on the page of the process."))
    return may_bring_in(viewer)


def may_publish(viewer: Any, manuscript: Manuscript) -> Verdict:
    """Whether ``viewer`` may open the public review. What is published and the contract are judged apart."""
    return may_correct(viewer, manuscript)
