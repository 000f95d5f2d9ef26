"""The answer a policy gives: yes, or no with a sentence the member may read."""

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.utils.functional import Promise


@dataclass(frozen=True, slots=True)
class Verdict:
    """Truthy when allowed; otherwise ``reason`` says why, and what would help.

    ``retry`` marks a no that time alone lifts (a rate limit): it is answered with 429, not 403.
    """

    allowed: bool
    reason: str | Promise = ""
    retry: bool = False

    def __bool__(self) -> bool:
        return self.allowed


YES = Verdict(allowed=True)


def no(reason: str | Promise) -> Verdict:
    return Verdict(allowed=False, reason=reason)


def not_yet(reason: str | Promise) -> Verdict:
    """A no that waiting lifts, such as too many comments in ten minutes."""
    return Verdict(allowed=False, reason=reason, retry=True)


class Refused(PermissionDenied):
    """Raised by actions; becomes a 403 (or 429) page that shows the verdict's reason."""

    def __init__(self, verdict: Verdict) -> None:
        super().__init__(verdict.reason)
        self.verdict = verdict


def require(verdict: Verdict) -> None:
    """Raise ``Refused`` unless the verdict is yes. Actions call it under their row lock."""
    if not verdict:
        raise Refused(verdict)
