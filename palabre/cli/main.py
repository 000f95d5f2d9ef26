"""``palabre``: everything an operator or a newcomer runs. Help answers before Django is there."""

import argparse
import sys
from collections.abc import Sequence

from palabre import __version__
from palabre.cli import (
    backup,
    check,
    demo,
    end_second_step,
    entrust,
    export,
    history,
    import_folder,
    import_recommendations,
    manage,
    migrate,
    parked,
    push_key,
    ready,
    restore,
    seal,
    serve,
    worker,
)
from palabre.cli.stopping import Stop, for_disk

COMMANDS = (
    *(demo, serve, worker, ready, migrate, check, parked, seal, history),
    *(backup, restore, export, import_folder),
    *(entrust, end_second_step, push_key, import_recommendations, manage),
)
CLOSING = "Settings come from the environment; see docs/operators.md. `palabre COMMAND --help` says more."


def parser() -> argparse.ArgumentParser:
    """The words each command understands. One module a command: NAME, HELP, arguments(parser), run(options)."""
    top = argparse.ArgumentParser(
        prog="palabre",
        description="A platform with which very large cooperatives govern themselves.",
        epilog=CLOSING,
    )
    top.add_argument("--version", action="version", version=f"palabre {__version__}")
    commands = top.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for command in COMMANDS:
        words = commands.add_parser(command.NAME, help=command.HELP, description=command.HELP)
        command.arguments(words)
        words.set_defaults(run=command.run)
    return top


def main(words: Sequence[str] | None = None) -> int:
    """Run one command; give the exit status. What stops it is said in a sentence on standard error."""
    options = parser().parse_args(words)
    try:
        return options.run(options)
    except Stop as stop:
        print(f"palabre: {stop.sentence}", file=sys.stderr)
        return stop.code
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        sys.stderr.close()  # whoever read our words has gone; Python must not complain about it at the end
        return 141
    except OSError as fault:
        print(f"palabre: {for_disk(fault, fault.filename or 'A file').sentence}", file=sys.stderr)
        return 2
    except Exception as fault:
        if not (sentence := _what_is_away(fault)):
            raise
        print(f"palabre: {sentence}", file=sys.stderr)
        return 2


def _what_is_away(fault: Exception) -> str:
    """The sentence for a database or a store of files that does not answer; empty for anything else."""
    if "django.db" not in sys.modules:
        return ""
    from django.db import OperationalError

    from palabre.commons.files.s3 import StoreAway

    if isinstance(fault, OperationalError):
        return f"the database cannot be used: {str(fault).strip().splitlines()[0]}"
    return f"{fault}." if isinstance(fault, StoreAway) else ""


if __name__ == "__main__":
    sys.exit(main())
