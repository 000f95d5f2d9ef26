"""The two audits of bin/check see what they look for."""

import subprocess
import sys

import pytest

from tests import audit


@pytest.mark.parametrize(
    ("found", "verdict", "said"),
    [
        ([{"name": "django", "version": "5.2", "vulns": []}], 0, "1 packages, none with a known hole"),
        ([{"name": "django", "version": "5.2", "vulns": [{"id": "CVE-1"}]}], 1, "django 5.2: CVE-1"),
        ([{"name": "django", "skip_reason": "not found"}], 75, "not known: nothing was told about 1 of 1 packages"),
        ([{"name": "a", "skip_reason": "x"}, {"name": "b", "version": "1", "vulns": [{"id": "C"}]}], 1, "b 1: C"),
    ],
)
def test_what_is_known_and_what_is_not_are_told_apart(capsys, found, verdict, said):
    assert audit.verdict(found) == verdict
    assert capsys.readouterr().out.strip() == said


def test_without_an_answer_nothing_fails(capsys, monkeypatch):
    monkeypatch.setenv("PALABRE_AUDIT_URL", "http://127.0.0.1:9/")  # nobody listens there
    assert audit.main() == audit.NOBODY_KNOWS
    assert "does not answer" in capsys.readouterr().out


def test_bandit_sees_careless_code(tmp_path):
    (tmp_path / "careless.py").write_text("import subprocess\nsubprocess.run(input(), shell=True)\neval(input())\n")
    bandit = [sys.executable, "-m", "bandit", "-q", "-ll", "-r", str(tmp_path)]
    ran = subprocess.run(bandit, capture_output=True, text=True)
    assert (ran.returncode, "B602" in ran.stdout) == (1, True)
