"""What members may do, as the cooperative tells them."""

from collections.abc import Sequence

from django.db import transaction

from palabre.commons.trail.record import record
from palabre.core.verdict import require
from palabre.membership import policies, verbs
from palabre.membership.models import MemberRight
from palabre.people.models import Audience, Cooperative, Member


@transaction.atomic
def set_rights(*, by: Member, rights: Sequence[MemberRight]) -> int:
    """Tell members from now on that these are their rights, in this order, and no others; give how many they are.

    It gives and takes no right: the statutes do. Unsaved rows are what is given. The same as before: nothing is
    recorded. Raises ``Refused`` when ``by`` does not keep the secretariat.
    """
    require(policies.may_dress_cooperative(by))
    Cooperative.objects.get_or_create(pk=1, defaults={"name": Cooperative.current().name})
    cooperative = Cooperative.objects.select_for_update(of=("self",)).get(pk=1)
    before = [_said(right) for right in MemberRight.objects.all()]
    if before != [_said(right) for right in rights]:
        MemberRight.objects.all().delete()
        for position, right in enumerate(rights):
            right.position = position
        MemberRight.objects.bulk_create(rights)
        record(verbs.RIGHTS_SET, cooperative, by=by, audience=Audience.wide("public"), count=len(rights))
    return len(rights)


def _said(right: MemberRight) -> tuple[str, str, str, int | None]:
    return right.sentence, right.article, right.where, right.college_id
