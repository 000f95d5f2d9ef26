"""What someone asked of the directory, signed: a page of results opens for them alone, for an hour.

So every search is counted where it is asked (``actions.searching``), none by making up an address; reading the results
again, or going back to them, costs nothing and writes nothing.
"""

from dataclasses import astuple, dataclass

from django.core import signing

SALT = "palabre.directory.asked"
GOOD_FOR = 3600  # seconds


@dataclass(frozen=True, slots=True)
class Asked:
    """Words of a trade or a skill, a branch's key, a language's code, a part of a name; what is empty is not asked."""

    words: str = ""
    branch: int | None = None
    language: str = ""
    name: str = ""


def sign(asked: Asked, member: int) -> str:
    return signing.dumps([member, *astuple(asked)], salt=SALT, compress=True)


def read(token: str, member: int) -> Asked | None:
    """What was asked; None for what is not ours, another's, or older than an hour."""
    try:
        whose, *said = signing.loads(token, salt=SALT, max_age=GOOD_FOR)
        return Asked(*said) if whose == member else None
    except (signing.BadSignature, TypeError, ValueError):
        return None
