"""`bin/bench digest FOLDER`: the morning's mails of a large cooperative, written by one worker; and write the table."""

import argparse
import cProfile
import os
import pstats
import random
import time
from collections.abc import Sequence
from typing import Any

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

from bench import machine, place, report

NAME = "digest"
HELP = "Mail the news of a day to 20,000 of 100,000 members, and write bench/results/digest-<engine>.md."
TARGET = 500  # rendered mails a second and core
SEVERAL = (1, 2, 3, 4, 6, 9)  # notices in one mail


class Written(BaseEmailBackend):
    """Writes each message as it goes over the wire, and drops it: the mail server is not what is measured."""

    bytes = 0

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        for message in email_messages:
            Written.bytes += len(message.message().as_bytes(linesep="\r\n"))
        return len(email_messages)


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folder", help="an empty folder for the database (or DATABASE_URL); one seeded before is used")
    parser.add_argument("--members", type=int, default=100_000, help="members (default 100,000)")
    parser.add_argument("--told", type=int, default=20_000, help="of whom so many have news (default 20,000)")
    parser.add_argument("--profile", action="store_true", help="say where the time goes instead of writing the table")


def run(options: argparse.Namespace) -> int:
    place.choose(options.folder, os.environ.get("DATABASE_URL", ""), mode="live")
    place.migrated()
    from django.conf import settings

    settings.EMAIL_BACKEND = f"{__name__ if __name__ != '__main__' else 'bench.digest'}.Written"
    before = machine.description()
    _people(options.members)
    owed = _tell(options.told)
    if options.profile:
        return _profiled()
    found = {"members": options.members, "told": options.told, "owed": owed, "machine": before, "rendered": _rendered()}
    path = report.digest({**found, "engine": place.engine(), **_mailed()})
    print(path.read_text(encoding="utf-8"))
    return 0


def _people(members: int) -> None:
    from bench import seed
    from palabre.people.models import Member

    if not Member.objects.exists():
        seed.fill(members, 5_000, 400, say=print)


def _tell(told: int) -> int:
    """Owe ``told`` members a few notices each, of what happened in the seeded cooperative. Gives how many."""
    from datetime import timedelta

    from palabre.commons.notices.models import Notice, Rhythm, Sent
    from palabre.commons.trail.models import Entry
    from palabre.commons.trail.verbs import Why, registry
    from palabre.core import clock
    from palabre.people.models import Member

    chance = random.Random(1)
    for model in (Notice, Sent, Rhythm):
        model.objects.all().delete()
    yesterday = clock.now() - timedelta(days=1)
    entries = list(Entry.objects.order_by("-pk").select_related("details")[:500])
    entries = [entry for entry in entries if entry.verb in registry and registry[entry.verb].address(entry)]
    whys = [Why.AUTHOR, Why.SUPPORTER, Why.FOLLOWER, Why.WISH]
    members = list(Member.objects.filter(is_active=True).order_by("pk").values_list("pk", flat=True)[:told])
    notices = []
    for member in members:
        for entry in chance.sample(entries, chance.choice(SEVERAL)):
            kind, pk = registry[entry.verb].about(entry)
            why = chance.choice(whys)
            notices.append(Notice(member_id=member, entry=entry, why=why, about_kind=kind, about_id=pk, at=yesterday))
    Notice.objects.bulk_create(notices, batch_size=5_000)
    Rhythm.objects.bulk_create(
        (Rhythm(member_id=pk, budget=chance.choice([None, None, 8])) for pk in members), batch_size=5_000
    )
    return len(notices)


def _mailed() -> dict[str, Any]:
    """Until nobody is owed anything: mails, seconds, seconds of this processor, memory early and at the end."""
    from palabre.commons.notices.mailing.mail import mail_some

    mail_some(200)  # templates are compiled, queries were made once
    early, mails, cpu, begun = 0.0, 0, time.process_time(), time.perf_counter()
    Written.bytes = 0
    while sent := mail_some():
        mails += sent
        early = early or _resident()
    seconds, used = time.perf_counter() - begun, time.process_time() - cpu
    weight = Written.bytes / max(mails, 1)
    return {"mails": mails, "seconds": seconds, "cpu": used, "early": early, "late": _resident(), "bytes": weight}


def _rendered(batches: int = 8) -> float:
    """Mails rendered a second of this processor: what was gathered becomes subject, text and HTML, nothing else."""
    from django.core.mail import get_connection

    from palabre.commons.notices.mailing import letters
    from palabre.commons.notices.mailing.mail import TOGETHER
    from palabre.commons.notices.mailing.owed import gathered
    from palabre.people.models import Member

    connection, mails, used = get_connection(), 0, 0.0
    owed = Member.objects.filter(notices__mailed_at=None, notices__isnull=False).select_related("rhythm")
    people = list(owed.order_by("pk").distinct()[: batches * TOGETHER])
    for at in range(0, len(people), TOGETHER):
        batch = people[at : at + TOGETHER]
        parcels, around = gathered(batch, legal=False)
        begun = time.process_time()
        for member in batch:
            letters.news(member, parcels[member.pk], around, connection)
        used += time.process_time() - begun
        mails += len(batch)
    return mails / used


def _resident() -> float:
    """MB of memory this process holds now."""
    return machine.pss_of(os.getpid()) / 1e6


def _profiled() -> int:
    from palabre.commons.notices.mailing.mail import mail_some

    print(f"{_rendered():.0f} rendered a second of CPU")
    mail_some(200)
    profile = cProfile.Profile()
    begun = time.process_time()
    profile.enable()
    mails = mail_some(1_000)
    profile.disable()
    print(f"{mails} mails, {mails / (time.process_time() - begun):.0f} a second under the profiler")
    pstats.Stats(profile).sort_stats("tottime").print_stats(45)
    pstats.Stats(profile).sort_stats("cumtime").print_stats("notices|template/base|mail/message|translation", 45)
    return 0
