"""Past cycles from a file: what each line would become, the same rate as by hand, all or nothing, twice the same."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import DatabaseError, connection, transaction

from palabre.commons.trail import append_only, invariants
from palabre.commons.trail.models import Entry
from palabre.core.tables.unwelcome import UnwelcomeSheet
from palabre.core.verdict import Refused
from palabre.governance.actions.commitments import NewProof, note_progress
from palabre.governance.models import Commitment, Decision, HandedDown, ProgressNote, Telling
from palabre.governance.queries.register import ANY_SOURCE, Filters, totals
from palabre.past.actions.imports import apply_history, bring_in_history, name_columns, withdraw_history
from palabre.past.models import PastImport, PastRow
from palabre.past.tests.files import CYCLES, HEADER, MEANING, as_csv, as_xlsx, counted_by_hand, lines_of
from palabre.people.models import Duty
from palabre.processes.models import Measure, Process, Recommendation

EVERYONE = AnonymousUser()


@pytest.mark.parametrize(
    "written_as",
    [
        lambda lines: as_csv(lines, "windows-1252"),
        lambda lines: as_csv(lines, "utf-8-sig", ","),
        as_xlsx,
    ],
    ids=["CSV of Windows", "CSV in UTF-8 with its mark", "XLSX"],
)
def test_250_lines_have_the_rate_that_is_counted_by_hand(written, written_as):
    lines = lines_of(250)
    of = written(lines, data=written_as(lines))
    assert of.state == "applied"
    there = totals(EVERYONE, Filters(source=ANY_SOURCE))
    assert (there.answered, there.done, there.completion_percent) == counted_by_hand(lines)
    for cycle in CYCLES:
        found = totals(EVERYONE, Filters(source=of.sources[cycle]))
        assert (found.answered, found.done, found.completion_percent) == counted_by_hand(lines, cycle), cycle
    by_reference = {each.handed_down.reference: each.commitment.status for each in Decision.objects.all()}
    assert by_reference == {line[5]: MEANING[line[3]] for line in lines}
    assert Measure.objects.count() == Decision.objects.count() == Commitment.objects.count() == 250
    assert list(invariants.broken()) == []


@pytest.mark.parametrize(
    ("done", "others", "percent"),
    [(1, 2, 33), (2, 1, 67), (1, 7, 13), (5, 3, 63), (1, 249, 1), (249, 1, 99), (3, 0, 100), (0, 3, 0), (1, 1, 50)],
)
def test_a_rate_at_its_edges_is_the_one_by_hand(written, done, others, percent):
    lines = [["2016", "Lille", "Prêt", "Fait", "", f"F{number}", f"Faite {number}"] for number in range(done)]
    lines += [["2016", "Lille", "Prêt", "En cours", "", f"C{number}", f"Ouverte {number}"] for number in range(others)]
    written(lines)
    there = totals(EVERYONE)
    assert (there.answered, there.done, there.completion_percent) == counted_by_hand(lines)
    assert there.completion_percent == percent


def test_a_file_is_judged_line_by_line_and_writes_nothing(brought, judged, board):
    header = [*HEADER, "Instance", "Décidé le", "Échéance", "Preuve"]
    whole = ["2016", "Lille", "Prêt", "Fait", "Bien", "R1", "Un"]

    def line(**other):
        names = ("cycle", "group", "theme", "status", "note", "reference", "title", "body", "on", "due", "proof")
        said = dict(zip(names, [*whole, "", "", "", ""], strict=True)) | other
        return list(said.values())

    lines = [
        line(),
        line(reference="R2", cycle=""),
        line(reference="R3", theme=""),
        line(reference="R4", status=""),
        line(reference="R5", status="Peut-être"),
        line(reference="R6", body="Le comité des fêtes"),
        line(reference="R7", body="the board"),
        line(reference="R8", on="31/02/2016"),
        line(reference="R9", on="2099-01-01"),
        line(reference="R10", due="bientôt"),
        line(reference="R11", proof="voir le dossier"),
        line(),
        line(reference="R12", title="=1+1"),
        line(reference="R13", title="a" * 301),
        line(reference="", title=""),
        line(reference="R14", on="15/06/2016", due="2017-01-01", proof="https://example.org/pv"),
    ]
    of = brought(lines, data=as_csv(lines, header=header))
    assert judged(of) == [
        (2, "new", ""),
        (3, "refused", "“cycle” is empty."),
        (4, "refused", "“theme” is empty."),
        (5, "refused", "“status” is empty."),
        (6, "refused", "“Peut-être” was given no status."),
        (7, "refused", "No body is called what stands in “body that decided”."),
        (8, "new", ""),
        (9, "refused", "What stands in “decided on” is no day. Write 2020-02-03 or 03/02/2020."),
        (10, "refused", "It is said to be decided on a day to come."),
        (11, "refused", "What stands in “due” is no day. Write 2020-02-03 or 03/02/2020."),
        (12, "refused", "The link of the proof is no whole address that begins with https://."),
        (13, "refused", "Line 2 has the same reference."),
        (14, "refused", "“title” is a formula. Save the file with values only."),
        (15, "refused", "“title” is longer than 300 characters."),
        (16, "new", ""),
        (17, "new", ""),
    ]
    assert not Process.objects.exists()
    assert not Decision.objects.exists()


def test_what_is_written_is_over_and_says_where_it_comes_from(written, cast, board):
    lines = [
        ["2016", "Lille", "Prêt", "Fait", "Trois salles", "R1", "Prêter les salles"],
        ["2016", "Gand", "Prêt", "Abandonné", "Trop cher", "R2", "Acheter un camion"],
        ["2016", "", "Égalité", "Reporté", "", "R3", "Publier les écarts"],
    ]
    written(lines, source_0="AG de juin 2016", on_0="2016-06-18")
    process = Process.objects.get()
    assert (process.cycle, process.handed_down_from, process.decider) == ("2016", "AG de juin 2016", board.body)
    assert process.discussion.is_open is False
    assert [stage.is_over(cast.today) for stage in process.stages.all()] == [True]
    assert [found.title for found in Recommendation.objects.order_by("number")] == ["Prêt", "Égalité"]
    assert [measure.group and measure.group.name for measure in Measure.objects.order_by("pk")] == [
        "Lille", "Gand", None
    ]  # fmt: skip
    first, second, third = Decision.objects.order_by("pk")
    assert (first.outcome, second.outcome, third.outcome) == ("accepted", "refused", "deferred")
    assert (second.reason, third.reason) == ("Trop cher", "Reporté")
    assert first.meeting is None
    assert first.handed_down.on.isoformat() == "2016-06-18"
    assert first.handed_down.at.date() == cast.today
    assert first.numbered.endswith("2016-001")
    assert [(note.status, note.text) for note in first.commitment.notes.all()] == [("done", "Trois salles")]
    assert not first.commitment.proofs.exists()
    assert list(invariants.broken()) == []


def test_the_same_file_again_changes_nothing(written, brought, cast, judged):
    lines = lines_of(40)
    written(lines)
    there = [Commitment.objects.count(), ProgressNote.objects.count(), Telling.objects.count()]
    again = brought(lines)
    assert {kind for _line, kind, _why in judged(again)} == {"same"}
    with pytest.raises(Refused, match="nothing to write"):
        apply_history(again, by=cast.farid)
    assert [Commitment.objects.count(), ProgressNote.objects.count(), Telling.objects.count()] == there


def test_without_references_lines_are_known_again_by_their_words(written, brought, judged):
    header = ["cycle", "group", "theme", "status", "note"]
    lines = [
        ["2016", "Lille", "Prêt", "Fait", ""],
        ["2016", "Lille", "Prêt", "Fait", ""],
        ["2016", "", "Prêt", "Fait", ""],
    ]
    written(lines, data=as_csv(lines, header=header))
    assert Commitment.objects.count() == 3
    again = brought(lines, data=as_csv([*lines[:2], ["2016", "", "Prêt", "En cours", ""]], header=header))
    assert [kind for _line, kind, _why in judged(again)] == ["same", "same", "changed"]


def test_a_changed_status_is_a_new_note_and_overwrites_nothing(written, brought, cast, judged):
    lines = [
        ["2016", "Lille", "Prêt", "En cours", "Début", "R1", "Un"],
        ["2016", "Lille", "Prêt", "Fait", "", "R2", "Deux"],
    ]
    written(lines)
    lines[0][3:5] = ["Fait", "Fini en mai"]
    lines.append(["2016", "Gand", "Prêt", "Fait", "", "R3", "Trois"])
    of = brought(lines)
    assert [kind for _line, kind, _why in judged(of)] == ["changed", "same", "new"]
    apply_history(of, by=cast.farid)
    commitment = Commitment.objects.get(decision__handed_down__reference="R1")
    assert commitment.status == "done"
    assert [(note.status, note.text) for note in commitment.notes.all()] == [
        ("under_way", "Début"), ("done", "Fini en mai")
    ]  # fmt: skip
    assert [telling.number for telling in commitment.decision.handed_down.tellings.all()] == [1, 2]
    assert Process.objects.count() == 1
    assert list(invariants.broken()) == []


def test_what_was_noted_here_since_is_not_overwritten_by_a_file(written, brought, cast, judged):
    lines = [["2016", "Lille", "Prêt", "En cours", "Début", "R1", "Un"]]
    written(lines)
    commitment = Commitment.objects.get()
    proof = NewProof("Facture", url="https://example.org/facture")
    note_progress(commitment, by=cast.chloe, status="done", text="Payé.", proof=proof)
    assert judged(brought(lines)) == [(2, "same", "")]
    lines[0][3] = "À faire"
    assert judged(brought(lines)) == [
        (2, "refused", "Something was noted of it here since. Note the rest there too, on its page.")
    ]


def test_a_rejection_and_another_title_come_from_no_file(written, brought, judged):
    lines = [["2016", "", "Prêt", "Abandonné", "", "R1", "Un"], ["2016", "", "Prêt", "Fait", "", "R2", "Deux"]]
    written(lines)
    lines[0][3], lines[1][6] = "Fait", "Tout autre chose"
    assert [why for _line, _kind, why in judged(brought(lines))] == [
        "What was rejected, or is to be, changes by a decision of the body alone.",
        "Its reference is already that of “Deux”. Words once brought in stay.",
    ]


def test_done_as_told_needs_no_proof_but_done_later_does(written, cast):
    written([["2016", "Lille", "Prêt", "En cours", "", "R1", "Un"]])
    with pytest.raises(Refused):
        note_progress(Commitment.objects.get(), by=cast.chloe, status="done", text="Fini.")


def test_all_of_it_is_written_or_nothing(brought, cast, monkeypatch):
    of = brought(lines_of(8))
    there = Entry.objects.count()

    def fail(*_args, **_said):
        raise RuntimeError("the machine stopped")

    monkeypatch.setattr("palabre.past.writing.freeze_edition", fail)
    with pytest.raises(RuntimeError):
        apply_history(of, by=cast.farid)
    assert (Process.objects.count(), Commitment.objects.count(), Entry.objects.count()) == (0, 0, there)
    of.refresh_from_db()
    assert of.state == "judged"


def test_written_once_however_often_one_clicks(brought, cast):
    of = brought(lines_of(8))
    apply_history(of, by=cast.farid)
    assert apply_history(of, by=cast.farid).applied_at == apply_history(of, by=cast.farid).applied_at
    assert Commitment.objects.count() == 8


def test_what_changed_since_the_dry_run_stops_the_writing(brought, written, cast):
    lines = lines_of(8)
    of = brought(lines)
    written(lines)
    with pytest.raises(Refused, match="changed since the dry run"):
        apply_history(of, by=cast.farid)


def test_processes_that_began_here_are_not_touched(written, board, audiences, cast):
    from tests.world import build

    world = build(cast, 1)
    Process.objects.update(cycle="2016")
    there = {each.pk: vars(each) | {"_state": None} for each in Process.objects.all()}
    counts = world.open.recommendations.count()
    written([["2016", "Lille", "Prêt", "Fait", "", "R1", "Un"]])
    assert {each.pk: vars(each) | {"_state": None} for each in Process.objects.filter(pk__in=there)} == there
    assert world.open.recommendations.count() == counts


@pytest.mark.parametrize("name", ["awa", "chloe", "greta", "hugo"])
def test_the_secretariat_alone_brings_past_cycles_in(brought, cast, name):
    of = brought(lines_of(2))
    who = getattr(cast, name)
    assert not who.duties.filter(kind=Duty.Kind.SECRETARIAT).exists()
    with pytest.raises(Refused, match="Only the secretariat"):
        bring_in_history(by=who, name="a.csv", data=as_csv(lines_of(2)))
    for act in (apply_history, withdraw_history):
        with pytest.raises(Refused, match="Only the secretariat"):
            act(of, by=who)


def test_the_trail_counts_and_names_nothing_and_nobody_is_told(brought, cast):
    of = brought([*lines_of(8), ["2016", "", "", "Fait", "", "X", "Sans thème"]])
    apply_history(of, by=cast.farid)
    entry = Entry.objects.filter(verb="past.applied").select_related("details").get()
    assert entry.details.facts == {"created": 8, "changed": 0, "refused": 1}
    assert not Entry.objects.filter(verb__startswith="governance.").exists()
    assert {tuple(cells) for cells in PastRow.objects.values_list("cells", flat=True)} == {()}


def test_a_file_too_long_empty_or_of_another_kind_is_refused_with_a_sentence(cast):
    for data, sentence in (
        (as_csv(lines_of(1_001)), "more than 1,000 lines"),
        (as_csv([]), "no row"),
        (b"%PDF-1.7", "neither CSV nor XLSX"),
    ):
        with pytest.raises(UnwelcomeSheet, match=sentence):
            bring_in_history(by=cast.farid, name="a.csv", data=data)
    assert not PastImport.objects.exists()


def test_columns_must_say_cycle_theme_and_status_each_once(cast):
    of = bring_in_history(by=cast.farid, name="a.csv", data=as_csv(lines_of(2)))
    assert of.mapping == ["cycle", "group", "theme", "status", "note", "reference", "title"]
    with pytest.raises(Refused, match="Say which column holds"):
        name_columns(of, by=cast.farid, mapping=["", *of.mapping[1:]])
    with pytest.raises(Refused, match="Two columns"):
        name_columns(of, by=cast.farid, mapping=["cycle", "cycle", *of.mapping[2:]])


def test_what_was_said_of_a_file_is_remembered_for_the_next(brought, cast):
    lines = [["2016", "", "Prêt", "Bouclé", "", "R1", "Un"]]
    header = ["Millésime de l’AG", *HEADER[1:]]
    first = brought(
        lines, data=as_csv(lines, header=header), 
        mapping=["cycle", "group", "theme", "status", "note", "reference", "title"], word_0="done",
    )  # fmt: skip
    assert first.words == {"Bouclé": "done"}
    again = brought(lines, data=as_csv(lines, header=header))
    assert again.mapping == first.mapping
    assert again.words == {"Bouclé": "done"}


@pytest.mark.parametrize("model", [HandedDown, Telling])
def test_what_was_handed_down_is_only_ever_added_to(written, model):
    written(lines_of(2))
    assert not append_only.missing(connection)
    for statement in (f"UPDATE {model._meta.db_table} SET id = id", f"DELETE FROM {model._meta.db_table}"):
        with (
            pytest.raises(DatabaseError, match=append_only.REFUSAL),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(statement)
