"""Small files that would grow: refused with a sentence, before they have grown."""

import io
import struct
import tracemalloc
import zipfile
import zlib

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from palabre.people.models import Cooperative
from palabre.processes.models import Manuscript

pytestmark = pytest.mark.long
MB = 2**20
TYPES = "<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'/>"


def zipped(parts):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return packed.getvalue()


def lying():
    """A part of 100 MB whose directory says that it has 9 bytes."""
    data = bytearray(zipped({"[Content_Types].xml": TYPES, "word/document.xml": b" " * (100 * MB)}))
    real = struct.pack("<I", 100 * MB)
    at = data.find(real)
    while at >= 0:
        data[at : at + 4] = struct.pack("<I", 9)
        at = data.find(real, at)
    return bytes(data)


def entities():
    declared = "".join(f"<!ENTITY e{n} '{f'&e{n - 1};' * 10}'>" for n in range(1, 10))
    return f"<?xml version='1.0'?><!DOCTYPE x [<!ENTITY e0 'boom'>{declared}]><x>&e9;</x>"


DOCUMENTS = {
    "declared.docx": lambda: zipped({"[Content_Types].xml": TYPES, "word/document.xml": b" " * (100 * MB)}),
    "lying.docx": lying,
    "many.docx": lambda: zipped({f"word/{number}.xml": "" for number in range(3_500)}),
    "entities.docx": lambda: zipped({"[Content_Types].xml": TYPES, "word/document.xml": entities()}),
    "entities.odt": lambda: zipped({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": entities(),
                                    "META-INF/manifest.xml": "<x/>"}),
    "inside.docx": lambda: zipped({"[Content_Types].xml": TYPES, "word/document.xml": zipped({"x": b"0" * (90 * MB)})}),
}  # fmt: skip


def png(wide, high, rows=b""):
    """A picture that says how large it is, whatever it holds."""

    def chunk(kind, content):
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    head = struct.pack(">IIBBBBB", wide, high, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def text_bomb():
    note = b"Comment\x00\x00" + zlib.compress(b"0" * (100 * MB), 9)
    whole = png(8, 8, b"\x00" * 200)
    return (
        whole[:33]
        + struct.pack(">I", len(note))
        + b"zTXt"
        + note
        + struct.pack(">I", zlib.crc32(b"zTXt" + note))
        + whole[33:]
    )


PICTURES = {
    "wide.png": lambda: png(60_000, 60_000, b"\x00" * 1000), "long.png": lambda: png(1, 2**31 - 1),
    "none.png": lambda: png(0, 0), "words.png": text_bomb, "cut.png": lambda: png(64, 64)[:60],
}  # fmt: skip


@pytest.fixture
def farid(client, cast):
    client.force_login(cast.farid)
    return client


def grown(deed):
    """(what it gave, how many MB Python held at most meanwhile)."""
    tracemalloc.start()
    try:
        answer = deed()
        return answer, tracemalloc.get_traced_memory()[1] / MB
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_document_that_would_grow_is_refused_before_it_has(farid, name):
    data = DOCUMENTS[name]()
    assert len(data) < 2 * MB
    words = {"file": SimpleUploadedFile(name, data), "name": "Un document"}
    answer, most = grown(lambda: farid.post(reverse("processes:manuscripts"), words))
    assert answer.status_code == 422
    assert 'class="field-error"' in answer.content.decode()
    assert most < 60
    assert not Manuscript.objects.exists()


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_that_would_grow_is_refused_before_it_has(farid, name):
    words = {"name": "Estran", "motto": "", "accent": "#7a3b1d", "picture": SimpleUploadedFile(name, PICTURES[name]())}
    answer, most = grown(lambda: farid.post(reverse("membership:cooperative"), words))
    assert answer.status_code == 422
    assert most < 60
    assert not Cooperative.current().logo


def test_an_honest_picture_and_an_honest_document_come_in(farid):
    words = {"name": "Estran", "motto": "", "accent": "#7a3b1d"}
    picture = SimpleUploadedFile("logo.png", png(8, 8, b"\x00" * 25 * 8))
    assert farid.post(reverse("membership:cooperative"), {**words, "picture": picture}).status_code == 303
    document = SimpleUploadedFile("a.md", b"# A document\n\n## Buy near\n\n- A list\n- A farm\n")
    assert farid.post(reverse("processes:manuscripts"), {"file": document, "name": ""}).status_code == 303
    assert (bool(Cooperative.current().logo), Manuscript.objects.count()) == (True, 1)


def test_what_grows_is_measured():
    _, held = grown(lambda: b"0" * (90 * MB))
    assert held > 80
