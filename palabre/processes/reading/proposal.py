"""The proposal of structure that a secretary corrects: everything the reader found, and what it could not place."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from html import escape
from pathlib import PurePath
from typing import Any

from palabre.processes.reading.addresses import without_addresses
from palabre.processes.reading.blocks import Block, Kind
from palabre.processes.reading.dates import moments
from palabre.processes.reading.events import Event, events_in
from palabre.processes.reading.fields import Means
from palabre.processes.reading.folding import fold
from palabre.processes.reading.formats import read
from palabre.processes.reading.grouping import Group
from palabre.processes.reading.header import Header, header_of
from palabre.processes.reading.inline import tidy
from palabre.processes.reading.languages import language_of
from palabre.processes.reading.markers import marker_of
from palabre.processes.reading.sentences import first_sentence
from palabre.processes.reading.structure import Part, Structure, structure_of
from palabre.processes.reading.typed import typed

_LINE = 160  # an invitation as long as this says nothing but the event


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph, title, item or row kept whole. ``html`` is safe; ``blocks`` are its places in the document."""

    text: str
    html: str
    kind: Kind
    level: int
    blocks: tuple[int, ...]
    typed: str = ""  # with its marks, as a secretary types it


@dataclass(frozen=True, slots=True)
class Mark:
    """A line that was understood rather than kept: what it says stands elsewhere in the proposal."""

    text: str
    means: Means
    block: int


@dataclass(frozen=True, slots=True)
class Measure:
    """``title`` and ``text`` together keep every word; ``source`` is the passage as written, its number included.

    ``name`` is the title without its label ("Measure 1.1 –"). ``typed`` is the text with its marks.
    """

    title: str
    name: str
    text: str
    html: str
    source: str
    blocks: tuple[int, ...]
    typed: str = ""


@dataclass(frozen=True, slots=True)
class Recommendation:
    """``title`` keeps its label ("Recommendation 1 – …"); ``name`` is the title without it."""

    title: str
    name: str
    text: tuple[Passage, ...]
    measures: tuple[Measure, ...]
    source: str
    blocks: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Proposal:
    """What was found in a document, before any correction. Every paragraph of it stands in exactly one place."""

    title: str
    date: date | None
    drafters: tuple[str, ...]
    groups: tuple[str, ...]
    events: tuple[Event, ...]
    introduction: tuple[Passage, ...]
    recommendations: tuple[Recommendation, ...]
    unplaced: tuple[Passage, ...]
    marks: tuple[Mark, ...]
    secretaries: tuple[str, ...]
    facilitators: tuple[str, ...]
    participants: tuple[str, ...]
    language: str
    format: str

    def to_json(self, *, marks: bool = False) -> dict[str, Any]:
        """The proposal as plain data, in the shape ``palabre import-recommendations --json`` promises.

        With ``marks``, texts keep their emphasis, items and headings as typed marks (``reading.typed``).
        """
        return {
            "title": self.title,
            "date": self.date.isoformat() if self.date else None,
            "drafters": list(self.drafters),
            "groups": list(self.groups),
            "events": [event.to_json() for event in self.events],
            "introduction": _texts(self.introduction, marks),
            "recommendations": [_recommendation_as_json(each, marks) for each in self.recommendations],
            "unplaced": _texts(self.unplaced, marks),
            "marks": {
                means: [mark.text for mark in self.marks if mark.means == means] for means in _in_order(self.marks)
            },
            "secretaries": list(self.secretaries),
            "facilitators": list(self.facilitators),
            "participants": list(self.participants),
            "language": self.language,
            "format": self.format,
        }


def propose(data: bytes | str, *, filename: str = "") -> Proposal:
    """Read a working document and propose its structure.

    ``data`` is plain text, Markdown, HTML, DOCX or ODT; the content tells which, ``filename`` only where it cannot.
    Raises ``Unreadable`` with a sentence for the person who sent it.
    """
    document = read(data, filename=filename)
    structure = structure_of(document.blocks)
    header = header_of(structure)
    blocks = structure.reading.blocks
    placed = {*header.lines, *header.repeats} | ({header.title_block} if header.title_block is not None else set())
    texts = [(place, blocks[place].text) for place in structure.about if header.lines.get(place) != Means.DATE]
    events = events_in(texts, header.date or _some_date(blocks))
    invitations = {
        event.block for event in events if event.block in structure.unplaced and len(blocks[event.block].text) <= _LINE
    }
    header.lines.update(dict.fromkeys(invitations - placed, Means.EVENTS))
    placed |= invitations
    return Proposal(
        title=header.title or _title_of_file(filename),
        date=header.date,
        drafters=tuple(header.people[Means.DRAFTERS]),
        groups=tuple(header.groups),
        events=tuple(events),
        introduction=_passages(blocks, [place for place in structure.introduction if place not in placed]),
        recommendations=tuple(_recommendation(structure, part) for part in structure.parts),
        unplaced=_passages(blocks, sorted({*(set(structure.unplaced) - placed), *header.repeats})),
        marks=_marks(structure, header),
        secretaries=tuple(header.people[Means.SECRETARIES]),
        facilitators=tuple(header.people[Means.FACILITATORS]),
        participants=tuple(header.people[Means.PARTICIPANTS]),
        language=language_of(" ".join(block.text for block in blocks[:400])),
        format=document.format,
    )


def _in_order(marks: Sequence[Mark]) -> list[str]:
    return list(dict.fromkeys(str(mark.means) for mark in marks))


def _texts(passages: Sequence[Passage], marks: bool) -> list[str]:
    return [passage.typed if marks else passage.text for passage in passages]


def _recommendation_as_json(each: Recommendation, marks: bool) -> dict[str, Any]:
    measures = [
        {
            "title": measure.title,
            "name": measure.name,
            "text": measure.typed if marks else measure.text,
            "source": measure.source,
        }
        for measure in each.measures
    ]
    return {
        "title": each.title,
        "text": _texts(each.text, marks),
        "measures": measures,
        "name": each.name,
        "source": each.source,
    }


def _recommendation(structure: Structure, part: Part) -> Recommendation:
    blocks = structure.reading.blocks
    label = structure.reading.traits[part.title[0]].recommendation
    title = " ".join(blocks[place].text.replace("\n", " ") for place in part.title)
    marker = marker_of(title)
    name = title[label.length if label else marker.length if marker else 0 :].strip(" :–—-")
    return Recommendation(
        title=title,
        name=name or title,
        text=_passages(blocks, part.text),
        measures=tuple(_measure(structure, group) for group in part.measures),
        source="\n".join(blocks[place].source for place in part.title),
        blocks=tuple(part.title),
    )


def _measure(structure: Structure, group: Group) -> Measure:
    blocks = [structure.reading.blocks[place] for place in group]
    head, *others = blocks
    label = structure.reading.traits[group[0]].measure
    title, rest = _split(head, label.length if label else 0)
    if label and others and len(head.text) <= label.length:
        # The label stands alone on its line: the next one names the measure.
        next_title, rest = _split(others.pop(0), 0)
        title = f"{title} {next_title}"
    text = "\n\n".join(filter(None, [rest, *(block.said for block in others)]))
    html = "".join(f"<p>{block.html or escape(block.said)}</p>" for block in blocks)
    name = title[label.length :].strip(" :–—-") if label else title
    argued = "\n\n".join(filter(None, [rest, *(typed(block) for block in others)]))
    source = "\n".join(block.source for block in blocks)
    return Measure(title, name or title, text, html, source, tuple(group), argued)


def _split(head: Block, label: int) -> tuple[str, str]:
    """The title of a measure and the rest of its first paragraph.

    The title is what is bold, the first cell of a row, or the first sentence.
    """
    if head.kind == Kind.HEADING or head.bold:
        return head.text, ""
    if head.kind == Kind.ROW:
        first, *others = [cell for cell in head.cells if cell]
        return first, " | ".join(others)
    names = len(head.lead) > label and len(head.lead.split()) > 1  # a bold "Measure 1.1:" alone names nothing
    if head.lead and head.text.startswith(head.lead) and names:
        return head.lead, head.text[len(head.lead) :].strip()
    title, rest = first_sentence(head.text[label:])
    return tidy(f"{head.text[:label]}{title}"), rest


def _passages(blocks: Sequence[Block], places: Sequence[int]) -> tuple[Passage, ...]:
    """The blocks as passages; lines that stood in one paragraph of the document make one passage again."""
    groups: list[list[int]] = []
    for place in places:
        if groups and blocks[place].glued and groups[-1][-1] == place - 1 and not blocks[place].aside:
            groups[-1].append(place)
        else:
            groups.append([place])
    return tuple(_passage(blocks, group) for group in groups)


def _passage(blocks: Sequence[Block], group: Sequence[int]) -> Passage:
    first = blocks[group[0]]
    html = "<br>".join(blocks[place].html or escape(blocks[place].said) for place in group)
    said = "\n".join(blocks[place].said for place in group)
    words = "\n".join(typed(blocks[place]) for place in group)
    return Passage(said, html, first.kind, first.level, tuple(group), words)


def _marks(structure: Structure, header: Header) -> tuple[Mark, ...]:
    posts = {place: Means.SIGNPOST for place in structure.signposts if place != header.title_block}
    means = dict(sorted((posts | header.lines).items()))
    return tuple(Mark(structure.reading.blocks[place].source, each, place) for place, each in means.items())


def _some_date(blocks: Sequence[Block]) -> date | None:
    """Any full date of the document, or the first of January of a year it names: better than none to infer a year."""
    for block in blocks[:2000]:
        for moment in moments(block.text[:5000]):
            if moment.on:
                return moment.on
    years = [
        word
        for block in blocks[:200]
        for word in fold(block.text[:2000]).split()
        if word[:4].isdigit() and word[:2] == "20"
    ]
    return next((date(int(year[:4]), 1, 1) for year in years if len(year.strip(".,;:)")) == 4), None)


def _title_of_file(filename: str) -> str:
    return without_addresses(" ".join(PurePath(filename).stem.replace("_", " ").replace("-", " ").split()))
