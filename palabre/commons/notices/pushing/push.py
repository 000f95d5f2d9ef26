"""What is pushed to browsers, and when. It says how many subjects have news and where to read of them, nothing else.

A push goes out when the mail about the same notices did: so the rhythm, the hour and the number of mails that someone
chose hold for it too. Whoever wants no mail is told at their hour, once a day; what the law owes goes at once, and what
waits for that hour with it. What was read meanwhile, or may no longer be read, is not counted.

A browser is claimed by one conditional UPDATE of when it was told, before it is told: a crash in between loses that
push, and none goes out twice. The notice itself stands on its page.
"""

import json
import logging
import time
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils import translation
from django.utils.translation import ngettext

from palabre.commons.notices.models import Device, Mute, Notice, Rhythm
from palabre.commons.notices.pushing import sealed
from palabre.commons.notices.pushing.devices import is_offered, may_push_to
from palabre.commons.notices.queries import told_to
from palabre.commons.notices.slots import next_slot
from palabre.core import clock, outward
from palabre.people.models import Cooperative, Member

log = logging.getLogger("palabre.notices")

AT_ONCE = 100  # browsers a round; each may take ten seconds at worst
KEPT_FOR = timedelta(days=1)  # how long a service keeps it for a browser that is off
LONGEST_WAIT = timedelta(days=2)
LOOKED_AT_AGAIN = timedelta(minutes=10)
MOST_FAILURES = 20
OVER = (404, 410)  # RFC 8030: the subscription is no more


def push_some(limit: int = AT_ONCE) -> int:
    """Tell up to ``limit`` browsers what is due; give how many took it. One that is gone is forgotten."""
    if not is_offered():
        return 0
    now = clock.now()
    theirs = Notice.objects.filter(member=OuterRef("member"), pk__gt=OuterRef("told_up_to"), read_at=None)
    # A clock that was moved back leaves nobody waiting.
    free = Q(not_before=None) | Q(not_before__lte=now) | Q(not_before__gt=now + LONGEST_WAIT)
    waiting = Device.objects.filter(Q(free, _mailed_since(theirs)) | _mailed_since(theirs.filter(legal=True)))
    waiting = waiting.filter(member__is_active=True).select_related("member")
    return sum(_tell(device, now) for device in waiting.order_by("told_at", "pk")[:limit])


def _mailed_since(theirs: QuerySet[Notice]) -> Q:
    first = Q(Exists(theirs.exclude(mailed_at=None)), told_at=None)
    return first | Q(Exists(theirs.filter(mailed_at__gt=OuterRef("told_at"))))


def _tell(device: Device, now: datetime) -> bool:
    told = _newer(device, now)
    mine = Device.objects.filter(pk=device.pk, told_at=device.told_at)
    if not told:  # muted or closed since it was mailed
        mine.update(not_before=now + LOOKED_AT_AGAIN)
        return False
    rhythm = Rhythm.objects.filter(member=device.member).first() or Rhythm(member=device.member)
    waits = rhythm.pace == Rhythm.Pace.NEVER and not any(notice.legal for notice in told)
    if waits and (until := _hour_for(told, rhythm)) > now:
        mine.update(not_before=until)
        return False
    if not mine.update(told_at=now, not_before=None):
        return False  # another worker was faster
    return _bring(device, message(device.member, told))


def _newer(device: Device, now: datetime) -> list[Notice]:
    """Mailed since the last push (or wanted without mail), not read, still readable, not muted since."""
    mutes = Mute.objects.filter(member=device.member, about_kind=OuterRef("about_kind"), about_id=OuterRef("about_id"))
    newer = told_to(device.member).filter(pk__gt=device.told_up_to, read_at=None, mailed_at__lte=now)
    if device.told_at:
        newer = newer.filter(mailed_at__gt=device.told_at)
    return list(newer.filter(Q(legal=True) | ~Exists(mutes)))


def _hour_for(told: list[Notice], rhythm: Rhythm) -> datetime:
    """For whoever wants no mail: the first time their hour came after the oldest of these."""
    oldest = min(notice.at for notice in told)
    return next_slot(Rhythm.Pace.DAILY, rhythm.hour, rhythm.weekday, rhythm.zone, oldest)


def message(member: Member, told: list[Notice]) -> bytes:
    """In the member's language; no title and no name, since it stands on a screen that others may see."""
    language = member.language if member.language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
    count = len({(notice.about_kind, notice.about_id) for notice in told})
    with translation.override(language):
        said = ngettext("There is news on %(count)s subject.", "There is news on %(count)s subjects.", count)
    words = {
        "title": Cooperative.current().name,
        "body": said % {"count": count},
        "path": reverse("notices:notices"),
        "lang": language,
    }
    return json.dumps(words, ensure_ascii=False).encode()[: sealed.LONGEST]


def _bring(device: Device, words: bytes) -> bool:
    """One call. Its address is looked at again: the list of services may have become shorter."""
    if not may_push_to(device.endpoint):
        device.delete()
        return False
    try:
        status = outward.post(device.endpoint, *_sealed(device, words)).status
    except outward.Unreached:
        status = 0
    if 200 <= status < 300:
        Device.objects.filter(pk=device.pk).update(failures=0)
        return True
    failures = device.failures + 1
    log.info("a push was not taken", extra={"facts": {"device": device.pk, "status": status, "times": failures}})
    if status in OVER or failures >= MOST_FAILURES:
        device.delete()
    else:
        Device.objects.filter(pk=device.pk).update(failures=failures)
    return False


def _sealed(device: Device, words: bytes) -> tuple[bytes, dict[str, str]]:
    key = sealed.key_from(settings.PUSH_KEY)
    now = time.time()  # never moved: a service compares it with its own
    headers = {
        "Authorization": sealed.authorization(device.endpoint, key=key, contact=settings.SITE_URL, now=now),
        "Content-Encoding": "aes128gcm",
        "Content-Type": "application/octet-stream",
        "TTL": str(int(KEPT_FOR.total_seconds())),
        "Topic": "news",  # a newer one takes the place of one that waits
    }
    return sealed.sealed(words, sealed.keys_of(device.point, device.secret)), headers
