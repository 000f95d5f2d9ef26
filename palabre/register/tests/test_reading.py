"""CSV and XLSX as payroll and spreadsheets write them, and as attackers do."""

import io
import zipfile

import pytest

from palabre.register.columns import proposed
from palabre.register.reading import rows_of
from palabre.register.reading.unwelcome import UnwelcomeSheet
from palabre.register.reading.xlsx_rows import MAX_PART

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


def sheet(rows, words=(), more=None):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        shared = "".join(f"<si><t>{word}</t></si>" for word in words)
        archive.writestr("xl/sharedStrings.xml", f'<sst xmlns="{NS}">{shared}</sst>')
        archive.writestr(
            "xl/worksheets/sheet1.xml", f'<worksheet xmlns="{NS}"><sheetData>{rows}</sheetData></worksheet>'
        )
        for name, content in (more or {}).items():
            archive.writestr(name, content)
    return out.getvalue()


def test_a_spreadsheet_gives_its_words_and_its_formulas_as_words():
    rows = (
        '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="C1" t="inlineStr"><is><t>Depuis</t></is></c></row>'
        '<row r="3"><c r="A3"><v>4711.0</v></c><c r="B3"><f>1+1</f><v>2</v></c><c r="C3"><v>43864</v></c></row>'
    )
    assert list(rows_of(sheet(rows, ["N°"]))) == [(1, ["N°", "", "Depuis"]), (3, ["4711", "=1+1", "43864"])]


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (lambda: sheet("<row><c><v>1</v></c></row>", more={"xl/media/big": b"0" * (MAX_PART + 1)}), "far too large"),
        (lambda: sheet('<!DOCTYPE a [<!ENTITY b "c">]>'), "damaged"),
        (lambda: sheet('<row><c t="s"><v>99</v></c></row>'), "damaged"),
        (lambda: sheet("<row>"), "damaged"),
        (lambda: sheet(f"<row><c t='inlineStr'><is><t>{'a' * 600}</t></is></c></row>"), "far too long"),
        (lambda: sheet("<row r='1'><c r='ZZZ1'><v>1</v></c></row>"), "far too long"),
        (lambda: sheet("", more={})[:200], "damaged"),
        (lambda: b"a" * (21 * 1024 * 1024), "larger than 20 MB"),
        (lambda: b"%PDF-1.7", "neither CSV nor XLSX"),
        (lambda: b"\xd0\xcf\x11\xe0old excel", "neither CSV nor XLSX"),
    ],
)
def test_what_is_no_sheet_is_refused_with_a_sentence(data, sentence):
    with pytest.raises(UnwelcomeSheet, match=sentence):
        list(rows_of(data()))


@pytest.mark.parametrize(
    ("headers", "fields"),
    [
        (["Matricule", "Nom", "Prénom", "Adresse e-mail", "Antenne"], ["number", "name", "first", "email", "branch"]),
        (["Employee number", "Full name", "E-mail", "Joined"], ["number", "name", "email", "from_on"]),
        (["Lidnummer", "Achternaam", "Voornaam", "E-mailadres", "Aandelen"],
         ["number", "name", "first", "email", "shares"]),
        (["Nom", "NOM", "???"], ["name", "", ""]),
    ],
)  # fmt: skip
def test_headers_are_understood_in_three_languages(headers, fields):
    assert proposed(headers) == fields
