"""What concerns a person alone is read by them alone; what another door keeps, by nobody through the common one."""

from palabre.people.models import Audience, Listed, Member

_LABEL = "only member "
_NOBODY = "nobody"


def is_of_one(label: str) -> bool:
    """Whether an audience with this label is the one of ``only``."""
    return label.startswith(_LABEL)


def label_for(member: Member) -> str:
    return f"{_LABEL}{member.pk}"


def only(member: Member) -> Audience:
    """The audience of one: what concerns a person alone. Made when first needed, under the member's row lock."""
    label = label_for(member)
    found = Audience.objects.filter(reach=Audience.Reach.LISTED, label=label).first()
    if not found:
        found = Audience.objects.create(reach=Audience.Reach.LISTED, label=label)
        Listed.objects.create(audience=found, member=member, by_standing=False)
    return found


def nobody() -> Audience:
    """The audience of nobody: what is handed out through its chapter’s own door, which asks a policy each time."""
    found = Audience.objects.filter(reach=Audience.Reach.LISTED, label=_NOBODY).order_by("pk").first()
    return found or Audience.objects.create(reach=Audience.Reach.LISTED, label=_NOBODY)
