"""What is held of a person as one ZIP: data.json for programs, read-me.html for people, and the files."""

import json
import secrets
import shutil
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import chain
from tempfile import TemporaryFile
from typing import IO, Any

from django.conf import settings
from django.core.files.base import File as Content
from django.core.files.storage import default_storage
from django.core.serializers.json import DjangoJSONEncoder
from django.template.loader import render_to_string
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import override

from palabre.core import clock
from palabre.people.holdings import Attached, Holding, Source, given, label_of, registry
from palabre.people.models import Cooperative, Member
from palabre.people.queries import once_known_as
from palabre.privacy.models import Package

MOST_FILES = 100 * 1024 * 1024  # bytes of files in a package; the others are named in it
AT_ONCE = 64 * 1024
STYLE = """
body { font: 1rem/1.5 Georgia, serif; margin: 2rem auto; max-inline-size: 60rem; padding: 0 1rem; }
h1, h2 { line-height: 1.2; } table { border-collapse: collapse; inline-size: 100%; margin-block: 1rem; }
th, td { border-block-end: 1px solid #ccc; padding: .3rem .6rem .3rem 0; text-align: start; vertical-align: top; }
td { overflow-wrap: anywhere; } td img { display: block; max-inline-size: 15rem; } .why { color: #555; }
"""


Written = dict[tuple[str, int], str]  # model and number of a row -> the name of its file


@dataclass(frozen=True, slots=True)
class Line:
    """A row; the name of the file that goes with it, and whether that is a picture to show."""

    cells: list[str]
    file: str
    picture: bool
    alt: str


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of one source as a person reads them."""

    head: list[str]
    rows: list[Line]
    has_files: bool


def keep(member: Member) -> str:
    """Make the file and put it into the store under a name nobody can guess; give the name."""
    name = f"packages/{secrets.token_hex(20)}.zip"
    with TemporaryFile() as file:
        pack(member, file)
        file.seek(0)
        return default_storage.save(name, Content(file))


def sweep() -> int:
    """Remove the files that were taken along or waited for a day. Gives how many."""
    over = list(Package.objects.over())
    for package in over:
        if package.content:
            default_storage.delete(package.content)
        Package.objects.filter(pk=package.pk).update(gone_at=clock.now(), content="")
    return len(over)


def pack(member: Member, file: IO[bytes]) -> None:
    """Write the ZIP. In the language of the person; what others wrote is there only where it was said to them."""
    language = member.language if member.language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
    with override(language), zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        written, shown = _put_files(archive, member)
        rows = [member, *once_known_as(member)]
        held = [(holding, _rows(holding, rows, written)) for holding in reversed(registry.values())]
        archive.writestr("data.json", _json(held))
        archive.writestr("read-me.html", _html(held, member, shown))
        archive.writestr("style.css", STYLE)


def _rows(holding: Holding, members: list[Member], written: Written) -> list[list[dict[str, Any]]]:
    """For each source its rows, each with the name of the file that goes with it."""
    return [
        [row | {"file": written[key]} if (key := (source.model, pk)) in written else row for pk, row in found]
        for source, found in ((source, _given(source, members)) for source in holding.sources)
    ]


def _given(source: Source, members: list[Member]) -> Iterator[tuple[int, dict[str, Any]]]:
    return chain.from_iterable(given(source, member) for member in members)


def _json(held: list[tuple[Holding, list[list[dict[str, Any]]]]]) -> str:
    said = [
        {
            "key": holding.key,
            "title": str(holding.title),
            "why": str(holding.why),
            "until": str(holding.until),
            "rows": [{"of": source.model, "rows": rows} for source, rows in zip(holding.sources, found, strict=True)],
        }
        for holding, found in held
    ]
    whole = {"format": "palabre.my-data", "version": 1, "made_at": clock.now(), "held": said}
    return json.dumps(whole, cls=DjangoJSONEncoder, ensure_ascii=False, indent=1)


def _html(held: list[tuple[Holding, list[list[dict[str, Any]]]]], member: Member, shown: set[str]) -> str:
    parts = [
        {
            "holding": holding,
            "tables": [
                _table(source, rows, shown) for source, rows in zip(holding.sources, found, strict=True) if rows
            ],
        }
        for holding, found in held
    ]
    words = {"parts": parts, "member": member, "made_at": clock.now(), "cooperative": Cooperative.current()}
    return render_to_string("privacy/package_read_me.html", words)


def _table(source: Source, rows: list[dict[str, Any]], shown: set[str]) -> Table:
    lines = [
        Line(
            [_cell(row[column]) for column in source.columns],
            file=(name := row.get("file", "")),
            picture=name in shown,
            alt=row.get("alt", ""),
        )
        for row in rows
    ]
    return Table([label_of(source, column) for column in source.columns], lines, any(line.file for line in lines))


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, datetime):
        return date_format(localtime(value), "DATETIME_FORMAT")
    if isinstance(value, date):
        return date_format(value, "DATE_FORMAT")
    return json.dumps(value, ensure_ascii=False) if isinstance(value, dict | list) else str(value)


def _put_files(archive: zipfile.ZipFile, member: Member) -> tuple[Written, set[str]]:
    """Write what belongs to rows as files, piece by piece. Gives the name of each, and those a page may show."""
    room, written, shown = MOST_FILES, Written(), set()
    for source, file in _files_of(member):
        if file.size > room:
            continue  # a smaller one may still fit
        room -= file.size
        try:
            with file.open() as content, archive.open(file.name, "w") as place:
                shutil.copyfileobj(content, place, AT_ONCE)
        except FileNotFoundError:  # named by a row and gone from the store: its line in the tables stays
            continue
        written[source.model, file.row] = file.name
        if file.shown:
            shown.add(file.name)
    return written, shown


def _files_of(member: Member) -> Iterator[tuple[Source, Attached]]:
    for holding in reversed(registry.values()):
        for source in holding.sources:
            for file in source.files(member) if source.files else ():
                yield source, file
