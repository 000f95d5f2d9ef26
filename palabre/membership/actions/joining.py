"""From an account to a membership: asking, admitting, declining."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from palabre.commons.trail.record import record
from palabre.core import clock
from palabre.core.nouns import said
from palabre.core.verdict import no, require
from palabre.membership import policies, verbs
from palabre.membership.models import JoinRequest
from palabre.people.models import Audience, Belonging, Branch, College, Duty, Listed, Member


@transaction.atomic
def ask_to_join(member: Member, *, by: Member, branch: Branch, message: str) -> JoinRequest:
    """Ask to become a member, for oneself. Told are the secretariat and the keepers of the branch's register.

    Nothing is opened by asking: members' things stay closed until someone admits. Asking again while the first
    request is open is refused (``Refused``), so a double click asks once; so is asking too often in a week.
    """
    member = Member.objects.select_for_update(of=("self",)).get(pk=member.pk)
    require(policies.may_change_name(by, member))
    require(policies.may_ask_to_join(member))
    request = JoinRequest.objects.create(
        member=member, branch=branch, message=message.strip(), audience=_readers_of_request(member, branch)
    )
    record(verbs.JOIN_ASKED, request, by=by, branch_name=branch.name)
    return request


@transaction.atomic
def admit(request: JoinRequest, *, by: Member, college: College, from_on: date, shares: int = 1) -> Belonging:
    """Answer yes: open a belonging from ``from_on``, in the branch asked for and a college of its legal entity.

    What members may read opens by itself that day: audiences are asked at every page. Raises ``Refused`` when
    ``by`` may not, when the request was answered meanwhile, or when the person belongs already.
    """
    request = _locked(request)
    require(policies.may_answer(by, request))
    if college.entity_id != request.branch.entity_id:
        the_branch = {"the_branch": said("branch", "the")}
        require(no(_("This college belongs to another legal entity than %(the_branch)s.") % the_branch))
    if Belonging.objects.in_force().filter(member=request.member, entity=college.entity, until_on=None).exists():
        require(no(_("This person is a member there already.")))
    opened = Belonging.objects.create(
        member=request.member,
        entity=college.entity,
        college=college,
        branch=request.branch,
        shares=shares,
        from_on=from_on,
    )
    _answer(request, by, JoinRequest.Outcome.ADMITTED, "")
    record(verbs.ADMITTED, request, by=by, college=college.pk, from_on=from_on.isoformat())
    return opened


@transaction.atomic
def decline(request: JoinRequest, *, by: Member, reason: str) -> JoinRequest:
    """Answer no, with the reason, which the person reads. The account stays; they may ask again later."""
    request = _locked(request)
    require(policies.may_answer(by, request))
    if not reason.strip():
        require(no(_("Please say why: the person who asked will read it.")))
    _answer(request, by, JoinRequest.Outcome.DECLINED, reason.strip())
    record(verbs.DECLINED, request, by=by)
    return request


def _locked(request: JoinRequest) -> JoinRequest:
    found = JoinRequest.objects.select_for_update(of=("self",)).select_related("member", "branch")
    return found.get(pk=request.pk)


def _answer(request: JoinRequest, by: Member, outcome: JoinRequest.Outcome, reason: str) -> None:
    request.outcome, request.reason = outcome, reason
    request.answered_at, request.answered_by = clock.now(), by
    request.save(update_fields=["outcome", "reason", "answered_at", "answered_by"])


def _readers_of_request(member: Member, branch: Branch) -> Audience:
    """The person, and until their duty ends those who answer requests of this branch today."""
    audience = Audience.objects.create(reach=Audience.Reach.LISTED, label="a request to join")
    duties = Duty.objects.on(clock.today()).filter(kind__in=JoinRequest.ANSWERED_BY).over(branch=branch)
    until: dict[int, date] = {}
    for duty in duties.exclude(member=member):
        until[duty.member_id] = max(until.get(duty.member_id, duty.until_on), duty.until_on)
    rows = [Listed(audience=audience, member_id=pk, until_at=clock.end_of(day)) for pk, day in until.items()]
    Listed.objects.bulk_create([Listed(audience=audience, member=member, by_standing=False), *rows])
    return audience
