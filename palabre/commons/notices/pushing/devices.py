"""Browsers that someone wants to be told on: added and ended by them, ended by whoever brings the messages.

Personal wishes, as ``preferences``: nothing of it is in the trail.
"""

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from palabre.commons.notices.models import Device, Notice
from palabre.commons.notices.pushing import sealed
from palabre.core import clock
from palabre.core.outward import may_be_called
from palabre.core.verdict import YES, Verdict, no, require
from palabre.people.models import Member

MOST = 5  # of one person


def is_offered() -> bool:
    """Whether this house pushes at all: the operator made a key."""
    return bool(settings.PUSH_KEY)


def public_key() -> str:
    """What a browser asks for before it agrees."""
    return sealed.packed(sealed.point_of(sealed.key_from(settings.PUSH_KEY)))


def may_push_to(endpoint: str) -> Verdict:
    """Whether this is the address of a push service we know: theirs are the only machines called for this."""
    if not (may := may_be_called(endpoint)):
        return may
    parts = urlsplit(endpoint)
    host = str(parts.hostname)
    if not any(_is_one_of(host, known) for known in settings.PUSH_HOSTS):
        return no(_("We do not know the service by which this browser is told. Please use another browser."))
    return YES


def _is_one_of(host: str, known: str) -> bool:
    return host.endswith(known[1:]) if known.startswith("*.") else host == known


def told_on(member: Member) -> dict[str, Any]:
    """For the page of one's mail: one's browsers, and what another one needs to be added. Nothing where none is."""
    if not is_offered():
        return {"push_key": ""}
    found = list(Device.objects.filter(member=member).order_by("pk"))
    return {"push_key": public_key(), "devices": found, "may_add": len(found) < MOST}


@transaction.atomic
def add_device(member: Member, *, endpoint: str, point: str, secret: str, label: str) -> Device:
    """From now on tell ``member`` on this browser too. What they were told before is not pushed afterwards.

    A browser that somebody else had added (they share it) is theirs no more. Raises ``Refused`` for an address that is
    no push service we know, for keys that are none, and for a sixth browser.
    """
    require(_may_add(member, endpoint, point, secret))
    newest = Notice.objects.filter(member=member).order_by("-pk").values_list("pk", flat=True).first() or 0
    keys = {"point": point, "secret": secret, "label": label, "told_up_to": newest, "failures": 0}
    return Device.objects.update_or_create(
        endpoint=endpoint, defaults={"member": member, "made_at": clock.now(), **keys}
    )[0]


def end_device(member: Member, pk: int) -> bool:
    """Tell ``member`` no more there. True if there was one of theirs."""
    return bool(Device.objects.filter(member=member, pk=pk).delete()[0])


def _may_add(member: Member, endpoint: str, point: str, secret: str) -> Verdict:
    if not is_offered():
        return no(_("Messages to browsers are not set up here."))
    if not (may := may_push_to(endpoint)):
        return may
    try:
        sealed.keys_of(point, secret)
    except ValueError:
        return no(_("This browser sent something that we do not understand. Please try again."))
    Member.objects.select_for_update(of=("self",)).get(pk=member.pk)
    if Device.objects.filter(member=member).exclude(endpoint=endpoint).count() >= MOST:
        return no(_("Five browsers are told already. End one of them first."))
    return YES
