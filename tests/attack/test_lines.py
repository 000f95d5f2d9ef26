"""Names and lines without signs that deceive: every field of every form, and what a document brings in."""

import ast

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from palabre.commons.files.store import store_file
from palabre.commons.texts.html import clean_html
from palabre.core.lines import as_name, mixes_alphabets, on_one_line, without_turning
from palabre.membership.forms.sign_up import NameForm
from palabre.people.models import Audience, Member
from palabre.processes.actions.manuscripts import bring_in_manuscript
from tests.house import python_texts

TURNING = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
MARKS_OF_DIRECTION = "\u200e\u200f\u061c"
WITHOUT_SHAPE = "\u200b\u2060\ufeff\u00ad\u034f\u115f\u1160\u3164\uffa0\u180e\u2800\u17b4\ue000\U000e0041\ufffe"
# What people write, and must be able to: Persian, Sinhala, a family, a flag, a keycap, Thai, Hebrew, Vietnamese.
WRITTEN = [
    "Élodie d’Écailles-Noël", "می\u200cخواهم", "ශ්\u200dරී ලංකාව", "क्\u200dष", "👩\u200d👩\u200d👧",
    "👩🏽\u200d🌾", "❤️\u200d🔥", "🏳️\u200d🌈", "1\ufe0f\u20e3", "Nguyễn Thị Ánh", "שָׁלוֹם", "น้ำ", "محمد الأمين", 
    "李明", "김철수", "Łódź", "Анна Петрова", "O'Brien", "葛\U000e0100城",
]  # fmt: skip


@pytest.mark.parametrize("sign", TURNING + MARKS_OF_DIRECTION + WITHOUT_SHAPE + "\u200c\u200d\ufe0f")
def test_a_sign_that_nobody_sees_leaves_a_name_as_it_looks(sign):
    assert on_one_line(f"A{sign}wa") in ("Awa", "A wa" if sign == "\u2800" else "Awa")
    assert on_one_line(sign) == ""


@pytest.mark.parametrize("sign", "\r\n\t\x00\x0b\x85\u2028\u2029")
def test_a_line_break_becomes_a_space(sign):
    assert on_one_line(f"Awa{sign}Bcc: x") == "Awa Bcc: x"


@pytest.mark.parametrize("words", WRITTEN)
def test_what_a_script_is_written_with_stays(words):
    assert on_one_line(words) == as_name(words) == words
    assert not mixes_alphabets(words)


def test_a_column_of_accents_is_cut():
    assert on_one_line("A" + "\u0336" * 60 + "wa") == "A" + "\u0336" * 4 + "wa"


def test_fancy_letters_are_those_everybody_types():
    assert as_name("𝐂𝐡𝐥𝐨𝐞 Ｄｏｅ ℬ") == "Chloe Doe B"


@pytest.mark.parametrize("name", ["Аwа", "Chloе", "Αwa", "Брuno", "Awa Сос", "Ꭺwa", "Drіss"])
def test_letters_that_look_alike_are_told(name):
    assert mixes_alphabets(name)


@pytest.fixture
def me(client, awa):
    client.force_login(awa)
    return awa


@pytest.mark.parametrize("field", ["name", "pseudonym"])
def test_a_look_alike_is_refused_with_a_sentence_and_given_back(client, me, field):
    answer = client.post(reverse("membership:me"), {"name": "Awa", "pseudonym": "", field: "Brunо"})  # Cyrillic о
    assert answer.status_code == 422
    assert "mixes letters of two alphabets" in answer.content.decode()
    assert "Brunо" in answer.content.decode()
    assert not NameForm({"name": "Brunо"}).is_valid()


@pytest.mark.parametrize("dressed", ["Bru\u200bno", "\u202eBruno", "Bruno\u3164", "𝐁𝐫𝐮𝐧𝐨", "Bru\u00adno"])
def test_a_pseudonym_that_looks_like_anothers_name_is_that_name(client, me, dressed):
    answer = client.post(reverse("membership:me"), {"name": "Awa", "pseudonym": dressed})
    assert answer.status_code == 422
    assert "Someone else goes by this name" in answer.content.decode()


def test_a_name_of_nothing_is_no_name(client, me):
    assert client.post(reverse("membership:me"), {"name": "\u3164\u200b", "pseudonym": ""}).status_code == 422
    assert Member.objects.get(pk=me.pk).name == "Awa"


def test_a_file_keeps_the_ending_one_reads(cast, settings, tmp_path):
    settings.FILES_ROOT = tmp_path
    upload = SimpleUploadedFile("compte\u202etxt.pdf", b"%PDF-1.7 and more")
    assert store_file(upload, by=cast.awa, audience=Audience.wide("members")).name == "comptetxt.pdf"


def test_texts_do_not_turn_the_page_around_them(cast):
    assert clean_html(f"<p>Un{TURNING} mot&#x202e;</p>") == "<p>Un mot</p>"
    assert without_turning(f"Un{TURNING} mot \u200f\u200d ici") == "Un mot \u200f\u200d ici"
    document = f"# Un{TURNING} titre\n\nGroupes : Ren{TURNING}nes\n\n## Acheter près\n\n- Une\u202e liste\n- Deux\n"
    manuscript = bring_in_manuscript(by=cast.farid, name="x", data=document.encode())
    assert manuscript.proposal["title"] == "Un titre"
    assert manuscript.proposal["groups"] == ["Rennes"]
    assert "\u202e" not in str(manuscript.proposal)


# Fields of plain ``CharField`` and why: nobody reads what is in them, or it is cleaned where it is read.
LEFT = {
    "anchor", "once", "opened_at", "chosen", "previewed", "place", "was", "part", "at", "to", "kind",
    "address",  # all of these are checked whole
    "seen", "as_it_stands",  # compared with what we sent
    "endpoint", "point", "secret",  # of a browser, never shown, and checked whole
    "OpeningForm.password",
    "BringInForm.text",  # read like a file: see above
    "RichText", "SampleForm.sentence", "SampleForm.reason",  # its own kind; never sent
}  # fmt: skip


def plain_fields():
    """``Class.field`` of each ``forms.CharField(…)`` in the house, by what the source says."""
    for text in python_texts().values():
        for form in (node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.ClassDef)):
            for node in ast.walk(form):
                if isinstance(node, ast.Assign) and ast.unparse(node.value).startswith("forms.CharField("):
                    yield f"{form.name}.{ast.unparse(node.targets[0])}"


def test_every_field_for_words_cleans_them():
    found = [name for name in plain_fields() if not {name, name.rpartition(".")[2]} & LEFT]
    assert found == [], "use OneLine, Name or Lines of palabre/core/lines.py"
    assert len(list(plain_fields())) > 8
