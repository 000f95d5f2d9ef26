"""``palabre history``: the sealed record in a file, to be checked elsewhere by ``verify.py``."""

import argparse
import os
import sys
from contextlib import nullcontext
from pathlib import Path

from palabre.cli.django_ready import set_up
from palabre.cli.stopping import Stop

NAME = "history"
HELP = "Write everything that is sealed, with its seals, as JSON lines that verify.py checks without Palabre."


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", help="where to write it, or - for standard output")
    parser.add_argument("--without-words", action="store_true", help="leave out what entries say; their hashes stay")


def run(options: argparse.Namespace) -> int:
    """Write the file, readable by its owner only: it holds everything, whoever may read it on the pages."""
    set_up()
    from palabre.commons.trail import verify
    from palabre.commons.trail.history import history

    if options.file != "-" and Path(options.file).exists():
        raise Stop(f"{options.file} is there already; choose another name.")
    with nullcontext(sys.stdout) if options.file == "-" else open(options.file, "w", opener=_private) as file:
        for line in history(with_words=not options.without_words):
            file.write(line + "\n")
    print(f"Check it on any machine with Python: python verify.py {options.file}", file=sys.stderr)
    print(f"verify.py is one file: {verify.__file__}", file=sys.stderr)
    return 0


def _private(path: str, flags: int) -> int:
    return os.open(path, flags | os.O_EXCL, 0o600)
