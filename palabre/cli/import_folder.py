"""``palabre import``: an empty place becomes what an export holds."""

import argparse
from pathlib import Path

from palabre.cli import restore
from palabre.cli.django_ready import set_up
from palabre.cli.stopping import Stop

NAME = "import"
HELP = "Fill an empty, migrated place from the open files that `palabre export` wrote, and check everything."


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folder", metavar="FOLDER", help="what `palabre export` wrote")
    parser.add_argument("--erased", action="append", default=[], metavar="LIST", help=restore.ERASED)


def run(options: argparse.Namespace) -> int:
    set_up()
    from palabre.site.backup.folder import read_folder

    if not (Path(options.folder) / "manifest.json").exists():
        raise Stop(f"{options.folder} is not what `palabre export` writes: it has no manifest.json.")
    return restore.put_back(read_folder(Path(options.folder)), restore.lists_at(options.erased))
