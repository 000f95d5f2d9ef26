"""The list outside the database: it names nobody by itself, and finds again whom an old backup brings back."""

import pytest

from palabre.people.models import Duty, Member
from palabre.privacy.actions.erasures import ask_erasure, erase_due
from palabre.privacy.again import erase_listed
from palabre.privacy.marking import note_marks
from palabre.privacy.marks import NotAList, marked
from palabre.privacy.models import Erasure


@pytest.fixture
def gone(cast, move_clock):
    for member, words in ((cast.awa, "kept"), (cast.hugo, "withdrawn")):
        ask_erasure(by=member, words=words)
    move_clock(days=8)
    assert erase_due() == 2
    return [cast.awa, cast.hugo]


def test_the_list_is_written_once_and_names_nobody(gone, own_list):
    assert (note_marks(), note_marks()) == (2, 0)
    lines = own_list.read_text().splitlines()
    assert len(lines) == 3
    assert [line.split()[1] for line in lines[1:]] == ["kept", "withdrawn"]
    assert not any(word in own_list.read_text().lower() for word in ("awa", "hugo", "example.org"))
    assert own_list.stat().st_mode & 0o077 == 0


def test_it_finds_them_and_nobody_else(gone, own_list):
    note_marks()
    assert [(member.pk, words) for member, words in marked(own_list)] == [
        (gone[0].pk, "kept"),
        (gone[1].pk, "withdrawn"),
    ]
    assert erase_listed([own_list]) == 0, "they are erased already"


def test_a_database_in_which_they_are_back_erases_them_again(cast, gone, own_list):
    note_marks()
    Erasure.objects.all().delete()
    Member.objects.filter(pk=gone[0].pk).update(name="Awa", is_active=True, email="new.address@example.org")
    assert erase_listed([own_list, own_list]) == 2
    assert Member.objects.get(pk=gone[0].pk).name == "Someone who left"
    assert set(Erasure.objects.done().values_list("words", flat=True)) == {"kept", "withdrawn"}


def test_a_restore_erases_whoever_has_become_the_last_secretariat(cast, own_list, move_clock):
    other = Duty.objects.create(member=cast.hugo, kind="secretariat", from_on=cast.today, until_on=cast.today)
    Duty.objects.filter(pk=other.pk).update(until_on="2099-01-01")
    ask_erasure(by=cast.farid, words="kept")
    move_clock(days=8)
    erase_due()
    note_marks()
    Erasure.objects.all().delete()
    other.delete()
    assert erase_listed([own_list]) == 1


def test_what_is_no_list_stops_everything(tmp_path):
    for text in ("", "hello\n", "palabre-erased 1 00\nnot-a-mark\n"):
        (tmp_path / "other").write_text(text)
        with pytest.raises(NotAList):
            marked(tmp_path / "other")
