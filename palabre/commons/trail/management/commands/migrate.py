from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.commands.migrate import Command as DjangoMigrate
from django.db import connections

from palabre.commons.trail import append_only


class Command(DjangoMigrate):
    """Django's own, and then: the triggers that keep the record are put back in place.

    A table remake drops triggers without a word, so they are restored after every run, not once.
    """

    def handle(self, *args: Any, **options: Any) -> None:
        super().handle(*args, **options)
        database = options["database"]
        if settings.CACHES["default"]["BACKEND"].endswith("DatabaseCache"):
            call_command("createcachetable", database=database, verbosity=0)
        connection = connections[database]
        there = set(connection.introspection.table_names())
        if all(model._meta.db_table in there for model in append_only.guarded()):
            append_only.restore(connection)
