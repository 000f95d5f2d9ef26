"""Links that work without signing in and can do one thing only: stop mail, or take that back.

They carry no date: the stop link of a mail found two years later still stops. Whoever holds someone's mail can
stop someone's mail, as with any such link; it can be taken back from the next page or from "me".
"""

from dataclasses import dataclass

from django.core.signing import BadSignature, Signer
from django.urls import reverse

_STOP = Signer(salt="palabre.notices.stop")
_UNDO = Signer(salt="palabre.notices.undo")


@dataclass(frozen=True, slots=True)
class Stop:
    """For whom, and what: one thing, or (with an empty ``kind``) all mail. ``pace`` is what an undo goes back to."""

    member: int
    kind: str = ""
    pk: int = 0
    pace: str = ""


def stop_path(stop: Stop) -> str:
    return reverse("notices:stop", args=[_STOP.sign_object([stop.member, stop.kind, stop.pk])])


def undo_path(stop: Stop) -> str:
    return reverse("notices:stopped", args=[_UNDO.sign_object([stop.member, stop.kind, stop.pk, stop.pace])])


def read_stop(token: str) -> Stop | None:
    return _read(_STOP, token)


def read_undo(token: str) -> Stop | None:
    return _read(_UNDO, token)


def _read(signer: Signer, token: str) -> Stop | None:
    try:
        return Stop(*signer.unsign_object(token))
    except BadSignature:
        return None
