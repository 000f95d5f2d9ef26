"""Put a point on a body's agenda as a member: propose it, support it, add to it, take it back."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from palabre.commons.conversations.policies import SUPPORTS_WITHIN, may_hurry
from palabre.commons.trail.pace import done_lately
from palabre.commons.trail.record import record
from palabre.core import clock
from palabre.core.verdict import require
from palabre.governance import request_policies as policies
from palabre.governance import request_verbs as verbs
from palabre.governance.models import AgendaRequest, AgendaRequestCorrection, AgendaRequestSupport, Body
from palabre.governance.request_colleges import colleges_missing
from palabre.governance.request_terms import LONGEST, Wording, speaking_faults, terms_of
from palabre.governance.ruled import rulebook_of
from palabre.people.models import Member
from palabre.people.policies import may_read

State = AgendaRequest.State


@transaction.atomic
def propose_point(body: Body, *, by: Member, wording: Wording) -> AgendaRequest:
    """Ask to put a point on the agenda of ``body``. It is open to the body's readers, and its words never change.

    It runs under the rules of today, whatever becomes of them. Its author counts as the first to support it; where the
    author alone suffices it is admissible at once. Raises ``Refused`` for whoever may not, or has as many open points
    as the rules allow; ``ValidationError`` (by field) when words are missing.
    """
    Member.objects.select_for_update(of=("self",), no_key=True).get(pk=by.pk)  # the number is counted under this lock
    body = Body.objects.get(pk=body.pk)
    require(may_read(by, body))
    require(policies.may_propose(by, body))
    if faults := wording.faults():
        raise ValidationError(faults)

    rulebook = rulebook_of(body)
    terms = terms_of(body, rulebook)
    asked = AgendaRequest.objects.create(
        body=body,
        audience=body.audience,
        author=by,
        title=wording.title.strip(),
        why=wording.why.strip(),
        what=wording.what.strip(),
        speaks=wording.speaks,
        speech=_speech(wording.speaks, wording.speech),
        supporters_needed=terms.supporters,
        supporters_each_college=terms.each_college,
        days_before=terms.days_before,
        answer_days=terms.answer_days,
        rulebook=rulebook,
        closes_on=None if terms.open_days is None else clock.today() + timedelta(days=terms.open_days),
    )
    record(verbs.PROPOSED, asked, by=by, body=body.pk, body_name=body.name)
    admit_if_reached(asked)
    return asked


@transaction.atomic
def support_point(asked: AgendaRequest, *, by: Member) -> bool:
    """Stand behind a member's point; true if that is new. The last one needed makes it admissible.

    The entry does not name the supporter. Raises ``Refused`` for one's own words, whoever is no member today, after
    the closing or the answer, or too much in a few minutes.
    """
    asked = _taken(asked, by)
    require(policies.may_support(by, asked))
    if asked.supports.filter(member=by).exists():
        return False
    AgendaRequestSupport.objects.create(request=asked, member=by)
    record(verbs.SUPPORTED, asked, by=by, actor_name=_("Someone"))
    admit_if_reached(asked)
    return True


@transaction.atomic
def take_back_point_support(asked: AgendaRequest, *, by: Member) -> bool:
    """Stop standing behind a member's point; true if there was a support. What was reached stays reached."""
    asked = _taken(asked, by)
    removed, _rows = asked.supports.filter(member=by).delete()
    if removed:
        record(verbs.SUPPORT_TAKEN_BACK, asked, by=by, actor_name=_("Someone"))
    return bool(removed)


@transaction.atomic
def correct_point(asked: AgendaRequest, *, by: Member, text: str) -> AgendaRequestCorrection:
    """Add a correction beside the words that were supported; they stay as they are. Raises as above."""
    asked = locked(asked)
    require(policies.may_add_to(by, asked))
    if not text.strip() or len(text) > LONGEST:
        raise ValidationError({"text": _("Please write this in a few words.")})
    correction = AgendaRequestCorrection.objects.create(request=asked, text=text.strip())
    record(verbs.CORRECTED, asked, by=by, body=asked.body_id, body_name=asked.body.name)
    return correction


@transaction.atomic
def choose_speaking(asked: AgendaRequest, *, by: Member, speaks: str, speech: str = "") -> AgendaRequest:
    """Say how one wishes to speak of one's point at the meeting, until it begins. Raises as above."""
    asked = locked(asked)
    require(policies.may_add_to(by, asked))
    if faults := speaking_faults(speaks, speech):
        raise ValidationError(faults)
    asked.speaks, asked.speech = speaks, _speech(speaks, speech)
    asked.save(update_fields=["speaks", "speech"])
    record(verbs.SPEAKING_CHOSEN, asked, by=by, body=asked.body_id, body_name=asked.body.name)
    return asked


@transaction.atomic
def withdraw_point(asked: AgendaRequest, *, by: Member) -> AgendaRequest:
    """Take one's own point back before it is answered. Those who supported it are told."""
    asked = locked(asked)
    require(policies.may_withdraw(by, asked))
    asked.state, asked.merge_into = State.WITHDRAWN, None
    asked.save(update_fields=["state", "merge_into"])
    record(verbs.WITHDRAWN, asked, by=by, body=asked.body_id, body_name=asked.body.name)
    return asked


def locked(asked: AgendaRequest) -> AgendaRequest:
    """The point under lock, read again: supports, answers and the worker's round come one after the other."""
    there = AgendaRequest.objects.select_for_update(of=("self",)).select_related("body", "item__meeting")
    return there.get(pk=asked.pk)


def admit_if_reached(asked: AgendaRequest) -> bool:
    """Make a point admissible once enough members stand behind it that day, of each college where the rules say so.

    Call under its lock; true if it became so. From that day runs the time until the guaranteed answer.
    """
    if asked.state != State.GATHERING or asked.is_over:
        return False
    backing = AgendaRequest.objects.backing_of(asked)
    if backing < asked.supporters_needed or colleges_missing(asked):
        return False
    asked.state, asked.admissible_at, asked.reached_with = State.ADMISSIBLE, clock.now(), backing
    if asked.answer_days is not None:
        asked.answer_due_on = clock.today() + timedelta(days=asked.answer_days)
    asked.save(update_fields=["state", "admissible_at", "reached_with", "answer_due_on"])
    record(verbs.ADMITTED, asked, by=None, body=asked.body_id, body_name=asked.body.name, count=backing)
    return True


def _taken(asked: AgendaRequest, by: Member) -> AgendaRequest:
    """Under lock, for whoever may read it and is not in haste. The member first: the limit is over all points."""
    Member.objects.select_for_update(of=("self",), no_key=True).get(pk=by.pk)
    require(may_read(by, asked))
    lately = done_lately(verbs.SUPPORTED, verbs.SUPPORT_TAKEN_BACK, by=by, within=SUPPORTS_WITHIN)
    require(may_hurry(lately))
    return locked(asked)


def _speech(speaks: str, speech: str) -> str:
    return speech.strip() if speaks == AgendaRequest.Speaks.READ else ""
