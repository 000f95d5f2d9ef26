"""What concerns a person alone is read by them alone."""

from palabre.people.models import Audience, Listed, Member


def only(member: Member) -> Audience:
    """The audience of one: what concerns a person alone. Made when first needed, under the member's row lock."""
    label = f"only member {member.pk}"
    found = Audience.objects.filter(reach=Audience.Reach.LISTED, label=label).first()
    if not found:
        found = Audience.objects.create(reach=Audience.Reach.LISTED, label=label)
        Listed.objects.create(audience=found, member=member)
    return found
