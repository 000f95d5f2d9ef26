"""Links that work without signing in and can do one thing only: stop mail, or take that back.

They carry no date: the stop link of a mail found two years later still stops. Whoever holds someone's mail can
stop someone's mail, as with any such link; it can be taken back from the next page or from "me".
"""

from dataclasses import dataclass
from functools import cache

from django.core.signing import BadSignature, Signer, TimestampSigner
from django.urls import reverse

from palabre.commons.notices.inbound.sealed import mark_of
from palabre.people.models import Member

_STOP = Signer(salt="palabre.notices.stop")
_ARRIVED = TimestampSigner(salt="palabre.notices.arrived")
_UNDO = Signer(salt="palabre.notices.undo")


@dataclass(frozen=True, slots=True)
class Stop:
    """For whom, and what: one thing, or (with an empty ``kind``) all mail. ``pace`` is what an undo goes back to."""

    member: int
    kind: str = ""
    pk: int = 0
    pace: str = ""


def stop_path(stop: Stop) -> str:
    return _address("notices:stop").replace("-", _STOP.sign_object([stop.member, stop.kind, stop.pk]))


@cache
def _address(name: str) -> str:
    """The address of such a page, with a dash where its token stands: a mail holds many, and each takes a while."""
    return reverse(name, args=["-"])


def undo_path(stop: Stop) -> str:
    return reverse("notices:stopped", args=[_UNDO.sign_object([stop.member, stop.kind, stop.pk, stop.pace])])


def read_stop(token: str) -> Stop | None:
    return _read(_STOP, token)


def read_undo(token: str) -> Stop | None:
    return _read(_UNDO, token)


def arrived_path(member: Member) -> str:
    """For a day: that a mail to this address of theirs arrived."""
    return reverse("notices:arrived", args=[_ARRIVED.sign_object([member.pk, mark_of(member.email).hex()])])


def read_arrived(token: str) -> tuple[int, str] | None:
    """Whose mail arrived, and the mark of the address at which."""
    try:
        member, mark = _ARRIVED.unsign_object(token, max_age=24 * 3600)
    except BadSignature:
        return None
    return member, mark


def _read(signer: Signer, token: str) -> Stop | None:
    try:
        return Stop(*signer.unsign_object(token))
    except BadSignature:
        return None
