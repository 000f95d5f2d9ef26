"""Who outside keeps the seals of the record."""

from collections.abc import Iterable

from django.db import transaction

from palabre.commons.trail.record import record
from palabre.core.verdict import require
from palabre.membership import policies, verbs
from palabre.membership.models import Witness
from palabre.people.models import Audience, Cooperative, Member


@transaction.atomic
def name_witnesses(*, by: Member, addresses: Iterable[str]) -> int:
    """Send the newest seal to these addresses from now on, and to no other; give how many they are.

    Who stays keeps the day of the last mail, so nobody gets two. The entry says how many there are, never who.
    Raises ``Refused`` when ``by`` does not keep the secretariat.
    """
    require(policies.may_name_witnesses(by))
    Cooperative.objects.get_or_create(pk=1, defaults={"name": Cooperative.current().name})
    cooperative = Cooperative.objects.select_for_update(of=("self",)).get(pk=1)
    before, wanted = set(Witness.objects.values_list("address", flat=True)), set(addresses)
    if before != wanted:
        Witness.objects.filter(address__in=before - wanted).delete()
        Witness.objects.bulk_create(Witness(address=address) for address in sorted(wanted - before))
        record(verbs.WITNESSES_NAMED, cooperative, by=by, audience=Audience.wide("public"), count=len(wanted))
    return len(wanted)
