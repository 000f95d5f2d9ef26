"""What is held of a person as one ZIP: data.json for programs, read-me.html for people, the files they handed in."""

import json
import secrets
import zipfile
from dataclasses import dataclass
from datetime import date, datetime
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

from palabre.commons.files.models import File
from palabre.core import clock
from palabre.people.holdings import Holding, given, label_of, registry
from palabre.people.models import Cooperative, Member
from palabre.privacy.models import Package

MOST_FILES = 100 * 1024 * 1024  # bytes of uploads in a package; the others are named in it
STYLE = """
body { font: 1rem/1.5 Georgia, serif; margin: 2rem auto; max-inline-size: 60rem; padding: 0 1rem; }
h1, h2 { line-height: 1.2; } table { border-collapse: collapse; inline-size: 100%; margin-block: 1rem; }
th, td { border-block-end: 1px solid #ccc; padding: .3rem .6rem .3rem 0; text-align: start; vertical-align: top; }
td { overflow-wrap: anywhere; } .why { color: #555; }
"""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of one source as a person reads them."""

    head: list[str]
    rows: list[list[str]]


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
    with override(member.language if member.language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE):
        held = [(holding, _rows(holding, member)) for holding in reversed(registry.values())]
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("data.json", _json(held))
            archive.writestr("read-me.html", _html(held, member))
            archive.writestr("style.css", STYLE)
            _put_files(archive, member)


def _rows(holding: Holding, member: Member) -> list[list[dict[str, Any]]]:
    return [list(given(source, member)) for source in holding.sources]


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


def _html(held: list[tuple[Holding, list[list[dict[str, Any]]]]], member: Member) -> str:
    parts = [
        {
            "holding": holding,
            "tables": [
                Table([label_of(source, column) for column in source.columns], [_cells(row) for row in rows])
                for source, rows in zip(holding.sources, found, strict=True)
                if rows
            ],
        }
        for holding, found in held
    ]
    words = {"parts": parts, "member": member, "made_at": clock.now(), "cooperative": Cooperative.current()}
    return render_to_string("privacy/package_read_me.html", words)


def _cells(row: dict[str, Any]) -> list[str]:
    return [_cell(value) for value in row.values()]


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


def _put_files(archive: zipfile.ZipFile, member: Member) -> None:
    room = MOST_FILES
    for file in File.objects.filter(by=member).order_by("pk"):
        room -= file.size
        if room < 0:
            return
        try:
            with default_storage.open(str(file.content.name)) as content:
                archive.writestr(f"files/{file.pk}-{file.name.replace('/', '_')}", content.read())
        except FileNotFoundError:  # named by a row and gone from the store: its line in the tables stays
            continue
