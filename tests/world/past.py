"""Files of past cycles, and what was handed down from before Palabre."""

from datetime import date, timedelta

from palabre.core import clock
from palabre.governance.models import (
    AgendaItem,
    AgendaPoint,
    Commitment,
    Decision,
    DecisionNumber,
    HandedDown,
    ProgressNote,
    Telling,
)
from palabre.past.actions.imports import Cycle, Said
from palabre.past.models import PastImport, PastRow
from tests.world.papers import Anew

HEADER = ["Cycle", "Theme", "Status", "Title"]
FILE = b"Cycle;Theme;Status;Title\n2013;Loans;Done;Lend the rooms\n"
ON = date(2016, 6, 18)
WORDS_OF = {
    "word-0": "done", "source-0": "Assembly of 2013", "on-0": "2013-06-01", "level": "consultation", "reach": "public",
    "service": "Secretariat",
}  # fmt: skip


def past_cycles(world):
    """Files that Farid brought in: one whose columns wait for their names, one whose words do, ``n`` that were read.
    ``n`` decisions handed down, each told twice.
    """
    mapping = ["cycle", "theme", "status", "title"]
    cycle = [{"cycle": "2013", "source": "Assembly of 2013", "on": "2013-06-01"}]
    said = {
        "words": {"Done": "done"}, "cycles": cycle, "body": world.body, "level": "consultation", "reach": "public",
        "service": "Secretariat", "next_check_on": world.cast.today + timedelta(days=9),
    }  # fmt: skip
    states = ["columns", "words", *["judged"] * world.n]
    files = [
        PastImport.objects.create(
            name=f"past-{number}.csv", by=world.cast.farid, headers=HEADER, mapping=mapping, state=state,
            **(said if state == "judged" else {}),
        )
        for number, state in enumerate(states)
    ]  # fmt: skip
    world.past_columns, world.past_words, world.past_judged = files[:3]
    for of in files:
        for line in range(world.n):
            judged = {"kind": "new", "cycle": "2013", "status": "done"} if of.state == "judged" else {}
            title = f"Lend room {line}"
            cells = ["2013", "Loans", "Done", title]
            PastRow.objects.create(of=of, line=line + 2, cells=cells, title=title if judged else "", **judged)
    for number in range(world.n):
        _handed_down(world, number)


def _handed_down(world, number):
    by = world.cast.farid
    item = AgendaItem.objects.create(
        body=world.body,
        source="recommendation",
        title=f"Past {number}",
        audience=world.audience("item"),
        closed_at=clock.now(),
    )
    point = AgendaPoint.objects.create(item=item, position=1, title=f"Past {number}", reference=f"H{number}")
    decision = Decision.objects.create(
        point=point, outcome="accepted", reason="Told so.", by=by, audience=world.audience("decision")
    )
    DecisionNumber.objects.create(
        decision=decision, body=world.body, code="B", year=ON.year, number=number + 1, on=ON, text="…", words=" told"
    )
    there = HandedDown.objects.create(decision=decision, on=ON, source="Assembly of 2016", reference=f"{number}", by=by)
    commitment = Commitment.objects.create(
        decision=decision, body=world.body, reference=f"H{number}", title=f"Past {number}", status="done",
        owner_service="Secretariat", audience=world.audience("commitment"),
    )  # fmt: skip
    for told, status in enumerate(("under_way", "done"), start=1):
        note = ProgressNote.objects.create(commitment=commitment, status=status, text=f"Told {told}", by=by)
        Telling.objects.create(
            handed_down=there, number=told, line=number + 2, status=status, words=f"Told {told}", note=note, by=by
        )
    world.handed_down = decision


ARGUMENTS = {
    "past:import": lambda w: [w.past_judged.pk],
    "past:columns": lambda w: [w.past_columns.pk],
    "past:words": lambda w: [w.past_words.pk],
    "past:application": lambda w: [w.past_judged.pk],
    "past:withdrawal": lambda w: [w.past_columns.pk],
}
WORDS = {
    "past:imports": lambda w: {"file": Anew("past.csv", FILE)},
    "past:columns": lambda w: {"column-0": "cycle", "column-1": "theme", "column-2": "status", "column-3": "title"},
    "past:words": lambda w: WORDS_OF | {"body": w.body.pk, "next_check_on": f"{w.cast.today + timedelta(days=9)}"},
}


def said_of(world):
    """What the actions take instead of the form."""
    return Said(
        words={"Done": "done"}, cycles=[Cycle("2013", "Assembly of 2013", date(2013, 6, 1))], body=world.body,
        level="consultation", reach="public", service="Secretariat",
        next_check_on=world.cast.today + timedelta(days=9),
    )  # fmt: skip


# What breaks the invariant of this, as in tests/test_invariants.py.
FAULTS = [
    (
        "governance: handed down",
        "Decision {handed_down} was taken at no meeting and was handed down from nowhere.",
        [
            "DELETE FROM governance_telling WHERE handed_down_id = {handed_row}",
            "DELETE FROM governance_handeddown WHERE decision_id = {handed_down}",
            "UPDATE governance_commitment SET status = 'under_way', next_check_on = '{tomorrow}' "
            "WHERE decision_id = {handed_down}",
            "UPDATE governance_progressnote SET status = 'under_way' WHERE commitment_id = {handed_on}",
        ],
    ),
    (
        "governance: handed down",
        "Decision {handed_down} was taken at a meeting and is said to be handed down.",
        ["UPDATE governance_decision SET meeting_id = {approved_meeting} WHERE id = {handed_down}"],
    ),
]


def named(world):
    return {
        "handed_down": world.handed_down,
        "handed_row": world.handed_down.handed_down,
        "handed_on": world.handed_down.commitment,
    }
