"""The same deed by many at once: how each went. And how it goes with the lock off, or the race proves nothing."""

import threading
import time
from collections import Counter
from contextlib import contextmanager
from unittest import mock

from django.db import connection, connections, models, transaction

from palabre.core.verdict import Refused

TIMES = 20


def race(deed, times=TIMES, slow="", write="INSERT"):
    """Do ``deed()`` in ``times`` threads that start together; give a Counter of "done", "refused", or the fault's name.

    ``slow`` names a table: whoever is about to insert into it waits a moment first, so that the others pass by; with
    ``write="UPDATE"``, whoever is about to change a row of it.
    """
    start, outcomes = threading.Barrier(times), []

    def run():
        try:
            with connection.execute_wrapper(_waits_before(slow, write)):
                start.wait(30)
                outcomes.append("done" if deed() is not False else "already")
        except Refused:
            outcomes.append("refused")
        except Exception as fault:
            outcomes.append(type(fault).__name__)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run) for _ in range(times)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert len(outcomes) == times, "somebody waits for somebody for ever"
    return Counter(outcomes)


def _waits_before(table, write):
    def execute(run, sql, params, many, context):
        if table and sql.startswith(write) and f'"{table}"' in sql:
            time.sleep(0.15)
        return run(sql, params, many, context)

    return execute


@contextmanager
def without_lock():
    """Locks off. PostgreSQL: rows are read without FOR UPDATE. SQLite: transactions are off, its only lock."""
    if connection.vendor == "postgresql":
        with mock.patch.object(models.QuerySet, "select_for_update", lambda self, **words: self.all()):
            yield
        return
    with (
        mock.patch.object(transaction.Atomic, "__enter__", _claims_a_transaction),
        mock.patch.object(transaction.Atomic, "__exit__", return_value=None),
    ):
        yield


def _claims_a_transaction(self):
    # The trail refuses to write outside a transaction; here each statement stands alone and only says otherwise.
    connection.in_atomic_block = True
