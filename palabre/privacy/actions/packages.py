"""My data in one file: asked for, made by the worker, taken along once."""

import shutil
from datetime import timedelta
from tempfile import TemporaryFile
from typing import IO

from django.core.files.storage import default_storage
from django.db import transaction

from palabre.commons.trail.pace import done_lately
from palabre.commons.trail.record import record
from palabre.core import clock
from palabre.core.verdict import require
from palabre.people.alone import only
from palabre.people.models import Member
from palabre.privacy import policies, verbs
from palabre.privacy.models import Package
from palabre.privacy.packing import keep

KEPT_FOR = timedelta(hours=24)


@transaction.atomic
def ask_package(*, by: Member) -> Package:
    """Ask for everything that is held of oneself, in one file. The worker makes it; a notice says when it is ready.

    Raises ``Refused`` while one is being made or waits, and after several in a day.
    """
    member = Member.objects.select_for_update(of=("self",)).get(pk=by.pk)
    require(policies.may_ask_for_package(member))
    lately = done_lately(verbs.PACKAGE_ASKED, by=member, within=policies.PACKAGES_WITHIN)
    require(policies.may_ask_again(lately))
    package = Package.objects.create(member=member)
    record(verbs.PACKAGE_ASKED, package, by=member, audience=only(member))
    return package


@transaction.atomic
def take_package(package: Package, *, by: Member) -> IO[bytes]:
    """The file, once; the worker removes it right after. Raises ``Refused`` for anybody else, a second time, too late.

    What is given is a copy on this machine's disk: it can be sent slowly while the worker removes the other. Where the
    store no longer has it, ``FileNotFoundError``: nothing was taken.
    """
    package = Package.objects.select_for_update(of=("self",)).get(pk=package.pk)
    require(policies.may_take(by, package))
    with default_storage.open(package.content) as file:
        copy = TemporaryFile()  # noqa: SIM115, closed by who sends it
        shutil.copyfileobj(file, copy)
    copy.seek(0)
    package.taken_at = clock.now()
    package.save(update_fields=["taken_at"])
    record(verbs.PACKAGE_TAKEN, package, by=by, audience=only(by))
    return copy


def make_packages() -> int:
    """Make the files that were asked for, and tell each person. Gives how many. Two workers may: one file is kept."""
    made = 0
    for package in Package.objects.filter(ready_at=None, gone_at=None).select_related("member").order_by("pk"):
        name = keep(package.member)
        with transaction.atomic():
            waiting = Package.objects.select_for_update(of=("self",)).get(pk=package.pk)
            if waiting.ready_at or waiting.gone_at:
                default_storage.delete(name)
                continue
            waiting.content, waiting.ready_at, waiting.expires_at = name, clock.now(), clock.now() + KEPT_FOR
            waiting.save(update_fields=["content", "ready_at", "expires_at"])
            record(verbs.PACKAGE_READY, waiting, by=None, audience=only(package.member))
        made += 1
    return made
