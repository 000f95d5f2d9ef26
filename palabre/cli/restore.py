"""``palabre restore``: an empty place becomes what a backup holds, on either engine, or stays empty."""

import argparse
from pathlib import Path

from palabre.cli.django_ready import set_up
from palabre.cli.stopping import Stop

NAME = "restore"
HELP = "Fill an empty, migrated place from a backup, count and hash every table again, and check everything."


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", help="what `palabre backup` wrote")
    parser.add_argument("--key", required=True, metavar="KEYFILE", help="a file with the private key, or - to type it")


def run(options: argparse.Namespace) -> int:
    set_up()
    from palabre.site.backup.envelope import NotOurs, identity_of, opened

    try:
        identity = identity_of(_key(options.key))
        with open(options.file, "rb") as file:
            return put_back(opened(file, identity))
    except FileNotFoundError as fault:
        raise Stop(f"There is no file {fault.filename}.") from None
    except NotOurs as fault:
        raise Stop(str(fault)) from None


def put_back(pieces) -> int:  # noqa: ANN001 -- pieces of site.backup, imported late
    """Restore, say what came back, then check. Exit status 1: files were missing, or the check found something."""
    from palabre.cli import readiness
    from palabre.site.backup.restoring import CannotRestore, restore

    try:
        restored = restore(pieces)
    except CannotRestore as fault:
        raise Stop(f"Nothing was restored. {fault}") from None
    print(f"Restored: {restored.rows} rows and {restored.files} files, as of {restored.made_at}.")
    for name in restored.missing:
        print(f"Missing since before: the file {name}.")
    findings = [*readiness.unready(), *readiness.broken()]
    for finding in findings:
        print(f"{finding.about}: {finding.sentence}")
    print(f"{len(findings)} findings" if findings else "Every table is as promised, and everything is as it must be.")
    return 1 if findings or restored.missing else 0


def _key(words: str) -> str:
    if words == "-":
        from getpass import getpass

        return getpass("Private key: ")
    return Path(words).read_text(encoding="utf-8")
