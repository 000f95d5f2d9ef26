"""A mail at once to whoever's account is to be erased: a stolen session must not do it behind their back."""

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from palabre.core import clock
from palabre.people.models import Cooperative
from palabre.privacy.models import Erasure


def tell_of_erasures() -> int:
    """One mail for each erasure asked for and not told of yet; one that fails is tried again. Gives how many."""
    waiting = Erasure.objects.waiting().filter(told_at=None, due_at__gt=clock.now()).select_related("member")
    sent = 0
    for erasure in waiting.order_by("pk"):
        with override(settings.LANGUAGE_CODE):
            _mail(erasure).send()
        Erasure.objects.filter(pk=erasure.pk).update(told_at=clock.now())
        sent += 1
    return sent


def _mail(erasure: Erasure) -> EmailMessage:
    words = {
        "cooperative": Cooperative.current(),
        "member": erasure.member,
        "due_at": erasure.due_at,
        "link": f"{settings.SITE_URL}{reverse('privacy:erasure')}",
    }
    subject = _("Your account is to be erased")
    text = render_to_string("privacy/mails/erasure.txt", words)
    return EmailMessage(subject, text, to=[erasure.member.email], headers={"Auto-Submitted": "auto-generated"})
