"""What must always be true of erasures."""

from collections.abc import Iterator

from palabre.commons.trail import invariants
from palabre.commons.trail.models import EntryDetails
from palabre.privacy.models import Erasure


def erased_means_erased() -> Iterator[str]:
    """Nobody signs in to an account that was erased, and no entry of theirs has words."""
    for pk, active, email in Erasure.objects.done().values_list("member", "member__is_active", "member__email"):
        if active or not email.endswith("@erased.invalid"):
            yield f"Member {pk} was erased and can still sign in."
    done = Erasure.objects.done().values("member")
    later = EntryDetails.objects.filter(entry__actor__in=done, erased_at=None).values_list("pk", flat=True)
    for pk in later.order_by("pk"):
        yield f"Entry {pk} is by a member who was erased and still has words."


def register_own() -> None:
    invariants.register("privacy: erasures", erased_means_erased)
