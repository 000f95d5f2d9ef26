"""``palabre export``: the whole cooperative as open files."""

import argparse
from pathlib import Path

from palabre.cli.django_ready import set_up
from palabre.cli.stopping import Stop

NAME = "export"
HELP = "Write everything but passwords and sessions as open files: JSON lines, CSV, Markdown, with their schema."


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "folder", metavar="FOLDER", help="a new folder; it will hold personal data, readable by you only"
    )


def run(options: argparse.Namespace) -> int:
    set_up()
    from palabre.site.backup.folder import write_folder
    from palabre.site.backup.moment import one_moment
    from palabre.site.backup.pieces import Contents, pieces

    folder, contents = Path(options.folder), Contents()
    if folder.exists():
        raise Stop(f"{folder} is there already; choose another name.")
    with one_moment():
        write_folder(pieces(contents, secrets=False), folder)
    print(f"{contents.rows} rows and {contents.files} files in {folder}. README.md there says how to read them.")
    for name in contents.missing:
        print(f"Missing: the file {name} is named by a row and is not in the store.")
    return 1 if contents.missing else 0
