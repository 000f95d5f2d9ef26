import io
import random
import zipfile
from html.parser import HTMLParser

import docx
import pytest

from palabre.processes.reading import Proposal, Unreadable, propose, unreadable

pytestmark = pytest.mark.either_engine


def sentence_for(data: bytes | str, filename: str = "") -> str:
    with pytest.raises(Unreadable) as refusal:
        propose(data, filename=filename)
    return refusal.value.sentence


def zipped(parts: dict[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()


def docx_of(*texts: str) -> bytes:
    document = docx.Document()
    for text in texts:
        document.add_paragraph(text)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


@pytest.mark.parametrize("data", [b"", "", b"  \n\t \r\n", "\ufeff \u00a0\n", b"\xef\xbb\xbf", "<p> </p><div></div>"])
def test_an_empty_file_is_refused(data: bytes | str) -> None:
    assert sentence_for(data) == unreadable.EMPTY


def test_an_empty_docx_is_refused() -> None:
    assert sentence_for(docx_of()) == unreadable.EMPTY


def test_files_that_are_no_text_are_refused() -> None:
    noise = random.Random(7).randbytes(5000)
    for data in (b"\x89PNG\r\n\x1a\n" + noise, noise, b"\x00" * 200, b"MZ\x90\x00" + noise, "\x00\x01\x02" * 50):
        assert sentence_for(data) == unreadable.BINARY


def test_pdf_and_old_word_say_what_to_do_instead() -> None:
    assert sentence_for(b"%PDF-1.7\n...", "texte.pdf") == unreadable.PDF
    assert sentence_for(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 500, "texte.doc") == unreadable.OLD_WORD
    assert sentence_for(b"{\\rtf1 bonjour}") == unreadable.OTHER_OFFICE
    odt = zipped({"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": b"<a/>"})
    assert sentence_for(odt) in (unreadable.OTHER_OFFICE, unreadable.BROKEN)


def test_a_file_over_ten_megabytes_is_refused_before_it_is_read() -> None:
    assert sentence_for(b"a" * (50 * 1024 * 1024)) == unreadable.TOO_LARGE
    assert sentence_for("é" * (6 * 1024 * 1024)) == unreadable.TOO_LARGE


def test_a_zip_bomb_is_refused_from_its_directory() -> None:
    bomb = zipped({"word/document.xml": b"<a>" + b" " * (60 * 1024 * 1024)})
    assert len(bomb) < 100_000
    assert sentence_for(bomb, "bombe.docx") == unreadable.SWOLLEN
    many = zipped({f"word/{number}.xml": b"" for number in range(4000)})
    assert sentence_for(many) == unreadable.SWOLLEN
    media = zipped({"word/document.xml": b"<a/>", "word/media/image1.png": b"\x00" * (90 * 1024 * 1024)})
    assert sentence_for(media) == unreadable.SWOLLEN


def test_a_zip_whose_directory_lies_about_its_size_is_refused_too() -> None:
    size = 30 * 1024 * 1024
    bomb = bytearray(zipped({"word/document.xml": b"x" * size}))
    true_size, lie = size.to_bytes(4, "little"), (1000).to_bytes(4, "little")
    assert bomb.count(true_size) >= 2
    assert sentence_for(bytes(bomb).replace(true_size, lie)) in (unreadable.SWOLLEN, unreadable.BROKEN)


def test_a_damaged_docx_is_refused() -> None:
    whole = docx_of("Bonjour à toutes et tous")
    assert sentence_for(whole[: len(whole) // 2]) == unreadable.BROKEN
    assert sentence_for(zipped({"hello.txt": b"hello"})) == unreadable.BROKEN
    assert sentence_for(zipped({"word/document.xml": b"<not xml"})) == unreadable.BROKEN
    assert sentence_for(b"PK\x03\x04" + b"\x01" * 300) == unreadable.BROKEN


def test_a_docx_may_not_bring_entities() -> None:
    source = zipfile.ZipFile(io.BytesIO(docx_of("Bonjour")))
    parts = {name: source.read(name) for name in source.namelist()}
    attack = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    parts["word/document.xml"] = attack + parts["word/document.xml"].split(b"?>", 1)[1].replace(b"Bonjour", b"&x;")
    assert sentence_for(zipped(parts)) == unreadable.BROKEN


class Tags(HTMLParser):
    """What a browser would find: the tags and attributes of a piece of HTML."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, list[tuple[str, str | None]]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, attrs))


def every_html(proposal: Proposal) -> str:
    passages = [
        *proposal.introduction,
        *proposal.unplaced,
        *(text for each in proposal.recommendations for text in each.text),
    ]
    measures = [measure for each in proposal.recommendations for measure in each.measures]
    return "".join([passage.html for passage in passages] + [measure.html for measure in measures])


ATTACKS = [
    "<script>alert(1)</script><p>texte</p>",
    '<p>texte <img src=x onerror="alert(1)"></p>',
    '<p><a href="javascript:alert(1)">texte</a></p>',
    '<p><a href=" java\nscript:alert(1)">texte</a></p>',
    "<p><a href='data:text/html,<script>alert(1)</script>'>texte</a></p>",
    '<p><a href="https://a.b/" onclick="alert(1)">texte</a></p>',
    "<p><a href='https://a.b/\"><script>alert(1)</script>'>texte</a></p>",
    "<p>texte &lt;script&gt;alert(1)&lt;/script&gt;</p>",
    "<svg onload=alert(1)><p>texte</p></svg><p>texte</p>",
    '<p><b style="background:url(javascript:alert(1))" onmouseover=alert(1)>texte</b></p>',
    "<iframe src='javascript:alert(1)'></iframe><p>texte</p>",
    "<p>texte</p><style>@import 'https://evil.example'</style>",
    "<math><mtext></mtext></math><p>texte</p>",
    "<p>texte<!--><script>alert(1)</script>--></p>",
    "**texte** <script>alert(1)</script> [lien](javascript:alert(1)) **gras**",
]


@pytest.mark.parametrize("attack", ATTACKS)
def test_the_html_that_is_kept_is_safe(attack: str) -> None:
    proposal = propose(attack, filename="page.html" if attack.startswith("<") else "page.md")
    tags = Tags()
    tags.feed(every_html(proposal))
    assert {tag for tag, _ in tags.found} <= {"em", "strong", "a", "br", "p"}
    for tag, attributes in tags.found:
        assert [name for name, _ in attributes] == (["href"] if tag == "a" else [])
        assert all(value and value.startswith(("http://", "https://")) for _, value in attributes)
    assert "texte" in every_html(proposal) + proposal.title


def test_bold_italics_and_links_are_kept() -> None:
    proposal = propose(
        "<h1>Titre</h1><p>Un <b>mot</b>, <i>un</i> "
        '<a href="https://a.be/?x=1&y=2">lien</a>, <a href="mailto:a@b.be">a@b.be</a>.</p>'
    )
    assert proposal.introduction[0].html == (
        'Un <strong>mot</strong>, <em>un</em> <a href="https://a.be/?x=1&amp;y=2">lien</a>, .'
    )


def test_every_refusal_is_a_sentence() -> None:
    sentences = [value for name, value in vars(unreadable).items() if name.isupper() and isinstance(value, str)]
    assert len(sentences) == 11
    assert all(sentence.endswith(".") and sentence[0].isupper() for sentence in sentences)
