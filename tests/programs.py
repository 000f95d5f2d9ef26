"""Runs our programs as an operator does: a process of its own, an environment of its own."""

import os
import subprocess
import sys
from pathlib import Path

from tests.house import ROOT

SECRET = "only-for-this-test-" + "x7Kq2" * 10


def palabre(*words: str, folder: Path, stdin: bytes = b"", **settings: str) -> subprocess.CompletedProcess:
    """`palabre …` with these settings and no others; gives its status and its words."""
    surroundings = {name: value for name, value in os.environ.items() if name in {"PATH", "HOME", "LC_ALL", "LANG"}}
    surroundings |= {"PYTHONPATH": str(ROOT), "PALABRE_DATA": str(folder), **settings}
    done = subprocess.run(
        [sys.executable, "-m", "palabre.cli.main", *words],
        env=surroundings, cwd=folder, input=stdin, capture_output=True, timeout=120, check=False,
    )  # fmt: skip
    done.stdout, done.stderr = done.stdout.decode(), done.stderr.decode()
    assert "Traceback" not in done.stderr, done.stderr
    return done


def live(**settings: str) -> dict[str, str]:
    return {"PALABRE_MODE": "live", "PALABRE_SECRET_KEY": SECRET, "PALABRE_HOSTS": "palabre.example.coop", **settings}
