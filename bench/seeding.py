"""`bin/bench seed`: fill an empty database with a cooperative of any size."""

import argparse
import sys

from bench import place

NAME = "seed"
HELP = "Fill an empty database: SQLite in the folder --data, or the one that --database or DATABASE_URL names."


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--members", type=int, default=100_000)
    parser.add_argument("--comments", type=int, default=1_000_000)
    parser.add_argument("--commitments", type=int, help="lines of the register (default: one for 20 members, to 5000)")
    parser.add_argument("--seed", type=int, default=1, help="the same number gives the same cooperative (default 1)")
    parser.add_argument("--data", default="palabre-data", help="folder of the files and of SQLite")
    parser.add_argument("--database", default="", help="postgres://… instead of SQLite")


def run(options: argparse.Namespace) -> int:
    place.choose(options.data, options.database)
    place.migrated()
    from bench import seed
    from palabre.people.models import Member

    if Member.objects.exists():
        print("bin/bench seed: this database has members. It fills empty ones only.", file=sys.stderr)
        return 2
    lines = options.commitments or min(5000, options.members // 20)
    poured = seed.fill(
        options.members, options.comments, lines, options.seed, say=lambda words: print(words, flush=True)
    )
    place.note(
        options.data,
        database=options.database,
        members=options.members,
        comments=options.comments,
        commitments=lines,
        seed=options.seed,
    )
    for kind, count in sorted(poured.items(), key=lambda each: -each[1]):
        print(f"{count:>10}  {kind}")
    return 0
