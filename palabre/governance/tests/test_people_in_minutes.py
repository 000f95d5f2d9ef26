"""Whoever was represented or left stands in minutes by number: a name is that of today, and the hash holds."""

import hashlib

import pytest

from palabre.core.verdict import Refused
from palabre.governance.actions.minutes import differs, in_order, present_minutes, save_part
from palabre.governance.freezing import hash_again, hash_of
from palabre.governance.models import Attendance, HeldBack, Minutes
from palabre.governance.queries.minutes import minutes_page
from palabre.governance.written import Written
from palabre.people.models import Member


@pytest.fixture
def presented(cast, sitting, larger_board, note):
    """Chloé carries Awa's voice, Driss left; nobody wrote who was there."""
    note(cast.chloe, cast.driss)
    note(cast.awa, how="represented", proxy=cast.chloe)
    note(cast.driss, how="left")
    save_part(sitting, by=cast.farid, anchor="summary", written=Written("We met."), saves=0)
    return present_minutes(sitting, by=cast.farid)


def said(meeting, viewer):
    page = minutes_page(Minutes.objects.get(meeting=meeting), viewer)
    return [(each.name, each.proxy, each.left_at is not None) for each in (*page.present, *page.represented)]


def test_they_stand_by_number_and_no_name_is_frozen(cast, sitting, presented):
    rows = presented.attendance.all()
    assert {(row.how, row.member_id, row.represented_by_id, row.name) for row in rows} == {
        ("present", cast.chloe.pk, None, ""), ("present", cast.driss.pk, None, ""),
        ("represented", cast.awa.pk, cast.chloe.pk, ""),
    }  # fmt: skip
    left = sitting.presences.get(how="left")
    assert [row.left_at for row in rows if row.left_at] == [left.at]
    assert said(sitting, cast.awa) == [("Chloé", "", False), ("Driss", "", True), ("Awa", "Chloé", False)]


def test_a_new_name_shows_at_once_and_is_nothing_to_present_again(cast, sitting, presented):
    Member.objects.filter(pk=cast.chloe.pk).update(name="Chloé Roux")
    assert said(sitting, cast.awa)[2] == ("Awa", "Chloé Roux", False)
    minutes = Minutes.objects.get(meeting=sitting)
    assert not differs(minutes, in_order(minutes, cast.farid))
    with pytest.raises(Refused, match="Nothing differs"):
        present_minutes(sitting, by=cast.farid, reason="A name.")
    assert hash_again(presented) == presented.sha256


def test_the_hash_covers_who_carried_a_voice_and_when_somebody_left(cast, presented):
    rows, held = list(presented.attendance.all()), HeldBack.objects.none()
    carried = next(row for row in rows if row.represented_by_id)
    carried.represented_by = cast.driss
    assert hash_of(presented.revision, rows, held) != presented.sha256
    carried.represented_by = cast.chloe
    assert hash_of(presented.revision, rows, held) == presented.sha256
    next(row for row in rows if row.left_at).left_at = None
    assert hash_of(presented.revision, rows, held) != presented.sha256


def test_what_was_presented_before_has_the_hash_it_had(presented):
    """Rows without them say what they said before these were kept; the hash was computed here in words of its own."""
    rows = [Attendance(how="present", member_id=7, role="chair"), Attendance(how="present", name="Two guests")]
    words = (
        '{"attendance":[["present",7,"chair",""],["present",null,"","Two guests"]],"held_back":[],"revision":"'
        f'{presented.revision.sha256}"}}'
    )
    assert hash_of(presented.revision, rows, []) == hashlib.sha256(words.encode()).hexdigest()


def test_who_is_noted_otherwise_is_what_was_noted(cast, sitting, presented):
    written = Written("", present=(cast.chloe.pk,), excused=(cast.awa.pk,))
    save_part(sitting, by=cast.farid, anchor="presence", written=written, saves=0)
    again = present_minutes(sitting, by=cast.farid, reason="Awa was excused.")
    assert {(row.how, row.member_id) for row in again.attendance.all()} == {
        ("present", cast.chloe.pk), ("excused", cast.awa.pk),
    }  # fmt: skip


def test_whoever_writes_sees_what_the_sheet_adds(client, cast, sitting, presented):
    client.force_login(cast.farid)
    page = client.get(f"/governance/meetings/{sitting.pk}/minutes/writing/").content.decode()
    assert "The attendance sheet adds by itself: Awa, represented by Chloé. Driss left at" in page
    html = client.get(f"/governance/meetings/{sitting.pk}/minutes/").content.decode()
    assert "represented by Chloé" in html
    assert "left at" in html
