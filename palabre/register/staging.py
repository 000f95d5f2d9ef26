"""The worker's part of an import: read the file into rows, make the accounts, write it all in one transaction.

Every step is small, commits alone and notes how far it came in the rows themselves, so that a worker that is killed
goes on where it stopped. Nothing of it counts for anybody before ``written``.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from itertools import islice
from typing import Any

from django.contrib.auth.hashers import make_password
from django.db import connection, transaction
from django.db.models import Max, OuterRef, QuerySet, Subquery
from django.utils.translation import gettext as _

from palabre.core import clock
from palabre.core.tables import rows_of
from palabre.people.models import Belonging, Member, MemberNumber
from palabre.register.judging import Judge, absent
from palabre.register.models import ImportRow, RegisterImport

BATCH = 1_000  # rows: about a third of a second
PAUSE = 0.12  # seconds: who waits for SQLite's one lock looks again after a tenth of a second at most
Kind, State = ImportRow.Kind, RegisterImport.State


@contextmanager
def _held(of: RegisterImport, state: str) -> Iterator[bool]:
    """One step in its transaction, with the import's row locked; false when it is no longer in this state."""
    with transaction.atomic():
        yield RegisterImport.objects.select_for_update(of=("self",)).filter(pk=of.pk, state=state).exists()


def read_on(of: RegisterImport, until: float) -> bool:
    """Judge more rows of the file, until the clock says ``until`` (``time.monotonic``); true when all are.

    Raises ``UnwelcomeSheet``.
    """
    judge, done = Judge(of), _read_up_to(of)
    rows = (row for row in islice(rows_of(bytes(of.file.data)), 1, None) if row[0] > done)
    while batch := list(islice(rows, BATCH)):
        judged = judge.rows(batch)  # outside of the lock: meanwhile others write
        with _held(of, State.READING) as mine:
            if not mine or _read_up_to(of) != done:
                return False  # another worker reads on
            ImportRow.objects.bulk_create(judged)
        done = batch[-1][0]
        if time.monotonic() > until:
            return False
    return _absences(of, until)


def _read_up_to(of: RegisterImport) -> int:
    return ImportRow.objects.filter(of=of).aggregate(last=Max("line"))["last"] or 1


def _absences(of: RegisterImport, until: float) -> bool:
    """With a full file: those it does not name. A row was refused: whoever it names is not taken for gone."""
    if not of.full:
        return True
    named = ImportRow.objects.filter(of=of)
    open_lines = Belonging.objects.in_force().filter(entity=of.entity, until_on=None)
    gone = (
        open_lines.exclude(member__in=named.filter(member__isnull=False).values("member"))
        .exclude(member__email__in=named.exclude(email="").values("email"))
        .exclude(member__numbers__in=_numbers_named(of))
    )
    found = gone.select_related("member", "college", "branch", "status").order_by("pk")
    while lines := list(found[:BATCH]):
        with _held(of, State.READING) as mine:
            if not mine:
                return False
            ImportRow.objects.bulk_create(absent(of, lines))
        if time.monotonic() > until:
            return False
    return True


def _numbers_named(of: RegisterImport) -> QuerySet:
    said = ImportRow.objects.filter(of=of).exclude(number="").values("number")
    return MemberNumber.objects.filter(entity=of.entity, withdrawn_at=None, number__in=said).values("pk")


def make_accounts(of: RegisterImport, until: float) -> bool:
    """Accounts for those who are new, without a password and without any right; true when all are made."""
    new = ImportRow.objects.filter(of=of, kind=Kind.NEW, member=None).order_by("line")
    while batch := list(new[:BATCH]):
        with _held(of, State.APPLYING) as mine:
            if not mine:
                return False
            make_accounts_of(batch)
        if time.monotonic() > until:
            return False
        time.sleep(PAUSE)
    return True


def make_accounts_of(rows: list[ImportRow]) -> None:
    """An account for each of ``rows`` that is about somebody new, in the caller's transaction. The rows are saved."""
    new = [row for row in rows if row.kind == Kind.NEW and row.member_id is None]
    closed = make_password(None)
    Member.objects.bulk_create(
        [Member(email=row.email, name=row.name, password=closed) for row in new], ignore_conflicts=True
    )
    mine_now = ImportRow.objects.filter(pk__in=[row.pk for row in new])
    account = Member.objects.filter(email=OuterRef("email")).values("pk")[:1]
    mine_now.update(member_id=Subquery(account))
    taken = _("No account could be made for this address.")
    mine_now.filter(member=None).update(kind=Kind.REFUSED, why=taken, writes=False, numbers=False)


# Set by set, in the database: one by one, 100,000 lines would hold other writers for a minute. Our own words alone.
_CLOSED = """
    INSERT INTO people_belonging (member_id, entity_id, college_id, branch_id, status_id, shares, from_on, until_on,
        recorded_at, replaces_id, inscription_id)
    SELECT b.member_id, b.entity_id, b.college_id, b.branch_id, b.status_id, b.shares, b.from_on, r.eve, %s, b.id, %s
    FROM register_importrow r JOIN people_belonging b ON b.id = r.replaces_id
    WHERE r.of_id = %s AND r.eve IS NOT NULL ORDER BY r.id
"""
_WRITTEN = """
    INSERT INTO people_belonging (member_id, entity_id, college_id, branch_id, status_id, shares, from_on, until_on,
        recorded_at, replaces_id, inscription_id)
    SELECT r.member_id, %s, r.college_id, r.branch_id, r.status_id, r.shares, r.from_on, r.until_on, %s,
        r.replaces_id, %s
    FROM register_importrow r WHERE r.of_id = %s AND r.writes ORDER BY r.id
"""
_NUMBERED = """
    INSERT INTO people_membernumber (entity_id, member_id, number, inscription_id)
    SELECT %s, r.member_id, r.number, %s FROM register_importrow r WHERE r.of_id = %s AND r.numbers ORDER BY r.id"""


def overtaken(of: RegisterImport) -> int:
    """How many lines that this import would replace were replaced meanwhile."""
    return ImportRow.objects.filter(of=of, replaces__replaced_at__isnull=False).count()


def write_lines(of: RegisterImport, inscription: int) -> None:
    """Everything at once, in the caller's transaction. Raises ``IntegrityError`` where the register moved meanwhile."""
    now = clock.now()
    replaced = ImportRow.objects.filter(of=of, replaces__isnull=False).values("replaces")
    Belonging.objects.filter(pk__in=replaced).update(replaced_at=now)
    with connection.cursor() as cursor:
        cursor.execute(_CLOSED, [_instant(now), inscription, of.pk])
        cursor.execute(_WRITTEN, [of.entity_id, _instant(now), inscription, of.pk])
        cursor.execute(_NUMBERED, [of.entity_id, inscription, of.pk])


def _instant(now: datetime) -> Any:
    return connection.ops.adapt_datetimefield_value(now)
