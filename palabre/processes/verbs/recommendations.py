"""What is said about recommendations, answered, written and referred; and who is told.

Facts every entry here has: ``process`` (id), ``discussion`` (id of what was spoken of), ``reference`` ("3.2").
"""

import itertools

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from palabre.commons.conversations.models import Comment, Mention
from palabre.commons.trail.models import Entry
from palabre.commons.trail.verbs import About, Told, Verb, Why
from palabre.core import clock
from palabre.governance.about import WORDS
from palabre.governance.models import Mandate
from palabre.processes.models import Measure, Recommendation, Seat
from palabre.processes.verbs.voices import concerned_by, followers, referrals, voices

PAGES = {
    "processes.process": "processes:process",
    "processes.recommendation": "processes:recommendation",
    "processes.measure": "processes:measure",
}


def told_of_a_comment(entry: Entry) -> Told:
    """Who answers comments, then who follows."""
    yield from _seats(entry, Seat.Role.FACILITATOR, Seat.Role.SECRETARY)
    yield from followers([entry.details.facts.get("discussion")])


def named_by_a_comment(entry: Entry) -> Told:
    """Whom these words name with an @."""
    mentions = Mention.objects.filter(comment=entry.details.facts.get("comment")).order_by("member")
    for member in mentions.values_list("member", flat=True):
        yield member, Why.NAMED


def told_of_an_answer(entry: Entry) -> Told:
    """Whose words they are, who supported them, then who follows."""
    facts = entry.details.facts
    yield from voices(Comment.objects.filter(pk=facts.get("comment")))
    yield from followers([facts.get("discussion")])


def whose_words(entry: Entry) -> Told:
    """Who wrote the comment."""
    for author in Comment.objects.filter(pk=entry.details.facts.get("comment")).values_list("author", flat=True):
        yield author, Why.AUTHOR


def told_of_a_version(entry: Entry) -> Told:
    """Whose words changed the text, who supported them, who sits in the groups, who follows it or the whole."""
    yield from voices(Comment.objects.filter(pk__in=entry.details.facts.get("comments", [])))
    yield from _seats(entry)
    yield from followers(_discussions(entry))


def told_of_a_referral(entry: Entry) -> Told:
    """Who sits on the body that has to answer, whose words led there, who supported them, who follows, the groups."""
    body = entry.details.facts.get("body")
    for holder in Mandate.objects.on(clock.today()).filter(body=body).order_by("id").values_list("holder", flat=True):
        yield holder, Why.MANDATE
    for referral in referrals().filter(recommendation=entry.subject_id):
        yield from concerned_by(referral, whole=True)
    yield from _seats(entry)


def _seats(entry: Entry, *roles: Seat.Role) -> Told:
    seats = Seat.objects.on(clock.today()).filter(group__process=entry.details.facts.get("process"))
    seats = seats.filter(role__in=roles) if roles else seats
    for member in seats.order_by("id").values_list("member", flat=True):
        yield member, Why.SEAT


def _discussions(entry: Entry) -> list[int]:
    """The recommendation's own discussion, its document's and each of its measures'."""
    own = Recommendation.objects.filter(pk=entry.subject_id).values_list("discussion", "process__discussion")
    measures = Measure.objects.filter(recommendation=entry.subject_id).values_list("discussion", flat=True)
    return [*itertools.chain(*own), *measures]


def _page(entry: Entry) -> str:
    return reverse(PAGES[entry.subject_kind], args=[entry.subject_id])


def _comment(entry: Entry) -> str:
    """The comment where it stands, on the page it speaks of."""
    comment = entry.details.facts.get("comment")
    return f"{_page(entry)}#comment-{comment}" if comment else _page(entry)


def _fate(entry: Entry) -> str:
    """The page that tells what became of the comment."""
    comment = entry.details.facts.get("comment")
    return reverse("processes:comment", args=[comment]) if comment else _page(entry)


def _version(entry: Entry) -> str:
    number = entry.details.facts.get("number")
    return reverse("processes:version", args=[entry.subject_id, number]) if number else _page(entry)


def _about(entry: Entry) -> About:
    """Everything about one recommendation, its measures included, is grouped and muted together."""
    recommendation = entry.details.facts.get("recommendation")
    return ("processes.recommendation", recommendation) if recommendation else (entry.subject_kind, entry.subject_id)


def _only_there(entry: Entry) -> list[About]:
    """A word, a support or an answer changes the pages of one recommendation, of its process, and of who did it."""
    process = entry.details.facts.get("process", 0)
    return [_about(entry), ("processes.process", process), ("people.member", entry.actor_id or 0)]


def _wherever_told(entry: Entry) -> list[About]:
    """And the items, decisions and commitments that came of these words, which tell them too."""
    return [*_only_there(entry), WORDS]


COMMENTED = Verb(
    key="processes.commented",
    sentence=_("%(actor)s wrote in the margin of “%(subject)s”"),
    told=told_of_a_comment,
    address=_comment,
    about=_about,
    touches=_only_there,
    alike=True,
    named=named_by_a_comment,
)
SUPPORTED = Verb(
    key="processes.supported",
    sentence=_("Someone supports a comment on “%(subject)s”"),
    address=_comment,
    about=_about,
    touches=_only_there,
)
SUPPORT_TAKEN_BACK = Verb(
    key="processes.support_taken_back",
    sentence=_("Someone no longer supports a comment on “%(subject)s”"),
    address=_comment,
    about=_about,
    touches=_only_there,
)
NAME_TAKEN_OUT = Verb(
    key="processes.name_taken_out",
    sentence=_("Someone who was named took their name out of a comment on “%(subject)s”"),
    told=whose_words,
    address=_fate,
    about=_about,
    touches=_wherever_told,
)
ANSWERED = {
    "taken_in": Verb(
        key="processes.answered_taken_in",
        sentence=_("The drafters take in a comment on “%(subject)s”"),
        told=told_of_an_answer,
        address=_fate,
        about=_about,
        touches=_wherever_told,
    ),
    "partly": Verb(
        key="processes.answered_partly",
        sentence=_("The drafters take in part of a comment on “%(subject)s”"),
        told=told_of_an_answer,
        address=_fate,
        about=_about,
        touches=_wherever_told,
    ),
    "not_taken": Verb(
        key="processes.answered_not_taken",
        sentence=_("The drafters answer a comment on “%(subject)s”: not taken in, and why"),
        told=told_of_an_answer,
        address=_fate,
        about=_about,
        touches=_wherever_told,
    ),
}
DRAFT_SAVED = Verb(key="processes.draft_saved", sentence=_("%(actor)s worked on the next version of “%(subject)s”"))
VERSION_PUBLISHED = Verb(
    key="processes.version_published",
    sentence=_("%(actor)s published version %(number)s of “%(subject)s”"),
    told=told_of_a_version,
    address=_version,
    about=_about,
)
RECOMMENDATION_REFERRED = Verb(
    key="processes.recommendation_referred",
    sentence=_("%(actor)s referred “%(subject)s” to “%(body_name)s”"),
    told=told_of_a_referral,
    address=_page,
    about=_about,
)

ALL: list[Verb] = [
    COMMENTED,
    SUPPORTED,
    SUPPORT_TAKEN_BACK,
    NAME_TAKEN_OUT,
    *ANSWERED.values(),
    DRAFT_SAVED,
    VERSION_PUBLISHED,
    RECOMMENDATION_REFERRED,
]
