"""The rule of hashing, against what others computed, and the same on both engines."""

from datetime import UTC, date, datetime
from hashlib import sha256
from random import Random

import pytest

from palabre.commons.texts.models import Revision, Text
from palabre.commons.trail.rows import columns_of, kinds, rows_of
from palabre.commons.trail.verify import Tree, leaf_of, spans_of, without
from palabre.governance.models import AgendaItem, AgendaPoint, Commitment, Decision, ProgressNote
from palabre.people.models import Member

# The eight entries and the roots of the test vectors that Certificate Transparency's own libraries use (RFC 6962).
ENTRIES = ("", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f")
ROOTS = {
    0: "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    1: "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    2: "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    3: "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    4: "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    5: "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    6: "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    7: "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    8: "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
}
# Of the rows below. A rule that changes would leave every seal ever made without its rows.
LEAVES = [
    "398b510cabb2089c40ce843d2dbd61fb2f1d4401803c0acdb148bdfe6638f267",
    "54334132177b6c8266c2daf0b75c91016014670fc1d1fe2444b5814d0054f26a",
    "9fe6b80703e88439b442314f2aac9bfda65c96f9fb6a93eeb5fbe5a6aa38b590",
]


@pytest.mark.parametrize("count", ROOTS)
def test_roots_are_those_of_rfc_6962(count):
    tree = Tree()
    for entry in ENTRIES[:count]:
        tree.add(sha256(b"\x00" + bytes.fromhex(entry)).digest())
    assert tree.root() == ROOTS[count]


@pytest.fixture
def known_rows(cast, audiences, board):
    """Two rows with every kind of value: text beyond ASCII, JSON, dates, instants, nothing. Their ids are given."""
    author = Member.objects.create(pk=900, name="Ida", email="ida@example.org")
    text = Text.objects.create(pk=901, audience=audiences.public)
    Revision.objects.create(
        pk=902, text=text, number=1, title="Décider “ensemble” 🌳", html="<p>Été\n\\ \"deux\"</p>",
        parts=[{"title": "T", "anchor": "m1", "html": "<p>&amp; é \u2028</p>"}, {"n": [1, 2.5, None, True]}],
        author=author, at=datetime(2026, 3, 29, 1, 30, 0, 120, tzinfo=UTC), reason="", sha256="0" * 64,
    )  # fmt: skip
    item = AgendaItem.objects.create(body=board.body, source="recommendation", title="T", audience=audiences.public)
    point = AgendaPoint.objects.create(item=item, position=1, title="T")
    decision = Decision.objects.create(
        point=point, meeting=board.meeting, outcome="refused", reason="No.", by=author, audience=audiences.public
    )
    commitment = Commitment.objects.create(
        pk=903, decision=decision, body=board.body, reference="1", title="T", status="rejected",
        audience=audiences.public,
    )  # fmt: skip
    for pk, day in ((904, date(2026, 2, 28)), (905, None)):
        ProgressNote.objects.create(
            pk=pk, commitment=commitment, status="done", text="Voilà\r\n", next_check_on=day, by=author,
            at=datetime(2026, 1, 1, tzinfo=UTC),
        )  # fmt: skip


def test_the_same_row_has_the_same_leaf_on_both_engines(known_rows):
    leaves = [
        leaf_of(kind, row).hex()
        for kind in ("texts.revision", "governance.progressnote")
        for _pk, row in rows_of(kinds()[kind], columns_of(kinds()[kind]), [(900, 999)])
    ]
    assert leaves == LEAVES


def test_a_row_is_told_as_json_values(known_rows):
    model = kinds()["governance.progressnote"]
    assert dict(rows_of(model, columns_of(model), [(904, 905)])) == {
        904: {
            "at": "2026-01-01T00:00:00.000000Z", "by_id": 900, "commitment_id": 903, "id": 904,
            "next_check_on": "2026-02-28", "status": "done", "text": "Voilà\r\n",
        },
        905: {
            "at": "2026-01-01T00:00:00.000000Z", "by_id": 900, "commitment_id": 903, "id": 905,
            "next_check_on": None, "status": "done", "text": "Voilà\r\n",
        },
    }  # fmt: skip


def test_a_column_that_is_gone_is_said(db):
    with pytest.raises(LookupError, match="no longer has colour"):
        list(rows_of(kinds()["trail.link"], ["colour", "id"], [(1, 2)]))


def test_every_column_of_the_record_is_of_a_type_that_both_engines_tell_alike():
    # Decimals, durations and identifiers come differently from SQLite: teach rows.plain before keeping one.
    known = set(
        "BigAutoField BigIntegerField CharField DateField DateTimeField ForeignKey JSONField OneToOneField SlugField"
        " PositiveIntegerField PositiveSmallIntegerField TextField".split()
    )
    used = {field.get_internal_type() for model in kinds().values() for field in model._meta.local_concrete_fields}
    assert used - known == set()


def test_spans_are_cut_as_sets_of_ids_are():
    chance = Random(6962)
    for _time in range(300):
        some, others = ({chance.randrange(40) for _n in range(chance.randrange(30))} for _side in range(2))
        left = without(spans_of(sorted(some)), spans_of(sorted(others)))
        assert left == sorted(left)
        assert [pk for first, last in left for pk in range(first, last + 1)] == sorted(some - others)
