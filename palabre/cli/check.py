"""``palabre check``: is everything as the record says?"""

import argparse
import json

from palabre.cli.django_ready import set_up

NAME = "check"
HELP = "Verify settings, tables, triggers, the hashes of versions and of the trail, and what must always hold."


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="findings as JSON, for a machine")


def run(options: argparse.Namespace) -> int:
    """Print a sentence a finding; the exit status is 1 when there is one."""
    set_up()
    from palabre.cli import readiness

    findings = list(readiness.unready())
    if not any(finding.about == "tables" for finding in findings):
        findings += readiness.broken()
    if options.json:
        print(json.dumps({"findings": [finding.as_dict() for finding in findings]}, ensure_ascii=False, indent=2))
    else:
        for finding in findings:
            print(f"{finding.about}: {finding.sentence}")
        print(f"{len(findings)} findings" if findings else "Everything is as it must be.")
    return 1 if findings else 0
