"""How the cooperative presents itself, and what becomes of the accounts of those who leave it."""

from django.db import transaction
from django.utils.translation import gettext as _

from palabre.commons.trail.record import record
from palabre.core.contrast import is_colour, readable_accent
from palabre.core.verdict import YES, Verdict, no, require
from palabre.membership import policies, verbs
from palabre.people.models import Audience, Cooperative, Member


def may_be_accent(accent: str) -> Verdict:
    """Whether text in this colour can be read on our papers, by day and by night (WCAG AA, 4.5 to 1)."""
    if not is_colour(accent):
        return no(_("A colour is written like #a8482b."))
    if found := readable_accent(accent):
        return YES
    words = _(
        "Text in this colour would be hard to read (contrast %(ratio)s, at least 4.5 is needed). Try a darker one."
    )
    return no(words % {"ratio": f"{found.ratio:.1f}"})


@transaction.atomic
def dress_cooperative(*, by: Member, name: str, motto: str, accent: str, logo: bytes | None) -> Cooperative:
    """Give the cooperative its name, its sentence, its colour and its logo (None: no logo; a PNG already cleaned).

    Every page shows them at once. The demo's moved time is not touched. Raises ``Refused`` when ``by`` does not
    keep the secretariat or when the colour could not be read.
    """
    require(policies.may_dress_cooperative(by))
    require(may_be_accent(accent))
    cooperative = _locked()
    cooperative.name, cooperative.motto, cooperative.accent, cooperative.logo = name, motto, accent.lower(), logo
    cooperative.save(update_fields=["name", "motto", "accent", "logo"])
    record(verbs.COOPERATIVE_DRESSED, cooperative, by=by, audience=Audience.wide("public"))
    return cooperative


@transaction.atomic
def choose_closing(*, by: Member, closes: bool) -> Cooperative:
    """Say whether the account of whoever leaves is closed, from the day after their last belonging on.

    Their rights end that day either way. ``closes``: the worker closes the accounts of all who have left, also of those
    who left before, at its next round (``register.actions.leaving``). Not: none is closed any more, and those closed
    before stay so. The same again says nothing. Raises ``Refused`` when ``by`` does not keep the secretariat.
    """
    require(policies.may_choose_closing(by))
    cooperative = _locked()
    if cooperative.closes_accounts != closes:
        cooperative.closes_accounts = closes
        cooperative.save(update_fields=["closes_accounts"])
        verb = verbs.ACCOUNTS_CLOSE if closes else verbs.ACCOUNTS_STAY
        record(verb, cooperative, by=by, audience=Audience.wide("public"))
    return cooperative


def _locked() -> Cooperative:
    Cooperative.objects.get_or_create(pk=1, defaults={"name": Cooperative.current().name})
    return Cooperative.objects.select_for_update(of=("self",)).get(pk=1)
