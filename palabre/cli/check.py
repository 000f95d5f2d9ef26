"""``palabre check``: is everything as the record says?"""

import argparse
import json
from pathlib import Path
from typing import Any

from palabre.cli.django_ready import set_up
from palabre.cli.stopping import Stop

NAME = "check"
HELP = (
    "Verify settings, tables, triggers, the hashes of versions and of the trail, the seals, and what must always hold."
)


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="findings as JSON, for a machine")
    parser.add_argument(
        "--seal",
        action="append",
        default=[],
        metavar="SHA256",
        help="a seal you kept (its hash, its first 12 digits, its line, or a file of such lines): is it in the chain?",
    )


def run(options: argparse.Namespace) -> int:
    """Print a sentence a finding, then what is sealed and what is not; the exit status is 1 when there is a finding."""
    set_up()
    from palabre.cli import readiness
    from palabre.commons.trail.verify import CANNOT_SEE

    kept = [sha for words in options.seal for sha in _hashes(words)]
    findings, sealed = list(readiness.unready()), None
    if not any(finding.about == "tables" for finding in findings):
        findings += readiness.broken()
        findings += readiness.looked_odd()
        findings += readiness.not_in_the_chain(kept)
        sealed = readiness.sealed()
    if options.json:
        told = {"findings": [finding.as_dict() for finding in findings], "sealed": sealed, "cannot_see": CANNOT_SEE}
        print(json.dumps(told, ensure_ascii=False, indent=2))
        return 1 if findings else 0
    for finding in findings:
        print(f"{finding.about}: {finding.sentence}")
    print(f"{len(findings)} findings" if findings else "Everything is as it must be.")
    if sealed:
        _say(sealed)
        print(CANNOT_SEE)
    return 1 if findings else 0


def _say(sealed: dict[str, Any]) -> None:
    """What is sealed and what is not yet: information, never a finding."""
    if sealed["newest"]:
        print(f"{sealed['rows']} rows are sealed, in {sealed['seals']} seals. The newest: {sealed['newest']}")
    else:
        print("Nothing is sealed yet. Run: palabre seal")
    waiting = ", ".join(f"{count} {kind}" for kind, count in sealed["unsealed_by_kind"].items())
    print(f"{sealed['unsealed']} rows are not sealed yet{f': {waiting}' if waiting else ''}.")


def _hashes(words: str) -> list[str]:
    """The hashes in what was given. Raises ``Stop`` where there is none: a typing mistake must not pass for a yes."""
    from palabre.commons.trail.seals import first_digits, hashes_in

    if found := hashes_in(words) or first_digits(words):
        return found
    try:
        found = hashes_in(Path(words).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        raise Stop(f"--seal {words}: this is neither a seal nor a file of seals.") from None
    if not found:
        raise Stop(f"--seal {words}: there is no seal in this file.")
    return found
