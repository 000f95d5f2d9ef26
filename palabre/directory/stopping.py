"""The stop link of a relayed mail: without signing in, it can do one thing only. It carries no date."""

from django.core.signing import BadSignature, Signer
from django.urls import reverse

_STOP = Signer(salt="palabre.directory.stop")


def stop_path(member: int, writer: int) -> str:
    """Where ``member`` says that they want no more from ``writer``, or from anyone."""
    return reverse("directory:letters_stop", args=[_STOP.sign_object([member, writer])])


def read_stop(token: str) -> tuple[int, int] | None:
    try:
        member, writer = _STOP.unsign_object(token)
    except (BadSignature, TypeError, ValueError):
        return None
    return member, writer
