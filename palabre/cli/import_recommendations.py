"""``palabre import-recommendations``: read a working document and propose its structure."""

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from palabre.cli.django_ready import set_up
from palabre.cli.stopping import Stop

NAME = "import-recommendations"
HELP = "Read a working document (text, Markdown, HTML, DOCX, ODT) and propose its recommendations and measures."
LONGEST = 50 * 1024 * 1024  # bytes read at most; the reader says what is too long for a document


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", help="the document, or - for standard input")
    parser.add_argument("--dry-run", action="store_true", help="only propose: needs no database and changes nothing")
    parser.add_argument("--json", action="store_true", help="the proposal as JSON")
    parser.add_argument("--by", metavar="EMAIL", help="whose manuscript it becomes (someone of the secretariat)")


def run(options: argparse.Namespace) -> int:
    if not options.dry_run and not options.by:
        raise Stop("say whose manuscript it becomes with --by EMAIL, or only propose with --dry-run.")
    data, name = _read(options.file)
    proposal = _propose(data, name)
    address = "" if options.dry_run else _bring_in(options.by, name, data)
    if options.json:
        print(json.dumps(proposal.to_json(), ensure_ascii=False, indent=2))
    else:
        print(_summary(proposal.to_json()))
    if address:
        print(f"Kept for the secretariat to correct and publish: {address}", file=sys.stderr)
    return 0


def _read(place: str) -> tuple[bytes, str]:
    try:
        if place == "-":
            return sys.stdin.buffer.read(LONGEST + 1), ""
        with Path(place).open("rb") as file:
            return file.read(LONGEST + 1), Path(place).name
    except OSError as fault:
        raise Stop(f"{place} cannot be read: {fault.strerror}.") from None


def _propose(data: bytes, name: str) -> Any:
    from palabre.processes.reading import Unreadable, propose

    try:
        return propose(data, filename=name)
    except Unreadable as fault:
        raise Stop(fault.sentence) from None


def _bring_in(email: str, name: str, data: bytes) -> str:
    """Make the manuscript as the member would on the page; give its address."""
    set_up()
    from django.conf import settings
    from django.urls import reverse

    from palabre.core.verdict import Refused
    from palabre.people.models import Member
    from palabre.processes.actions.manuscripts import bring_in_manuscript

    by = Member.objects.filter(email=email.strip().lower()).first()
    if by is None:
        raise Stop("nobody here has this e-mail address.")
    try:
        manuscript = bring_in_manuscript(by=by, name=name, data=data, filename=name)
    except Refused as refused:
        raise Stop(str(refused.verdict.reason)) from None
    return settings.SITE_URL + reverse("processes:manuscript", args=[manuscript.pk])


def _summary(found: dict) -> str:
    measures = [len(recommendation["measures"]) for recommendation in found["recommendations"]]
    lines = [
        found["title"] or "(no title found)",
        f"date: {found['date'] or 'not found'}",
        f"drafters: {', '.join(found['drafters']) or 'not found'}",
        f"groups: {', '.join(found['groups']) or 'not found'}",
        f"{len(measures)} recommendations, {sum(measures)} measures",
    ]
    lines += [f"  {number}. {found['recommendations'][number - 1]['title']} ({count} measures)"
              for number, count in enumerate(measures, 1)]  # fmt: skip
    lines.append(f"{len(found['unplaced'])} paragraphs could not be placed; --json lists them")
    return "\n".join(lines)
