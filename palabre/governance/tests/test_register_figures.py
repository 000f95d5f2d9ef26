import csv
import io
import json

import pytest
from django.contrib.auth.models import AnonymousUser

from palabre.governance.actions.commitments import NewProof, note_progress
from palabre.governance.actions.overdue import return_overdue
from palabre.governance.exports import COLUMNS, as_csv, as_json, harmless
from palabre.governance.models import AgendaItem, Commitment
from palabre.governance.queries.register import Filters, Totals, lines, register, totals

VISITOR = AnonymousUser()
EVERYTHING = Filters()


@pytest.fixture
def five(cast, refer, sitting, accept, days):
    """One commitment of each status, in this order: done, under way, not done, rejected, postponed."""
    item = refer(measures=("Done", "Under way", "Not done", "Rejected", "Postponed"))
    AgendaItem.objects.update(meeting=sitting)
    done, going, late, rejected, postponed = item.points.all()
    kept = accept(done).commitment
    proof = NewProof("The minutes", url="https://example.org")
    note_progress(kept, by=cast.driss, status="done", text="All.", proof=proof)
    accept(going, owner=None, owner_service="The secretariat", next_check_on=days(30))
    missed = accept(late, next_check_on=days(10)).commitment
    note_progress(missed, by=cast.driss, status="not_done", text="No time.", next_check_on=days(5))
    accept(rejected, outcome="refused")
    accept(postponed, outcome="deferred", next_check_on=days(40))
    return item


def titles(viewer, filters=EVERYTHING):
    return [line.title for line in lines(register(viewer, filters))]


def test_the_totals_count_each_status_once(five):
    found = totals(VISITOR)

    assert found == Totals(done=1, under_way=1, not_done=1, rejected=1, postponed=1)
    assert (found.answered, found.completion_percent, found.completion) == (5, 20, "20")
    assert [(key, count, share) for key, _, count, share in found.rows] == [
        ("done", 1, 20.0),
        ("under_way", 1, 20.0),
        ("not_done", 1, 20.0),
        ("rejected", 1, 20.0),
        ("postponed", 1, 20.0),
    ]


@pytest.mark.parametrize(
    ("done", "others", "percent", "shown"),
    [
        (0, 0, None, "—"),
        (0, 3, 0, "0"),
        (1, 2, 33, "33"),
        (2, 1, 67, "67"),
        (1, 7, 13, "13"),  # 12.5: half upwards
        (97, 157, 38, "38"),
        (299, 1, 99, "99"),  # not 100 before all is done
        (1, 299, 1, "1"),  # not 0 once something is
        (3, 0, 100, "100"),
    ],
)
def test_the_completion_rate_is_whole_percent(done, others, percent, shown):
    found = Totals(done=done, rejected=others)

    assert (found.completion_percent, found.completion) == (percent, shown)


def test_the_nearest_check_comes_first(five):
    assert titles(VISITOR) == ["Not done", "Under way", "Postponed", "Rejected", "Done"]


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        (Filters(status="done"), ["Done"]),
        (Filters(owner="driss"), ["Not done", "Done"]),
        (Filters(owner="SECRETARIAT"), ["Under way"]),
        (Filters(text="2027-3.4"), ["Rejected"]),
        (Filters(text="2027"), ["Not done", "Under way", "Postponed", "Rejected", "Done"]),
        (Filters(text="way"), ["Under way"]),
        (Filters(body=0), ["Not done", "Under way", "Postponed", "Rejected", "Done"]),
        (Filters(body=999), []),
        (Filters(overdue=True), []),
        (Filters(status="done", owner="secretariat"), []),
    ],
)
def test_filters_and_their_totals_agree(five, filters, expected):
    assert titles(VISITOR, filters) == expected
    assert totals(VISITOR, filters).answered == len(expected)


def test_overdue_lines_say_how_late_and_when_they_come_back(five, board, days, move_clock):
    move_clock(days=8)
    return_overdue()

    [line] = lines(register(VISITOR, Filters(overdue=True)))

    assert (line.title, line.overdue, line.days_late, line.returns_on) == ("Not done", True, 3, days(30))


def test_who_may_not_read_a_commitment_finds_it_in_no_figure(cast, refer, sitting, accept, audiences, five):
    secret = audiences.listing("the board", cast.chloe)
    item = refer(measures=("Quiet",), audience=secret, number=9)
    AgendaItem.objects.filter(pk=item.pk).update(meeting=sitting)
    accept(item.points.get())

    assert totals(VISITOR).answered == 5
    assert totals(cast.chloe).answered == 6
    assert "Quiet" not in as_csv(cast.awa, Filters(), "") + as_json(cast.awa, Filters(), "")
    assert "Quiet" in as_csv(cast.chloe, Filters(), "")


def test_csv_and_json_say_the_same(five, cast):
    found = json.loads(as_json(VISITOR, Filters(), "https://estran.example"))
    text = as_csv(VISITOR, Filters(), "https://estran.example")
    rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))

    assert [row["reference"] for row in rows] == [line["reference"] for line in found["commitments"]]
    assert list(rows[0]) == COLUMNS
    assert found["totals"] == {
        "done": 1, "under_way": 1, "not_done": 1, "rejected": 1, "postponed": 1,
        "answered": 5, "completion_percent": 20,
    }  # fmt: skip
    done = next(line for line in found["commitments"] if line["status"] == "done")
    assert done == {
        "reference": "2027-3.1",
        "title": "Done",
        "status": "done",
        "overdue": False,
        "body": "The board",
        "owner": "Driss",
        "means": "Two hours a month",
        "decided_on": cast.today.isoformat(),
        "outcome": "accepted",
        "reason": "It costs little.",
        "handed_down_from": "",
        "due_on": done["due_on"],
        "next_check_on": None,
        "proofs": 1,
        "proved_on": cast.today.isoformat(),
        "url": f"https://estran.example/governance/commitments/{Commitment.objects.get(title='Done').pk}/",
    }


def test_exports_honour_the_filters_and_say_so(five):
    found = json.loads(as_json(VISITOR, Filters(status="rejected"), ""))

    assert found["filters"] == {"status": "rejected"}
    assert (found["totals"]["answered"], found["all"]["answered"], len(found["commitments"])) == (1, 5, 1)
    assert as_csv(VISITOR, Filters(status="rejected"), "").count("\r\n") == 2


@pytest.mark.parametrize(
    ("cell", "written"),
    [
        ("=1+1", "'=1+1"),
        ("+33 1", "'+33 1"),
        ("-2", "'-2"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\tx", "'\tx"),
        ("\rx", "'\rx"),
        ("\nx", "'\nx"),
        ("  =cmd|' /C calc'!A0", "'  =cmd|' /C calc'!A0"),
        ("a = b", "a = b"),
        ("", ""),
        (None, ""),
        (True, "yes"),
        (3, "3"),
    ],
)
def test_no_cell_runs_as_a_formula(cell, written):
    assert harmless(cell) == written


def test_a_title_that_is_a_formula_is_written_harmless(refer, sitting, accept):
    item = refer(measures=("=HYPERLINK(1)",))
    AgendaItem.objects.update(meeting=sitting)
    accept(item.points.get())

    assert ",'=HYPERLINK(1)," in as_csv(VISITOR, Filters(), "")
