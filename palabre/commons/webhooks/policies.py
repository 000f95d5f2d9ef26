"""Who may let other programs be called."""

from typing import Any

from django.utils.translation import gettext as _

from palabre.commons.webhooks.models import Webhook
from palabre.core.verdict import YES, Verdict, no
from palabre.people.models import Duty
from palabre.people.policies import holds_duty


def may_keep_webhooks(viewer: Any) -> Verdict:
    if holds_duty(viewer, Duty.Kind.SECRETARIAT):
        return YES
    return no(_("The secretariat says which programs are called."))


def may_add_webhook(viewer: Any) -> Verdict:
    if not (may := may_keep_webhooks(viewer)):
        return may
    if Webhook.objects.there().count() >= Webhook.MOST:
        return no(_("There are %(most)s already. End one that is no longer needed.") % {"most": Webhook.MOST})
    return YES


def may_change(viewer: Any, webhook: Webhook) -> Verdict:
    if not (may := may_keep_webhooks(viewer)):
        return may
    return no(_("This one was ended.")) if webhook.ended_at else YES
