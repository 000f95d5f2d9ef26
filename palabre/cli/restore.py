"""``palabre restore``: an empty place becomes what a backup holds, on either engine, or stays empty."""

import argparse
from pathlib import Path

from palabre.cli.django_ready import set_up
from palabre.cli.stopping import Stop

NAME = "restore"
HELP = "Fill an empty, migrated place from a backup, count and hash every table again, and check everything."
ERASED = (
    "the list of those erased since, kept outside the database; several may be named (default: PALABRE_ERASED_LIST)"
)
NO_LIST = (
    "No list of erased people is here: whoever was erased after this backup is back. Name the list with --erased LIST, "
    "and restore once more into an empty place."
)


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", help="what `palabre backup` wrote")
    parser.add_argument("--erased", action="append", default=[], metavar="LIST", help=ERASED)
    parser.add_argument("--key", required=True, metavar="KEYFILE", help="a file with the private key, or - to type it")


def run(options: argparse.Namespace) -> int:
    set_up()
    from palabre.site.backup.envelope import NotOurs, identity_of, opened

    try:
        identity = identity_of(_key(options.key))
        with open(options.file, "rb") as file:
            return put_back(opened(file, identity), lists_at(options.erased))
    except FileNotFoundError as fault:
        raise Stop(f"There is no file {fault.filename}.") from None
    except NotOurs as fault:
        raise Stop(str(fault)) from None


def lists_at(named: list[str]) -> list[Path]:
    """The lists of erased people to apply: those named, and the one that is kept here. Raises ``Stop``."""
    from palabre.privacy.marks import place

    for name in named:
        if not Path(name).is_file():
            raise Stop(f"--erased {name}: there is no such file.")
    return [*map(Path, named), *([place()] if place().is_file() else [])]


def put_back(pieces, lists: list[Path]) -> int:  # noqa: ANN001 -- pieces of site.backup, imported late
    """Restore, forget again who was erased since, say what came back, then check.

    Exit status 1: files were missing, or the check found something.
    """
    from palabre.cli import readiness
    from palabre.privacy.again import erase_listed
    from palabre.privacy.marks import NotAList
    from palabre.site.backup.restoring import CannotRestore, restore

    try:
        restored = restore(pieces, forget=lambda: erase_listed(lists))
    except (CannotRestore, NotAList) as fault:
        raise Stop(f"Nothing was restored. {fault}") from None
    print(f"Restored: {restored.rows} rows and {restored.files} files, as of {restored.made_at}.")
    print(f"Erased again: {restored.erased}." if lists else NO_LIST)
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
