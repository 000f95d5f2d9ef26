"""One consistent look at the database, while others go on writing."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction


@contextmanager
def one_moment() -> Iterator[None]:
    """What is read inside is the database at one instant. Nobody waits for it; nothing is written.

    SQLite: a reading transaction beside the write-ahead log, begun by hand, because Django's own would take the
    writers' lock. PostgreSQL: a read-only transaction of the level "repeatable read".
    """
    if connection.in_atomic_block:  # a test's own transaction: one look already
        yield
        return
    if connection.vendor == "sqlite":
        connection.ensure_connection()
        with connection.cursor() as cursor:
            cursor.execute("BEGIN DEFERRED")
            cursor.execute("SELECT COUNT(*) FROM django_migrations")  # the look begins with the first read
        try:
            yield
        finally:
            with connection.cursor() as cursor:
                cursor.execute("ROLLBACK")
        return
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield
