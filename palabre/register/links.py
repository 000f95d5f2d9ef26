"""Links of invitations: drawn, shown or mailed once, and kept as a hash only."""

from django.conf import settings
from django.urls import reverse

from palabre.core.drawn_secrets import hash_of
from palabre.people.models import Member
from palabre.register.invitation_policies import may_use
from palabre.register.models import Invitation


def address_of(secret: str) -> str:
    """The whole link, as it stands in a mail or on paper."""
    return f"{settings.SITE_URL}{reverse('register:invited', args=[secret])}"


def invitation_of(secret: str) -> Invitation | None:
    """The invitation, while its link opens something. Reads only: mail scanners follow links. Three queries at most."""
    found = Invitation.objects.filter(sha256=hash_of(secret)).select_related("member", "entity").first()
    member = found.member if found else Member()
    return found if may_use(found, member) else None
