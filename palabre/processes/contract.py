"""The participation contract of a process: what it promises, and whether it can be kept."""

from datetime import date
from typing import TypedDict

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from palabre.core import clock
from palabre.core.components.dates import in_words
from palabre.core.verdict import YES, Verdict, no
from palabre.governance.models import Body
from palabre.people.models import Audience
from palabre.processes.levels import can_be_kept
from palabre.processes.models import Process

# A public review that cannot be skipped (M1) is worth nothing if nobody has the time to read (M15): two week-ends,
# so that people who work, and groups that meet once a fortnight, can come together before it ends.
SHORTEST_REVIEW_DAYS = 14

OF_LEAVERS = {
    Process.Leavers.CHOOSE: gettext_lazy("Whoever has their account erased chooses what becomes of their comments."),
    Process.Leavers.KEPT: gettext_lazy("Comments of people who have their account erased stay, without the name."),
    Process.Leavers.WITHDRAWN: gettext_lazy("Comments of people who have their account erased are withdrawn."),
}


class Terms(TypedDict):
    """What is declared before anything opens, and then kept."""

    title: str
    summary: str
    cycle: str
    language: str
    level: str
    decider: Body
    review_opens_on: date
    review_closes_on: date
    answers_close_on: date
    answer_due_on: date
    names: str
    words_of_leavers: str
    audience: str  # the reach of those who may read: public or members
    speakers: str  # the reach of those who may speak: signed_in or members


def terms_hold(terms: Terms) -> Verdict:
    """Whether the contract can be kept; otherwise its first broken promise, said so that it can be mended."""
    broken = broken_terms(terms)
    return no(broken[0][1]) if broken else YES


def broken_terms(terms: Terms) -> list[tuple[str, str]]:
    """What cannot be kept in a contract: (name of the term, sentence), in the order of the terms."""
    broken = []
    if not (kept := can_be_kept(terms["level"])):
        broken.append(("level", str(kept.reason)))
    opens, closes = terms["review_opens_on"], terms["review_closes_on"]
    if opens < clock.today():
        broken.append(("review_opens_on", _("A review cannot open in the past: people would miss its first days.")))
    if (closes - opens).days < SHORTEST_REVIEW_DAYS - 1:
        broken.append(("review_closes_on", _too_short()))
    if terms["answers_close_on"] <= closes:
        broken.append(("answers_close_on", _("The drafters answer after the review: choose a later day.")))
    if terms["answer_due_on"] <= terms["answers_close_on"]:
        broken.append(("answer_due_on", _("The decision comes after the drafters’ answers: choose a later day.")))
    if terms["audience"] == Audience.Reach.MEMBERS and terms["speakers"] != Audience.Reach.MEMBERS:
        broken.append(("speakers", _("Whoever speaks must be able to read: here only members read.")))
    return broken


def _too_short() -> str:
    sentence = ngettext(
        "A public review lasts at least %(days)s day, so that people who work and groups that meet can take part.",
        "A public review lasts at least %(days)s days, so that people who work and groups that meet can take part.",
        SHORTEST_REVIEW_DAYS,
    )
    return sentence % {"days": SHORTEST_REVIEW_DAYS}


def contract_in_words(terms: Terms) -> list[str | Promise]:
    """The contract as it will be read: who may speak and when, who answers by when, who decides by when."""
    reach = Audience.Reach
    words = {
        "opens": in_words(terms["review_opens_on"]),
        "closes": in_words(terms["review_closes_on"]),
        "days": (terms["review_closes_on"] - terms["review_opens_on"]).days + 1,
        "answers": in_words(terms["answers_close_on"]),
        "body": str(terms["decider"]),
        "due": in_words(terms["answer_due_on"]),
    }
    read = _("Everyone can read, without an account.") if terms["audience"] == reach.PUBLIC else _("Members can read.")
    if terms["speakers"] == reach.SIGNED_IN:
        speak = _("Whoever has an account can comment from %(opens)s to %(closes)s included, %(days)s days.")
    else:
        speak = _("Members can comment from %(opens)s to %(closes)s included, %(days)s days.")
    answer = _("The drafters answer every comment, taken in or not and why, by %(answers)s.")
    decide = _("“%(body)s” decides, and answers every measure with a reason by %(due)s.")
    return [read, speak % words, answer % words, decide % words, OF_LEAVERS[Process.Leavers(terms["words_of_leavers"])]]
