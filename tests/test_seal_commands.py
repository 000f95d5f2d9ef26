"""What an operator types about seals, and what is answered."""

import json

import pytest
from django.template import engines

from palabre.cli.main import main
from palabre.commons.trail import verify
from palabre.commons.trail.models import Seal, SealTip
from palabre.commons.trail.sealing import seal_new
from palabre.commons.trail.seals import line_of, short_of
from palabre.membership.actions.names import change_name
from tests.world import build


@pytest.fixture
def said(capsys, monkeypatch):
    """``said("check")``: the exit status and the lines on standard output."""
    # What the tests themselves put into the settings would be a finding.
    monkeypatch.setattr(engines["django"].engine, "string_if_invalid", "")

    def say(*words):
        capsys.readouterr()
        status = main(words)
        return status, capsys.readouterr().out.splitlines()

    return say


@pytest.fixture
def newest(cast):
    build(cast, 1)
    seal_new(None)
    seal = Seal.objects.last()
    return line_of(seal.number, seal.at, seal.sha256), seal


def test_seal_prints_the_line_to_keep(cast, said):
    assert said("seal") == (0, ["Nothing is new."])
    build(cast, 1)
    seals = Seal.objects.all()
    before = seals.last().number
    status, lines = said("seal")
    newest = seals.last()
    assert (status, lines[-1]) == (0, line_of(newest.number, newest.at, newest.sha256))
    assert lines[0] == (f"{newest.number - before} new seals." if newest.number > before else "Nothing is new.")


def test_check_says_what_is_sealed_and_what_it_cannot_see(newest, said, cast):
    line, seal = newest
    assert said("check") == (0, [
        "Everything is as it must be.",
        f"{seal.total} rows are sealed, in {seal.number} seals. The newest: {line}",
        "0 rows are not sealed yet.",
        verify.CANNOT_SEE,
    ])  # fmt: skip


def test_what_is_not_sealed_yet_is_information_and_no_finding(newest, said, cast):
    change_name(cast.awa, by=cast.awa, name="Awa D.", pseudonym="")
    status, lines = said("check", "--json")
    told = json.loads("\n".join(lines))
    assert (status, told["findings"]) == (0, [])
    assert (told["sealed"]["unsealed"], told["sealed"]["unsealed_by_kind"]) == (1, {"trail.entry": 1})
    assert (told["sealed"]["newest"], told["cannot_see"]) == (newest[0], verify.CANNOT_SEE)


def test_check_knows_the_seals_that_somebody_kept(newest, said, tmp_path):
    line, seal = newest
    (tmp_path / "kept.txt").write_text(f"From Ida:\n> {line}\n", encoding="utf-8")
    for kept in (seal.sha256, line, short_of(seal.sha256), str(tmp_path / "kept.txt")):
        assert said("check", "--seal", kept)[0] == 0, kept
    status, lines = said("check", "--seal", line, "--seal", "ab" * 32)
    assert (status, lines[0]) == (1, f"kept seals: The seal {'ab' * 32} is not in the chain: "
                                  "seals were rewritten, or it is not of this cooperative.")  # fmt: skip


@pytest.mark.parametrize("kept", ["", "abc", "no-such-file.txt", "123"])
def test_what_is_no_seal_is_said_rather_than_passed(newest, said, kept):
    assert said("check", "--seal", kept)[0] == 2


def test_a_chain_cut_short_is_found(newest, said):
    SealTip.objects.update(number=newest[1].number + 1)
    status, lines = said("check")
    assert (status, lines[1]) == (1, "1 findings")
    assert lines[0].startswith("trail: seals: The newest seal should be number")


def test_history_is_written_once_for_its_owner_only(newest, said, tmp_path):
    place = tmp_path / "history.jsonl"
    assert said("history", str(place))[0] == 0
    assert place.stat().st_mode & 0o777 == 0o600
    with place.open(encoding="utf-8") as lines:
        assert list(verify.History([newest[1].sha256]).faults(lines)) == []
    assert said("history", str(place))[0] == 2
    assert said("history", "--without-words", "-")[1] != place.read_text(encoding="utf-8").splitlines()
