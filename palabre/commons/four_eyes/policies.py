"""Who may ask, who may confirm. What each deed asks of them is the deed's own (``deeds.py``)."""

from typing import Any

from django.utils.translation import gettext as _

from palabre.commons.four_eyes.deeds import Deed, Facts, registry
from palabre.commons.four_eyes.models import Act
from palabre.core.verdict import YES, Verdict, no, not_yet

MOST_WAITING = 20


def may_ask(viewer: Any, deed: Deed, facts: Facts) -> Verdict:
    if not (may := deed.may_ask(viewer)):
        return may
    if Act.objects.waiting().count() >= MOST_WAITING:
        return not_yet(_("Many exceptional acts wait already. Please have those answered first."))
    return deed.fits(facts)


def may_answer(viewer: Any, act: Act) -> Verdict:
    """Whether ``viewer`` may refuse: someone who could confirm it, were it still right."""
    if not (may := registry[act.deed].may_confirm(viewer)):
        return may
    return may_answer_this(viewer, act)


def may_answer_this(viewer: Any, act: Act) -> Verdict:
    """The same for someone who confirms deeds of this kind; asks nothing of the database, so a list may ask it."""
    if act.outcome:
        return no(_("This exceptional act has been answered already."))
    if not act.is_waiting:
        return no(_("The time to confirm this has passed. It may be asked for again."))
    if act.asked_by_id == viewer.pk:
        return no(_("You asked for this yourself: somebody else confirms it."))
    if registry[act.deed].concerns(act.facts) == viewer.pk:
        return no(_("This concerns you: somebody else confirms it."))
    return YES


def may_confirm(viewer: Any, act: Act) -> Verdict:
    """Two people, both of whom may at this moment, and a deed that still makes sense."""
    if not (may := may_answer(viewer, act)):
        return may
    deed = registry[act.deed]
    if not deed.may_ask(act.asked_by):
        return no(_("Whoever asked for this may not ask for it any more. Somebody else would have to ask."))
    return deed.fits(act.facts)


def may_withdraw(viewer: Any, act: Act) -> Verdict:
    if act.asked_by_id != viewer.pk:
        return no(_("Only the person who asked may withdraw it."))
    return no(_("This exceptional act has been answered already.")) if act.outcome else YES
