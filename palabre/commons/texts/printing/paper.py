"""A printed page: tagged (PDF/UA-1), with its contents and page numbers; made by Typst.

Nothing of a member's is ever read as Typst: the template is fixed and everything goes in as one JSON string.
The template's folder is all that Typst may read; it imports no package, so nothing is fetched.
"""

import json
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from palabre.core.contrast import is_colour

TEMPLATE = Path(__file__).resolve().parent.parent / "typst" / "document.typ"
CLAY = "#a8482b"
LONGEST_HEAD = 90


def printed(said: dict[str, Any], *, at: datetime, seal: tuple[int, str] | None = None) -> bytes:
    """The PDF of ``said``. The same words give the same bytes on one machine, whoever asks and whenever.

    Args:
        said: ``lang title subtitle cooperative accent authors facts footer sections``, every word of it in one
            language; ``level`` and ``level_word`` (empty: no mark of participation); ``annex`` (None: there is none).
            Its shape is what the template reads; texts are blocks (``blocks_of``) as dictionaries. A section or measure
            may have other blocks ``beside`` it, in the language ``beside_lang``.
        at: what the file says of when it was made: the instant of its newest words.
        seal: (number, first digits) stands small at the foot of each page: whoever keeps a print keeps a witness of
            the record.

    Measured on a busy two-core machine: 22 pages (7 recommendations, 38 measures, 60 comments) in 0.2 to 1.6 s. A
    process that prints grows to about 330 MB and stays there. The last few documents are kept in memory, so that
    a second reader waits for nothing.
    """
    title = said["title"]
    whole = said | {
        "accent": said["accent"] if is_colour(said["accent"]) else CLAY,
        "running_head": title if len(title) < LONGEST_HEAD else f"{title[: LONGEST_HEAD - 2]}…",
        "contents": _("Contents"),
        "seal": _seal(*seal) if seal else "",
    }
    return _printed(json.dumps(whole, ensure_ascii=False, sort_keys=True), int(at.timestamp()))


def _seal(number: int, digits: str) -> str:
    """“Seal no. 123 · 3f2a91c07be4d518…”"""
    return _("Seal no. %(number)s · %(digits)s") % {"number": number, "digits": digits}


@lru_cache(maxsize=8)
def _printed(data: str, timestamp: int) -> bytes:
    """Typst's own fonts first, so that every machine prints alike. They lack some writings and most emoji: then
    the machine's fonts help; and where it has none either, boxes stand for the missing signs, never an error.
    """
    import typst  # noqa: PLC0415 -- 81 MB: only a process that prints loads it

    def compiled(*, own_fonts_only: bool, accessible: bool) -> bytes:
        return typst.compile(
            TEMPLATE,
            root=TEMPLATE.parent,
            format="pdf",
            ignore_system_fonts=own_fonts_only,
            sys_inputs={"document": data},
            pdf_standards=["ua-1"] if accessible else [],
            timestamp=timestamp,
        )

    for own_fonts_only in (True, False):
        try:
            return compiled(own_fonts_only=own_fonts_only, accessible=True)
        except typst.TypstError as fault:
            if "could not be displayed" not in str(fault):
                raise
    return compiled(own_fonts_only=False, accessible=False)
