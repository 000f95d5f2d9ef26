"""Asks whether a locked dependency has a known hole: ``python -m tests.audit``, as bin/check does.

Asked is the OSV service at PALABRE_AUDIT_URL, else the package index. Without an answer within seconds nothing is
known, and that is what it says (exit 75); a hole that is known fails (exit 1). It sends names and versions of
packages, which are public, and nothing else.
"""

import json
import os
import subprocess
import sys
import tempfile
import urllib.error
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
INDEX = "https://pypi.org/"
NOBODY_KNOWS = 75  # EX_TEMPFAIL
PATIENCE = 4  # seconds


def main() -> int:
    service = os.environ.get("PALABRE_AUDIT_URL", "")
    if not answers(service or INDEX):
        return unknown(f"{service or 'the package index'} does not answer")
    with tempfile.TemporaryDirectory() as folder:
        told = Path(folder) / "told.json"
        command = [sys.executable, "-m", "pip_audit", "-r", str(ROOT / "requirements.txt"), "--require-hashes",
                   "--disable-pip", "--progress-spinner", "off", "--timeout", str(PATIENCE), "-f", "json",
                   "-o", str(told), *(["-s", "osv", "--osv-url", service] if service else [])]  # fmt: skip
        try:
            ran = subprocess.run(command, capture_output=True, text=True, timeout=90)
            found = json.loads(told.read_text(encoding="utf-8"))["dependencies"]
        except (subprocess.TimeoutExpired, OSError, ValueError) as fault:
            said = ran.stderr.strip().splitlines()[-1:] if isinstance(fault, OSError | ValueError) else ["too slow"]
            return unknown(" ".join(said) or "no answer")
    return verdict(found)


def answers(address: str) -> bool:
    try:
        urllib.request.urlopen(address, timeout=PATIENCE).close()
    except urllib.error.HTTPError:
        return True  # somebody is there
    except OSError:
        return False
    return True


def verdict(found: list[dict]) -> int:
    """0 when every dependency was asked about and none has a known hole."""
    holes = [f"{each['name']} {each['version']}: {hole['id']}" for each in found for hole in each.get("vulns", [])]
    unasked = [each["name"] for each in found if "skip_reason" in each]
    for hole in holes:
        print(hole)
    if holes:
        return 1
    if unasked:
        return unknown(f"nothing was told about {len(unasked)} of {len(found)} packages")
    print(f"{len(found)} packages, none with a known hole")
    return 0


def unknown(why: str) -> int:
    print(f"not known: {why}")
    return NOBODY_KNOWS


if __name__ == "__main__":
    sys.exit(main())
