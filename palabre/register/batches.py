"""What a program says of members, a batch at a time, and what each row of it would do."""

from dataclasses import dataclass
from datetime import date

from palabre.people.models import Entity, Member
from palabre.register.columns import FIELDS
from palabre.register.judging import Judge
from palabre.register.models import ImportRow, RegisterImport


@dataclass(frozen=True, slots=True)
class Batch:
    """What a program says of members. ``rows``: the words of each by their name in ``FIELDS``, days as 2026-11-28.

    ``program`` is what its token is called; ``reason`` stays in the register beside each line.
    """

    rows: list[dict[str, str]]
    effective_on: date
    program: str
    reason: str = ""


def judged(entity: Entity, batch: Batch, *, by: Member) -> tuple[RegisterImport, list[ImportRow]]:
    """What each row would do, without writing anything: the dry run of a batch. Nine queries, whatever its size."""
    of = RegisterImport(
        entity=entity, name=batch.program, by=by, program=True, effective_on=batch.effective_on, mapping=list(FIELDS),
        state=RegisterImport.State.APPLYING,
    )  # fmt: skip
    cells = [(line, [said.get(name, "") for name in FIELDS]) for line, said in enumerate(batch.rows, 1)]
    return of, Judge(of).rows(cells)
