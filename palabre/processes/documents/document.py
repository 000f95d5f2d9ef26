"""One neutral form of a printed document: what it says, no matter as what it is written."""

import json
from dataclasses import asdict, dataclass
from datetime import date, datetime
from hashlib import sha256

from django.conf import settings

from palabre.commons.texts.printing.blocks import Block


@dataclass(frozen=True, slots=True)
class Asked:
    """A measure: ``number`` such as “3.2”; ``group`` empty when the document lost who asked it."""

    number: str
    title: str
    group: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """The introduction (no number) or one recommendation."""

    number: str
    title: str
    groups: tuple[str, ...]
    blocks: tuple[Block, ...]
    measures: tuple[Asked, ...]


@dataclass(frozen=True, slots=True)
class Reply:
    """What the drafters answered; ``fate`` is the key of ``processes.Answer.Fate``."""

    fate: str
    reason: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Note:
    """A comment, under the name its author chose to show."""

    by: str
    at: datetime
    late: bool
    supports: int
    blocks: tuple[Block, ...]
    reply: Reply | None


@dataclass(frozen=True, slots=True)
class Remarks:
    """The comments on one thing. ``left_out`` is the version that left the measure out, if one did."""

    kind: str  # document, recommendation or measure
    number: str
    title: str
    left_out: int | None
    notes: tuple[Note, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """A version of a process's whole document, or of one recommendation, with its comments as an annex.

    ``level`` is the key of the level of participation, ``decider`` the body that owes an answer, ``document_on`` the
    working document's own date.
    """

    title: str
    subtitle: str
    level: str
    decider: str
    answer_due_on: date
    language: str
    cooperative: str
    accent: str
    version: int
    at: datetime
    document_on: date | None
    reason: str
    authors: tuple[str, ...]
    groups: tuple[str, ...]
    sha256: str
    sections: tuple[Section, ...]
    remarks: tuple[Remarks, ...]
    handed_down_from: str = ""  # in words, of a cycle that was over before Palabre

    def fingerprint(self) -> str:
        """Changes with anything the document says, and with Palabre's release, which sets how it looks."""
        said = json.dumps(asdict(self), sort_keys=True, ensure_ascii=False, default=str)
        return sha256(f"{settings.RELEASE}\n{said}".encode()).hexdigest()
