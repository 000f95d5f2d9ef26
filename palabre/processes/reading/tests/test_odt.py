import pytest

from palabre.processes.reading import Unreadable, propose, unreadable
from palabre.processes.reading.formats import read
from palabre.processes.reading.tests.odt_files import content, odt, odt_of, styles

pytestmark = pytest.mark.either_engine

BOLD = '<style:style style:name="T1" style:family="text"><style:text-properties fo:font-weight="bold"/></style:style>'
ITALIC = (
    '<style:style style:name="T2" style:family="text"><style:text-properties fo:font-style="italic"/></style:style>'
)
PLAIN = (
    '<style:style style:name="T3" style:family="text"><style:text-properties fo:font-weight="normal"/></style:style>'
)
BOLD_LINE = (
    '<style:style style:name="P1" style:family="paragraph" style:parent-style-name="Text_20_body">'
    '<style:text-properties fo:font-weight="bold"/></style:style>'
)
LISTS = (
    '<text:list-style style:name="L1"><text:list-level-style-bullet text:level="1" text:bullet-char="•"/>'
    '<text:list-level-style-number text:level="2" style:num-format="1"/></text:list-style>'
    '<text:list-style style:name="L2"><text:list-level-style-number text:level="1" style:num-format="1"/>'
    "</text:list-style>"
)
TITLE = '<style:style style:name="Title" style:family="paragraph"/>'


def blocks(data: bytes) -> list[tuple[str, int, str, str]]:
    return [(str(block.kind), block.level, block.marker, block.html or block.text) for block in read(data).blocks]


def texts(data: bytes) -> list[str]:
    return [block.text for block in read(data).blocks]


def sentence_for(data: bytes) -> str:
    with pytest.raises(Unreadable) as refusal:
        propose(data, filename="texte.odt")
    return refusal.value.sentence


# --- what is read ---------------------------------------------------------------------------------


def test_headings_keep_their_level_and_the_style_of_titles_is_the_highest() -> None:
    body = (
        '<text:p text:style-name="P9">Nos maisons</text:p><text:h text:outline-level="2">Ouvrir</text:h>'
        '<text:h text:outline-level="9">Plus bas</text:h><text:p>Parce que.</text:p>'
    )
    based = '<style:style style:name="P9" style:family="paragraph" style:parent-style-name="Title"/>'
    assert blocks(odt_of(body, based, styles=styles(TITLE))) == [
        ("heading", 1, "", "Nos maisons"),
        ("heading", 2, "", "Ouvrir"),
        ("heading", 6, "", "Plus bas"),
        ("paragraph", 0, "", "Parce que."),
    ]


def test_bold_and_italics_come_through_automatic_styles() -> None:
    body = (
        '<text:p>Un <text:span text:style-name="T1">mot <text:span text:style-name="T2">fort</text:span></text:span>.'
        "</text:p>"
        '<text:p text:style-name="P1">Tout<text:span text:style-name="T3"> sauf cela</text:span></text:p>'
    )
    assert [block[3] for block in blocks(odt_of(body, BOLD + ITALIC + PLAIN + BOLD_LINE))] == [
        "Un <strong>mot </strong><strong><em>fort</em></strong>.",
        "<strong>Tout</strong> sauf cela",
    ]


def test_links_spaces_tabs_and_line_breaks() -> None:
    body = (
        '<text:p>Voir<text:s text:c="3"/><text:a xlink:href="https://a.be/?x=1&amp;y=2">ici</text:a><text:tab/>ou'
        '<text:a xlink:href="javascript:alert(1)"> là</text:a><text:line-break/>puis.</text:p>'
    )
    assert [block[3] for block in blocks(odt_of(body))] == [
        'Voir <a href="https://a.be/?x=1&amp;y=2">ici</a> ou là',
        "puis.",
    ]


def test_lists_keep_depth_and_kind_and_go_on_counting_where_they_say_so() -> None:
    item = "<text:list-item><text:p>{}</text:p>{}</text:list-item>"
    inner = f"<text:list>{item.format('b', '')}{item.format('c', '')}</text:list>"
    body = (
        f'<text:list text:style-name="L1">{item.format("a", inner)}'
        f"{item.format('d', '<text:p>encore</text:p>')}</text:list>"
        f'<text:list text:style-name="L2">{item.format("e", "")}{item.format("f", "")}</text:list>'
        "<text:p>Entre deux.</text:p>"
        f'<text:list text:style-name="L2" text:continue-numbering="true">{item.format("g", "")}</text:list>'
        f'<text:list text:style-name="L2">{item.format("h", "")}</text:list>'
    )
    assert blocks(odt_of(body, LISTS)) == [
        ("item", 0, "•", "a"),
        ("item", 1, "1.", "b"),
        ("item", 1, "2.", "c"),
        ("item", 0, "•", "d"),
        ("paragraph", 0, "", "encore"),
        ("item", 0, "1.", "e"),
        ("item", 0, "2.", "f"),
        ("paragraph", 0, "", "Entre deux."),
        ("item", 0, "3.", "g"),
        ("item", 0, "1.", "h"),
    ]


def test_tables_are_read_as_rows() -> None:
    cell = "<table:table-cell><text:p>{}</text:p></table:table-cell>"
    body = (
        f"<table:table><table:table-header-rows><table:table-row>{cell.format('Mesure')}{cell.format('Qui')}"
        f"</table:table-row></table:table-header-rows><table:table-row>{cell.format('Ouvrir')}{cell.format('Awa')}"
        "</table:table-row></table:table>"
    )
    assert blocks(odt_of(body)) == [("row", 0, "", "Mesure | Qui"), ("row", 0, "", "Ouvrir | Awa")]


def test_insertions_are_accepted_and_deletions_dropped_as_a_reader_sees_them() -> None:
    body = (
        "<text:tracked-changes><text:changed-region><text:deletion><text:p>Effacé.</text:p></text:deletion>"
        "</text:changed-region></text:tracked-changes>"
        '<text:p>Gardé <text:change text:change-id="a"/><text:change-start text:change-id="b"/>et ajouté'
        '<text:change-end text:change-id="b"/>.</text:p>'
    )
    assert texts(odt_of(body)) == ["Gardé et ajouté."]


def test_hidden_words_and_remarks_in_the_margin_stay_there() -> None:
    hidden = (
        '<style:style style:name="T9" style:family="text"><style:text-properties text:display="none"/></style:style>'
    )
    body = (
        "<text:p>Dit<office:annotation><dc:creator>Ada</dc:creator><text:p>Une remarque.</text:p></office:annotation>"
        ' haut<text:span text:style-name="T9"> et tu</text:span>.</text:p>'
        '<text:section text:display="none"><text:p>Caché.</text:p></text:section>'
        "<text:section><text:p>Montré.</text:p></text:section>"
    )
    assert texts(odt_of(body, hidden)) == ["Dit haut.", "Montré."]


def test_notes_contents_headers_and_footers_are_read_aside() -> None:
    body = (
        "<text:table-of-content><text:table-of-content-source><text:index-title-template>Modèle"
        "</text:index-title-template></text:table-of-content-source><text:index-body><text:p>Ouvrir 1</text:p>"
        "</text:index-body></text:table-of-content>"
        "<text:p>Parce que<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>Voir plus bas."
        "</text:p></text:note-body></text:note> oui.</text:p>"
    )
    master = (
        "<style:header><text:p>Estran</text:p></style:header><style:header-left><text:p>Estran</text:p></style:header-left>"
        "<style:footer><text:p>Document de travail au 02/05/2021</text:p></style:footer>"
    )
    data = odt_of(body, styles=styles(master=master))
    assert [(block.text, block.aside) for block in read(data).blocks] == [
        ("Ouvrir 1", True),
        ("Parce que oui.", False),
        ("Voir plus bas.", True),
        ("Estran", True),
        ("Document de travail au 02/05/2021", True),
    ]
    assert propose(data).to_json()["date"] == "2021-05-02"


def test_words_in_boxes_are_read() -> None:
    box = "<draw:frame><draw:text-box><text:p>dans la boîte</text:p></draw:text-box></draw:frame>"
    body = f"<text:p>Avant {box}après</text:p>"
    assert texts(odt_of(body)) == ["Avant", "dans la boîte", "après"]


def test_a_style_that_stands_on_itself_does_no_harm() -> None:
    circle = '<style:style style:name="P1" style:family="paragraph" style:parent-style-name="P1"/>'
    assert texts(odt_of('<text:p text:style-name="P1">Dit.</text:p>', circle)) == ["Dit."]


# --- what is refused ------------------------------------------------------------------------------


def test_an_empty_odt_is_refused() -> None:
    assert sentence_for(odt_of("<text:p/>")) == unreadable.EMPTY


def test_an_odt_with_a_password_says_so() -> None:
    manifest = b"<manifest><file-entry><encryption-data/></file-entry></manifest>"
    assert (
        sentence_for(odt({"content.xml": b"\x8f\x01\x02", "META-INF/manifest.xml": manifest})) == unreadable.ENCRYPTED
    )


def test_a_docx_with_a_password_says_so_too() -> None:
    packed = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600 + "EncryptedPackage".encode("utf-16-le")
    assert sentence_for(packed) == unreadable.ENCRYPTED


@pytest.mark.parametrize("name", ["Basic/Standard/Module1.xml", "Scripts/python/run.py", "word/vbaProject.bin"])
def test_macros_are_refused(name: str) -> None:
    assert sentence_for(odt({"content.xml": content("<text:p>Dit.</text:p>"), name: b"<a/>"})) == unreadable.MACROS


def test_a_list_of_macros_without_any_is_none() -> None:
    empty = b'<!DOCTYPE library:library PUBLIC "-//OpenOffice.org//DTD" "library.dtd"><a/>'
    assert texts(odt({"content.xml": content("<text:p>Dit.</text:p>"), "Basic/Standard/script-lb.xml": empty})) == [
        "Dit."
    ]


def test_damaged_files_are_refused() -> None:
    whole = odt_of("<text:p>Bonjour à toutes et tous</text:p>")
    deep = odt_of("<text:section>" * 5000 + "<text:p>x</text:p>" + "</text:section>" * 5000)
    for data in (whole[: len(whole) // 2], odt({"content.xml": b"<not xml"}), odt({"other.xml": b"<a/>"}), deep):
        assert sentence_for(data) == unreadable.BROKEN


def test_a_zip_bomb_is_refused_from_its_directory_and_while_unpacking() -> None:
    bomb = odt({"content.xml": b"<a>" + b" " * (60 * 1024 * 1024)})
    assert len(bomb) < 100_000
    assert sentence_for(bomb) == unreadable.SWOLLEN
    size = 30 * 1024 * 1024
    lying = odt({"content.xml": b"x" * size})
    assert sentence_for(lying.replace(size.to_bytes(4, "little"), (1000).to_bytes(4, "little"))) in (
        unreadable.SWOLLEN,
        unreadable.BROKEN,
    )


def test_an_odt_may_not_bring_entities() -> None:
    attack = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    part = attack + content("<text:p>&x;</text:p>").split(b"?>", 1)[1]
    assert sentence_for(odt({"content.xml": part})) == unreadable.BROKEN


@pytest.mark.parametrize("kind", ["spreadsheet", "presentation", "graphics"])
def test_other_open_documents_say_what_to_do_instead(kind: str) -> None:
    assert sentence_for(odt({"content.xml": content("", kind=kind)}, kind=kind)) == unreadable.OTHER_OFFICE
    assert sentence_for(odt({"content.xml": content("", kind=kind)})) == unreadable.OTHER_OFFICE


def test_html_typed_in_an_odt_stays_text() -> None:
    words = "&lt;script&gt;alert(1)&lt;/script&gt; &amp;amp; &lt;b&gt;gras&lt;/b&gt;"
    [block] = read(odt_of(f"<text:p>{words}</text:p>")).blocks
    assert block.text == "<script>alert(1)</script> &amp; <b>gras</b>"
    assert block.html == ""
