"""Who reads what concerns the secretariat, and perhaps one other person."""

from palabre.core import clock
from palabre.people.models import Audience, Duty, Listed, Member


def secretariat_and(member: Member | None = None) -> Audience:
    """Until their duty ends those who keep the secretariat today; and ``member``, if there is one."""
    audience = Audience.objects.create(reach=Audience.Reach.LISTED, label="the secretariat, about the directory")
    duties = Duty.objects.on(clock.today()).filter(kind=Duty.Kind.SECRETARIAT).over()
    until = {duty.member_id: clock.end_of(duty.until_on) for duty in duties.order_by("until_on")}
    if member:
        until.pop(member.pk, None)
        Listed.objects.create(audience=audience, member=member, by_standing=False)
    Listed.objects.bulk_create([Listed(audience=audience, member_id=pk, until_at=end) for pk, end in until.items()])
    return audience
