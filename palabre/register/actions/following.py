"""The branches one follows besides one's home: one's own choice."""

from django.db import transaction

from palabre.commons.trail.record import record
from palabre.core import clock
from palabre.core.verdict import require
from palabre.people.alone import only
from palabre.people.models import Branch, BranchFollow, Member
from palabre.register import policies, verbs


@transaction.atomic
def follow_branch(branch: Branch, *, by: Member) -> BranchFollow:
    """Follow a branch from today. It gives no right there. Again: nothing more happens. Raises ``Refused``."""
    Member.objects.select_for_update(of=("self",)).get(pk=by.pk)
    there = BranchFollow.objects.filter(member=by, branch=branch, until_on=None).first()
    if there:
        return there
    require(policies.may_follow(by, branch))
    follow = BranchFollow.objects.create(member=by, branch=branch)
    record(verbs.BRANCH_FOLLOWED, branch, by=by, audience=only(by))
    return follow


@transaction.atomic
def leave_branch(branch: Branch, *, by: Member) -> None:
    """Follow it no longer, from today; that it was followed stays written. Not followed: nothing happens."""
    Member.objects.select_for_update(of=("self",)).get(pk=by.pk)
    require(policies.may_leave(by))
    if BranchFollow.objects.filter(member=by, branch=branch, until_on=None).update(until_on=clock.today()):
        record(verbs.BRANCH_LEFT, branch, by=by, audience=only(by))
