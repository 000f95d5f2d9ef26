"""What someone's membership means: their voice, their branch, what they were entrusted with."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from palabre.core import clock
from palabre.governance.models import Mandate
from palabre.membership.models import JoinRequest, MemberRight
from palabre.people.models import Belonging, Duty, Member, weights_on
from palabre.processes.models import Seat


@dataclass(frozen=True, slots=True)
class Tie:
    """One open belonging: a voice in a college of this weight, so many shares, a branch."""

    college: str
    weight_percent: int
    entity: str
    branch: str
    shares: int
    since: date
    status: str
    votes: bool


@dataclass(frozen=True, slots=True)
class Standing:
    """Something entrusted, where, and until when (None: no end named)."""

    role: str
    place: str
    until_on: date | None


@dataclass(frozen=True, slots=True)
class Membership:
    """Empty ``ties`` mean an account and no membership; ``asked`` is then the last request to join."""

    ties: list[Tie]
    standings: list[Standing]
    asked: JoinRequest | None
    rights: list[MemberRight]


def membership_of(member: Member) -> Membership:
    """Five queries, whatever one holds."""
    ties = ties_of(member)
    asked = None if ties else JoinRequest.objects.filter(member=member).select_related("branch").last()
    return Membership(ties=ties, standings=_standings(member), asked=asked, rights=rights_of(member) if ties else [])


def ties_of(member: Member) -> list[Tie]:
    """The belongings open today, the oldest first, each with what its college weighs today. Three queries, or one."""
    open_today = Belonging.objects.filter(member=member).on(clock.today()).order_by("from_on", "id")
    lines = list(open_today.select_related("college", "entity", "branch", "status"))
    weights = weights_on(clock.today(), pk__in=[line.college_id for line in lines]) if lines else {}
    return [
        Tie(
            college=each.college.name,
            weight_percent=weights[each.college_id],
            entity=each.entity.name,
            branch=each.branch.name,
            shares=each.shares,
            since=each.from_on,
            status=each.status.name if each.status else "",
            votes=not each.status or each.status.votes,
        )
        for each in lines
    ]


def rights_of(member: Member) -> list[MemberRight]:
    """What the cooperative tells ``member`` that they may do today: every member, and those of their colleges.

    One query. Asked for members only: whoever belongs nowhere has none of them.
    """
    colleges = Belonging.objects.filter(member=member).on(clock.today()).values("college")
    return list(MemberRight.objects.filter(Q(college=None) | Q(college__in=colleges)))


def _standings(member: Member) -> list[Standing]:
    today = clock.today()
    duties = Duty.objects.filter(member=member).on(today).select_related("entity", "branch").order_by("id")
    mandates = Mandate.objects.filter(holder=member).on(today).select_related("body").order_by("id")
    seats = Seat.objects.filter(member=member).on(today).select_related("group__process").order_by("id")
    return [
        *[Standing(d.get_kind_display(), str(d.branch or d.entity or ""), d.until_on) for d in duties],
        *[Standing(m.called, m.body.name, m.until_on) for m in mandates],
        *[Standing(s.get_role_display(), f"{s.group.name}, {s.group.process.title}", s.until_on) for s in seats],
    ]
