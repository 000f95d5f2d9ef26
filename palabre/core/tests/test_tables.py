"""CSV and XLSX as programs and spreadsheets write them, and as attackers do."""

import io
import zipfile
from datetime import date, datetime

import pytest
from openpyxl import Workbook

from palabre.core.tables import rows_of
from palabre.core.tables.headers import proposed
from palabre.core.tables.unwelcome import UnwelcomeSheet
from palabre.core.tables.xlsx_rows import MAX_PART, MAX_WORDS

TEXT = "Nom;Prénom\nDiop;Awa\n\nLefèvre;Chloé\n"
READ = [(1, ["Nom", "Prénom"]), (2, ["Diop", "Awa"]), (4, ["Lefèvre", "Chloé"])]
NS = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "windows-1252", "utf-16"])
@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
def test_encodings_and_separators_are_found(encoding, separator):
    assert list(rows_of(TEXT.replace(";", separator).encode(encoding))) == READ


def test_a_line_that_tells_excel_its_separator_is_no_row_and_quotes_hold_separators():
    data = b'sep=,\r\nNom,Lieu\r\n"Diop, Awa",Rennes\r\n'
    assert list(rows_of(data)) == [(2, ["Nom", "Lieu"]), (3, ["Diop, Awa", "Rennes"])]


def sheet(*rows, more=None):
    """A spreadsheet of these rows; ``more`` adds parts to the archive, or puts others in their place."""
    book = Workbook()
    for line, cells in enumerate(rows, start=1):
        for column, value in enumerate(cells, start=1):
            book.active.cell(line, column, value)
    out, remade = io.BytesIO(), io.BytesIO()
    book.save(out)
    with zipfile.ZipFile(out) as made, zipfile.ZipFile(remade, "w", zipfile.ZIP_DEFLATED) as archive:
        parts = {name: made.read(name) for name in made.namelist()} | (more or {})
        for name, content in parts.items():
            archive.writestr(name, content)
    return remade.getvalue()


def with_xml(rows, before="", after="</sheetData></worksheet>"):
    xml = f'{before}<worksheet xmlns="{NS}"><sheetData>{rows}{after}'
    return sheet(["Nom"], more={"xl/worksheets/sheet1.xml": xml})


def test_a_spreadsheet_gives_its_words_and_its_formulas_as_words():
    nine = datetime(2020, 2, 3, 9)  # noqa: DTZ001 -- a spreadsheet's hour has no zone
    data = sheet(["N°", None, "Depuis"], [], [4711.0, "=1+1", date(2020, 2, 3), nine, 12.5, " Awa "])
    rows = list(rows_of(data))
    assert [(line, cells[:6]) for line, cells in rows] == [
        (1, ["N°", "", "Depuis", "", "", ""]),
        (3, ["4711", "=1+1", "2020-02-03", "2020-02-03", "12.5", "Awa"]),
    ]


def test_rows_far_below_are_found_and_the_emptiness_between_costs_nothing():
    book = Workbook()
    book.active["A900000"] = "Awa"
    out = io.BytesIO()
    book.save(out)
    assert [(line, cells[0]) for line, cells in rows_of(out.getvalue())] == [(900_000, "Awa")]


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (lambda: sheet(["1"], more={"xl/media/big": b"0" * (MAX_PART + 1)}), "far too large"),
        (lambda: sheet(["1"], more={"xl/sharedStrings.xml": b"0" * (MAX_WORDS + 1)}), "far too large"),
        (lambda: with_xml("", before='<!DOCTYPE a [<!ENTITY b "c">]>'), "damaged"),
        (lambda: with_xml('<row><c t="s"><v>99</v></c></row>'), "damaged"),
        (lambda: with_xml("<row>", after=""), "damaged"),
        (lambda: sheet(["a" * 600]), "far too long"),
        (lambda: sheet([None] * 60 + ["one too many"]), "far too long"),
        (lambda: sheet(["1"])[:200], "damaged"),
        (lambda: b"a" * (21 * 1024 * 1024), "larger than 20 MB"),
        (lambda: b"%PDF-1.7", "neither CSV nor XLSX"),
        (lambda: b"\xd0\xcf\x11\xe0old excel", "neither CSV nor XLSX"),
    ],
)  # fmt: skip
def test_what_is_no_sheet_is_refused_with_a_sentence(data, sentence):
    with pytest.raises(UnwelcomeSheet, match=sentence):
        list(rows_of(data()))


def test_a_long_cell_is_taken_where_whoever_reads_says_so():
    data = ("Note\n" + "a" * 600 + "\n").encode()
    with pytest.raises(UnwelcomeSheet, match="far too long"):
        list(rows_of(data))
    assert [len(cells[0]) for _line, cells in rows_of(data, longest=1_000)] == [4, 600]
    book = sheet(["Note"], ["a" * 600])
    assert [len(cells[0]) for _line, cells in rows_of(book, longest=1_000)] == [4, 600]


def test_headers_are_known_by_their_words_and_by_what_was_said_before():
    words = {"name": "nom;name", "note": "note;remarque"}
    assert proposed(["Nom", "NAME", "Remarqué", "?"], words) == ["name", "", "note", ""]
    assert proposed(["Nom", "?"], words, ["", "note"]) == ["", "note"]
    assert proposed(["Nom", "?"], words, ["note"]) == ["name", ""], "of another file"
