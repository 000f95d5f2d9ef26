"""`bin/bench`: `quick` (also without a word) measures pages in one process; `seed` fills a database of any size."""

import argparse
import sys
from collections.abc import Sequence

from bench import digest, governance, pages, quick, register, seeding, signins, writes

COMMANDS = (quick, seeding, pages, writes, register, signins, digest, governance)


def main(words: Sequence[str]) -> int:
    top = argparse.ArgumentParser(prog="bin/bench", description=__doc__)
    commands = top.add_subparsers(metavar="COMMAND", required=True)
    for command in COMMANDS:
        asks = commands.add_parser(command.NAME, help=command.HELP, description=command.HELP)
        command.arguments(asks)
        asks.set_defaults(run=command.run)
    # `bin/bench` and `bin/bench --members 50` were there before the rest: they mean the quick one.
    quickly = not words or (words[0].startswith("-") and words[0] not in ("-h", "--help"))
    options = top.parse_args([quick.NAME, *words] if quickly else words)
    return options.run(options)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
