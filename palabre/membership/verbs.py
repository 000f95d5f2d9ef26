"""What can happen in this chapter, and who is told."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from palabre.commons.trail.models import Entry
from palabre.commons.trail.verbs import About, Told, Verb, Why
from palabre.core import clock
from palabre.membership.models import JoinRequest
from palabre.people.models import Duty

WHY = {Duty.Kind.REGISTER: Why.REGISTER, Duty.Kind.SECRETARIAT: Why.SECRETARIAT}


def _those_who_answer(entry: Entry) -> Told:
    """Whose duty counts in the branch that was asked for: there, in its entity, or everywhere."""
    asked = JoinRequest.objects.filter(pk=entry.subject_id).select_related("branch")
    for request in asked:
        duties = Duty.objects.on(clock.today()).filter(kind__in=JoinRequest.ANSWERED_BY).over(branch=request.branch)
        for member, kind in duties.order_by("id").values_list("member", "kind"):
            yield member, WHY[Duty.Kind(kind)]


def _who_asked(entry: Entry) -> Told:
    for member in JoinRequest.objects.filter(pk=entry.subject_id).values_list("member", flat=True):
        yield member, Why.ASKED


def _admissions(entry: Entry) -> str:
    return reverse("membership:admissions")


def _me(entry: Entry) -> str:
    return reverse("membership:me")


def _who_holds(entry: Entry) -> Told:
    for member in Duty.objects.filter(pk=entry.subject_id).values_list("member", flat=True):
        yield member, Why.OWNER


def _duties(entry: Entry) -> str:
    return reverse("membership:duties")


def _about(entry: Entry) -> str:
    return reverse("membership:about")


def _tokens(entry: Entry) -> str:
    return reverse("membership:tokens")


def _sessions(entry: Entry) -> str:
    return reverse("membership:sessions")


def _oneself(entry: Entry) -> list[About]:
    """Only pages of whoever did it."""
    return [("people.member", entry.actor_id or 0)]


JOIN_ASKED = Verb(
    key="membership.join_asked",
    sentence=_("%(actor)s asks to become a member (%(branch_name)s)"),
    told=_those_who_answer,
    address=_admissions,
)
ADMITTED = Verb(
    key="membership.admitted",
    sentence=_("%(actor)s opened the membership of %(subject)s"),
    told=_who_asked,
    address=_me,
)
DECLINED = Verb(
    key="membership.declined",
    sentence=_("%(actor)s answered the request of %(subject)s: not for now"),
    told=_who_asked,
    address=_me,
)
NAME_CHANGED = Verb(key="membership.name_changed", sentence=_("%(actor)s changed the name they are shown by"))
COOPERATIVE_DRESSED = Verb(
    key="membership.cooperative_dressed", sentence=_("%(actor)s changed the name or the look of %(subject)s")
)
ACCOUNTS_CLOSE = Verb(
    key="membership.accounts_close",
    sentence=_("%(actor)s chose that the accounts of those who leave are closed"),
)
ACCOUNTS_STAY = Verb(
    key="membership.accounts_stay",
    sentence=_("%(actor)s chose that the accounts of those who leave stay open, without any right of a member"),
)
HOUSE_TEXT_PUBLISHED = Verb(
    key="membership.house_text_published",
    sentence=_("%(actor)s published version %(number)s of: %(subject)s"),
    address=_about,
)
NOUNS_CHOSEN = Verb(key="membership.nouns_chosen", sentence=_("%(actor)s chose the words %(subject)s calls things by"))
RIGHTS_SET = Verb(
    key="membership.rights_set", sentence=_("%(actor)s wrote anew what members of %(subject)s may do (%(count)s)")
)
WITNESSES_NAMED = Verb(
    key="membership.witnesses_named",
    sentence=_("%(actor)s changed who receives the seals of the record by mail (%(count)s in all)"),
)
DUTY_ENTRUSTED = Verb(
    key="membership.duty_entrusted",
    sentence=_("%(actor)s entrusted a duty: %(subject)s (%(place)s)"),
    told=_who_holds,
    address=_duties,
)
DUTY_ENDED = Verb(
    key="membership.duty_ended",
    sentence=_("%(actor)s ended a duty: %(subject)s (%(place)s)"),
    told=_who_holds,
    address=_duties,
)
FIRST_ENTRUSTED = Verb(
    key="membership.first_entrusted",
    sentence=_("From the machine’s command line, a duty for the whole of %(subject)s was entrusted: %(kind_name)s"),
    address=_duties,
)
TOKEN_MADE = Verb(
    key="membership.token_made",
    sentence=_("%(actor)s made a token: “%(subject)s”"),
    address=_tokens,
    touches=_oneself,
)
TOKEN_ENDED = Verb(
    key="membership.token_ended",
    sentence=_("%(actor)s ended a token: “%(subject)s”"),
    address=_tokens,
    touches=_oneself,
)
SECOND_STEP_ENDED = Verb(
    key="membership.second_step_ended",
    sentence=_("Whoever runs the machine ended the second step of an account, whose owner had lost it"),
)
SESSIONS_ENDED = Verb(
    key="membership.sessions_ended",
    sentence=_("%(actor)s signed out elsewhere (%(count)s in all)"),
    address=_sessions,
    touches=_oneself,
)

ALL: list[Verb] = [
    JOIN_ASKED,
    ADMITTED,
    DECLINED,
    NAME_CHANGED,
    COOPERATIVE_DRESSED,
    ACCOUNTS_CLOSE,
    ACCOUNTS_STAY,
    HOUSE_TEXT_PUBLISHED,
    NOUNS_CHOSEN,
    RIGHTS_SET,
    WITNESSES_NAMED,
    DUTY_ENTRUSTED,
    DUTY_ENDED,
    FIRST_ENTRUSTED,
    TOKEN_MADE,
    TOKEN_ENDED,
    SESSIONS_ENDED,
    SECOND_STEP_ENDED,
]
