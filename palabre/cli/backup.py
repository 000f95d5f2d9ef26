"""``palabre backup``: everything in one file that only its keeper opens, while people go on writing."""

import argparse
import os
import sys
from pathlib import Path

from palabre.cli.django_ready import set_up
from palabre.cli.stopping import Stop

NAME = "backup"
HELP = "Write everything, files included, into one encrypted file, while people go on writing."
NO_KEY = (
    "Name the public key to encrypt for: --for age1… (or PALABRE_BACKUP_KEY). Make a pair on another machine with "
    "`palabre backup --new-key`, keep the private one there, and bring the public one here."
)


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", nargs="?", help="where to write it: a new file")
    parser.add_argument("--for", dest="key", metavar="age1…", help="the public key (default: PALABRE_BACKUP_KEY)")
    parser.add_argument("--new-key", action="store_true", help="print a new pair of keys instead, and keep nothing")


def run(options: argparse.Namespace) -> int:
    """Write the file under another name and give it its own when it is whole; say what is in it."""
    set_up()
    from palabre.site.backup.envelope import NotOurs, new_key, recipient_of, seal_up
    from palabre.site.backup.moment import one_moment
    from palabre.site.backup.pieces import Contents, pieces

    if options.new_key:
        private, public = new_key()
        print(f"# public key, for the host: {public}\n# private key, never on the host:\n{private}")
        return 0
    if not options.file:
        raise Stop("Say where to write it: palabre backup FILE --for age1…")
    if not (words := options.key or os.environ.get("PALABRE_BACKUP_KEY", "")):
        raise Stop(NO_KEY)
    try:
        recipient = recipient_of(words)
    except NotOurs as fault:
        raise Stop(str(fault)) from None
    place, contents = Path(options.file), Contents()
    if place.exists():
        raise Stop(f"{place} is there already; choose another name.")
    growing = place.with_name(f"{place.name}.unfinished")
    try:
        with open(growing, "wb", opener=_private) as file:
            with one_moment():
                seal_up(pieces(contents, secrets=True), file, recipient)
            os.fsync(file.fileno())
        growing.rename(place)
    finally:
        growing.unlink(missing_ok=True)
    print(f"{contents.rows} rows and {contents.files} files in {place}, {place.stat().st_size} bytes.")
    for name in contents.missing:
        print(f"Missing: the file {name} is named by a row and is not in the store.", file=sys.stderr)
    return 1 if contents.missing else 0


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)
