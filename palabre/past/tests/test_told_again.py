"""The same cycles a year later: what a file may say anew, and what it may not."""

from datetime import timedelta

import pytest

from palabre.commons.trail import invariants
from palabre.core import clock
from palabre.governance.actions.decisions import decide_point
from palabre.governance.models import AgendaItem, AgendaPoint, Commitment, Meeting
from palabre.past.actions.imports import apply_history
from palabre.past.models import PastRow
from palabre.past.tests.files import HEADER, as_csv

POSTPONED = ["2016", "Lille", "Prêt", "Reporté", "", "R1", "Lend the tools"]


def anew(status):
    return [*POSTPONED[:3], status, *POSTPONED[4:]]


@pytest.mark.parametrize(("word", "status"), [("Fait", "done"), ("En cours", "under_way"), ("À faire", "not_done")])
def test_what_was_postponed_is_promised_to_the_default_service(written, word, status):
    written([POSTPONED])
    assert Commitment.objects.get().owner_service == ""

    of = written([anew(word)])

    kept = Commitment.objects.get()
    assert (kept.status, kept.owner_service) == (status, of.service)
    assert not list(invariants.broken())


def test_what_was_postponed_belongs_to_nobody_whatever_the_file_says(written):
    """So that it comes back to its body as a question, as what is postponed here does."""
    written([], data=as_csv([[*POSTPONED, "The workshop"]], header=[*HEADER, "Responsable"]))

    assert Commitment.objects.get().owner_service == ""


@pytest.mark.parametrize("outcome", ["refused", "accepted"])
def test_what_the_body_decided_here_is_not_overwritten(brought, written, judged, board, cast, audiences, outcome):
    written([POSTPONED])
    decide_anew(Commitment.objects.get(), board.body, audiences.public, cast, outcome)
    before = Commitment.objects.values("status", "next_check_on", "owner_service").get()

    of = brought([anew("En cours")])

    assert [(kind, why[:27]) for _line, kind, why in judged(of)] == [("refused", "The body has decided on it ")]
    assert Commitment.objects.values("status", "next_check_on", "owner_service").get() == before


def decide_anew(commitment, body, audience, cast, outcome):
    meeting = Meeting.objects.create(
        body=body, audience=audience, starts_at=clock.now() - timedelta(hours=1), place="Namur"
    )
    item = AgendaItem.objects.create(
        body=body, meeting=meeting, source=AgendaItem.Source.OVERDUE, title="Lend", audience=audience,
        commitment=commitment,
    )  # fmt: skip
    point = AgendaPoint.objects.create(item=item, position=1, title="Lend the tools", text="")
    promised = {
        "owner_service": "The workshop", "means": "Two days", "due_on": cast.today + timedelta(days=60),
        "next_check_on": cast.today + timedelta(days=20),
    }  # fmt: skip
    decide_point(
        point, by=cast.chloe, outcome=outcome, reason="As said.", **(promised if outcome == "accepted" else {})
    )


def test_twins_stay_apart_when_the_first_is_refused(brought, written, judged):
    """Without a reference, alike but for their status: the order in the file tells which is which."""
    header = HEADER[:4]
    lines = [["2016", "Lille", "Prêt", word] for word in ("Peut-être", "Fait")]
    written([], data=as_csv(lines, header=header))

    of = brought([], data=as_csv(lines, header=header), word_0="rejected")

    assert [kind for _line, kind, _why in judged(of)] == ["new", "same"]


def test_titles_without_a_latin_letter_are_told_apart(brought, written, judged):
    header = ["Cycle", "Groupe", "Thème", "Statut", "Recommandation"]
    lines = [["2016", "Lille", "Prêt", "Fait", "日本"], ["2016", "Lille", "Prêt", "En cours", "中文"]]
    written([], data=as_csv(lines, header=header))

    of = brought([], data=as_csv(lines[::-1], header=header))

    assert [kind for _line, kind, _why in judged(of)] == ["same", "same"]


def test_a_title_made_of_theme_and_group_fits_its_column(brought, cast):
    of = brought([], data=as_csv([["2016", "g" * 120, "t" * 200, "Fait"]], header=HEADER[:4]))
    apply_history(of, by=cast.farid)

    assert len(Commitment.objects.get().title) == 300


def test_a_year_that_is_a_slip_is_refused(brought, judged):
    of = brought([], data=as_csv([["2016", "", "Prêt", "Fait", "0001-01-01"]], header=[*HEADER[:4], "Décidé le"]))

    assert [(kind, why) for _line, kind, why in judged(of)] == [
        ("refused", "It is said to be decided before 1800. Check the year.")
    ]


def test_a_reason_repeats_no_words_of_the_line(brought, cast):
    """Reasons stay once a file is written, its cells do not."""
    header = [*HEADER[:4], "Instance", "Décidé le"]
    lines = [
        ["2016", "", "Prêt", "Fait", "", ""],
        ["2016", "", "Vélos", "Fait", "Awa Diop, 06 12 34 56 78", ""],
        ["2016", "", "Trains", "Fait", "", "the day Awa said no"],
    ]
    apply_history(brought([], data=as_csv(lines, header=header)), by=cast.farid)

    said = "|".join(f"{row.cells}{row.why}{row.title}" for row in PastRow.objects.all())
    assert "Awa" not in said
