"""End someone's second step, from the machine's command line."""

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from palabre.commons.trail.record import record
from palabre.core.verdict import require
from palabre.membership import verbs
from palabre.membership.policies import may_end_second_step
from palabre.people.models import Audience, Cooperative, Member


@transaction.atomic
def end_second_step(member: Member, *, by: Member | None) -> int:
    """Remove every passkey, app and recovery code of ``member``; give how many. Their password stays.

    For who has lost them all and whom the operator knows to be themselves. The public log says that it was done, not
    to whom; the person is told by mail once it holds. Raises ``Refused`` from anywhere but the command line (``by`` is
    None there), and when there is none to end.
    """
    Member.objects.select_for_update(of=("self",)).get(pk=member.pk)
    mine = Authenticator.objects.filter(user=member)
    require(may_end_second_step(by, has_one=mine.exists()))
    number = mine.delete()[0]
    record(verbs.SECOND_STEP_ENDED, Cooperative.current(), by=by, audience=Audience.wide("public"))
    transaction.on_commit(lambda: _tell(member))
    return number


def _tell(member: Member) -> None:
    with translation.override(member.language):
        house = Cooperative.current()
        words = {"cooperative": house, "house_url": settings.SITE_URL}
        body = render_to_string("membership/mails/second_step_ended.txt", words)
        subject = _("%(name)s: your second step was ended") % {"name": house.name}
        EmailMessage(subject, body, to=[member.email], headers={"Auto-Submitted": "auto-generated"}).send()
