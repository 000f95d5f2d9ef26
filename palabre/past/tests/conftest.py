"""Files of past cycles brought in by Farid, who keeps the secretariat."""

from datetime import timedelta

import pytest

from palabre.past.actions.imports import apply_history, bring_in_history, name_columns, say_words
from palabre.past.forms.imports import WordsForm
from palabre.past.tests.files import as_csv
from palabre.people.models import Member


@pytest.fixture
def brought(cast, board):
    """``brought(lines)``: a file of these lines, judged. ``given`` is said instead of what the form proposes."""
    Member.objects.update(language="en")
    cast.farid.refresh_from_db()

    def bring(lines, *, data=None, by=None, mapping=None, **given):
        by = by or cast.farid
        of = bring_in_history(by=by, name="Suivi.csv", data=data or as_csv(lines))
        of = name_columns(of, by=by, mapping=mapping or of.mapping)
        form = WordsForm(proposed(of) | {name.replace("_", "-"): value for name, value in given.items()}, of=of)
        assert form.is_valid(), form.errors
        return say_words(of, by=by, said=form.said)

    def proposed(of):
        form = WordsForm(of=of)
        said = {name: field.initial for name, field in form.fields.items()}
        return said | {"body": board.body.pk, "next_check_on": cast.today + timedelta(days=60)}

    return bring


@pytest.fixture
def written(brought, cast):
    """The same, and written."""
    return lambda lines, **given: apply_history(brought(lines, **given), by=cast.farid)


@pytest.fixture
def judged():
    """Each line of a file with its fate and the reason."""
    return lambda of: [(row.line, row.kind, row.why) for row in of.rows.order_by("line")]
