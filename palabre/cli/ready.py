"""``palabre ready``: can this node serve? For balancers, containers and people who bring in a release."""

import argparse
import json
import urllib.error
import urllib.request

from palabre.cli.django_ready import set_up

NAME = "ready"
HELP = "Say whether this node can serve: database, tables, cache, files. Exit status 1 when one does not answer."
LONGEST_WAIT = 5.0  # seconds for a running server to answer


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="as JSON, for a machine")
    parser.add_argument(
        "--at",
        metavar="ADDRESS",
        default="",
        help="ask a running server instead, such as http://127.0.0.1:8000; exit status 1 unless it can serve",
    )


def run(options: argparse.Namespace) -> int:
    """One line for each of them. Changes nothing."""
    words, well = _asked(options.at) if options.at else _seen_from_here()
    if options.json:
        print(json.dumps(words))
    else:
        for name, word in words.items():
            print(f"{name}: {word}")
    return 0 if well else 1


def _seen_from_here() -> tuple[dict[str, str], bool]:
    set_up()
    from palabre.site.queries.ready import readiness_now

    found = readiness_now()
    return found.words(), found.whole


def _asked(address: str) -> tuple[dict[str, str], bool]:
    """What a running server says of itself. Django is not set up for it: containers ask often."""
    asked = f"{address.rstrip('/')}/health/ready"
    try:
        with urllib.request.urlopen(asked, timeout=LONGEST_WAIT) as answer:  # noqa: S310  # nosec B310 -- typed by the operator
            return json.load(answer), True
    except urllib.error.HTTPError as refusal:
        said = refusal.read()
        return json.loads(said) if refusal.code == 503 else {"server": f"answers {refusal.code}"}, False
    except (OSError, ValueError):
        return {"server": "does not answer"}, False
