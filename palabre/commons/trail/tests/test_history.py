"""An exported history is checked by one file, with nothing but Python."""

import json
import shutil
import subprocess
import sys

import pytest

from palabre.commons.trail import sealing, verify
from palabre.commons.trail.against_seals import seals_hold
from palabre.commons.trail.history import history
from palabre.commons.trail.models import EntryDetails, Seal
from palabre.core import clock


@pytest.fixture
def exported(tie):
    """Two seals, two entries' words, as lines."""
    tie(1, 2, 4)
    sealing.seal_new()
    tie(3, 5)
    sealing.seal_new()
    return list(history())


def alone(folder, lines, *words):
    """verify.py as somebody else would run it: a copy of the file, and nothing of ours on the path."""
    shutil.copy(verify.__file__, folder / "verify.py")
    (folder / "history.jsonl").write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    command = [sys.executable, "-I", "-S", "verify.py", "history.jsonl", *words]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


def test_verify_needs_nothing_but_python(exported, tmp_path):
    newest = Seal.objects.get(pk=2).sha256
    done = alone(tmp_path, exported, "--seal", newest)
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.splitlines()[:2] == [
        "2 seals, 6 rows, the words of 1 entries were read.",
        f"All is as it was sealed. The newest: {newest}",
    ]
    done = alone(tmp_path, exported, "--seal", "ab" * 32)
    assert (done.returncode, done.stdout.splitlines()[0]) == (1, f"The seal {'ab' * 32} is not in this history.")


def put(line, old, new):
    assert old in line
    return line.replace(old, new)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (lambda h: [*h[:3], put(h[3], '"to_id":1', '"to_id":9'), *h[4:]], "trail.link 1 is not as it was sealed"),
        (lambda h: [*h[:3], *h[4:]], "trail.link 1 is missing"),
        (lambda h: [*h[:3], h[4], h[3], *h[5:]], "trail.link 1 is missing"),
        (lambda h: [*h[:6], put(h[3], '"id":1', '"id":9'), *h[6:]], "trail.link 9 stands where nothing was sealed"),
        (lambda h: [*h[:2], put(h[2], "bonjour", "bonsoir"), *h[3:]], "The words of entry"),
        (lambda h: [h[0], put(h[1], '"total":4', '"total":5'), *h[2:]], "Seal 1 was changed"),
        (lambda h: h[:-1], "The history stops before its end."),
        (lambda h: [*h[:5], *h[-1:]], "trail.link 4 is missing"),
        (lambda h: [*h[:3], "{", *h[3:]], "Line 4 cannot be read."),
        (lambda h: [h[0], *h[6:]], "Seals 1 to 1 are missing."),
        (lambda h: [h[0], *h[2:]], "Rows stand before the first seal."),
    ],
)
def test_verify_finds_what_was_changed_in_the_file(exported, change, sentence):
    kinds = [next(iter(json.loads(line).keys() & {"history", "seal", "row", "end"})) for line in exported]
    assert kinds == ["history", "seal", "row", "row", "row", "row", "seal", "row", "row", "end"]
    assert list(verify.History().faults(exported)) == []
    assert any(said.startswith(sentence) for said in verify.History().faults(change(exported)))


def test_words_may_stay_at_home(tie):
    sealing.seal_new()
    lines = list(history(with_words=False))
    assert not any("bonjour" in line for line in lines)
    assert list(verify.History().faults(lines)) == []


def test_an_erasure_leaves_every_seal_valid(tie, tmp_path):
    sealing.seal_new()
    EntryDetails.objects.update(label="", facts={}, actor_name="", erased_at=clock.now())
    assert list(seals_hold()) == []
    assert list(verify.History().faults(history())) == []
