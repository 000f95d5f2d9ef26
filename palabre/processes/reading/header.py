"""What the document says of itself: title, date of the version, drafters, groups, people present."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from palabre.processes.reading.blocks import Block, Kind
from palabre.processes.reading.dates import moments
from palabre.processes.reading.fields import PEOPLE, Field, Means, drafters_in, fields_of
from palabre.processes.reading.groups import groups_in
from palabre.processes.reading.names import capitalised, look_like_names, names_in, same_words
from palabre.processes.reading.structure import Structure
from palabre.processes.reading.traits import Sign, looks_like_title

_LONGEST_TITLE = 220
_FIRST_LINES = 6


@dataclass(frozen=True, slots=True)
class Header:
    """``lines`` says which blocks were read as what; ``repeats`` are those that only say the title again."""

    title: str
    title_block: int | None
    date: date | None
    people: dict[Means, list[str]]
    groups: list[str]
    lines: dict[int, Means]
    repeats: frozenset[int]


def header_of(structure: Structure) -> Header:
    """The header of a document, read from the lines around its recommendations."""
    blocks = structure.reading.blocks
    said = _said(structure)
    title, title_block = _title(structure, said)
    lines = {place: found[0].means for place, found in said.items() if place != title_block}
    people = {
        means: _unique(name for found in said.values() for each in found if each.means == means for name in each.names)
        for means in PEOPLE
    }
    texts = [blocks[place].text for place in structure.about]
    if not people[Means.DRAFTERS]:
        people[Means.DRAFTERS] = next((names for text in texts if (names := drafters_in(text))), [])
    groups = _unique(
        name for found in said.values() for each in found if each.means == Means.GROUPS for name in each.names
    )
    if not groups:
        groups = groups_in(texts) or groups_in([block.text for block in blocks])
    repeats = frozenset(
        place
        for place in structure.introduction
        if title
        and place != title_block
        and len(blocks[place].text) <= _LONGEST_TITLE
        and blocks[place].kind != Kind.ITEM
        and same_words(blocks[place].text, title)
    )
    on, date_block = _date(structure, said)
    if date_block is not None and date_block != title_block and _is_line(blocks[date_block]):
        lines.setdefault(date_block, Means.DATE)
    return Header(title, title_block, on, people, groups, lines, repeats)


def _is_line(block: Block) -> bool:
    return len(block.text) <= 80 and not block.text.endswith((".", "!", "?"))


def _said(structure: Structure) -> dict[int, list[Field]]:
    """The fields of every line about the document, with the names that follow a label standing alone."""
    blocks = structure.reading.blocks
    said: dict[int, list[Field]] = {}
    about = structure.about
    waiting: Field | None = None
    for place in about:
        block = blocks[place]
        if block.kind == Kind.HEADING and structure.reading.traits[place].sign != Sign.NONE:
            waiting = None
            continue
        found = fields_of(block)
        if found:
            said[place] = found
            waiting = found[-1] if found[-1].open else None
        elif waiting and (names := _following(block, waiting)):
            said[place] = [Field(waiting.means, tuple(names))]
            # Under a label, a list of names may go on; a plain line of names ends it.
            waiting = waiting if block.kind == Kind.ITEM or len(names) == 1 else None
        else:
            waiting = None
    return said


def _following(block: Block, waiting: Field) -> list[str]:
    if len(block.text) > 300 or block.kind == Kind.HEADING or block.text.endswith((".", "!", "?", ":")):
        return []
    names = names_in(block.text, conjunctions=waiting.means != Means.GROUPS or block.kind != Kind.ITEM)
    fits = capitalised(names) if waiting.means == Means.GROUPS else look_like_names(names)
    return names if fits else []


def _title(structure: Structure, said: dict[int, list[Field]]) -> tuple[str, int | None]:
    blocks, traits = structure.reading.blocks, structure.reading.traits
    for found in said.values():
        for each in found:
            if each.means == Means.TITLE:
                return each.text, None
    first = structure.parts[0].title[0] if structure.parts else len(blocks)
    before = [place for place in structure.about if place < first and not blocks[place].aside and place not in said]
    before = [place for place in before if not (traits[place].recommendation or traits[place].measure)]
    free = [
        place
        for place in before
        if traits[place].sign == Sign.NONE or (place == before[0] and _names_the_whole(structure, place))
    ]
    headings = [place for place in free if blocks[place].kind == Kind.HEADING]
    if headings:
        level = min(blocks[place].level for place in headings)
        chosen = next(place for place in headings if blocks[place].level == level)
        return blocks[chosen].said, chosen
    looking = [place for place in free[:_FIRST_LINES] if looks_like_title(blocks[place])]
    plain = [place for place in free[:1] if _may_be_title(blocks[place])]
    group = [
        place for place in said if place < first and blocks[place].kind != Kind.ITEM and ":" not in blocks[place].text
    ][:1]
    group = [place for place in group if said[place][0].means in (Means.GROUPS, Means.DATE)]
    chosen_line = next(iter([*looking[:1], *plain, *group]), None)
    return (blocks[chosen_line].said, chosen_line) if chosen_line is not None else ("", None)


def _names_the_whole(structure: Structure, place: int) -> bool:
    """Whether a first line that looks like a signpost is the title all the same: "Recommendations of the group"."""
    sign = structure.reading.traits[place].sign
    heading = structure.reading.blocks[place].kind == Kind.HEADING
    return sign == Sign.RECOMMENDATIONS or (heading and sign not in (Sign.INTRODUCTION, Sign.CONTENTS))


def _may_be_title(block: Block) -> bool:
    return (
        block.kind == Kind.PARAGRAPH
        and len(block.text) <= _LONGEST_TITLE
        and not block.text.endswith((".", ":", ";", ","))
    )


def _date(structure: Structure, said: dict[int, list[Field]]) -> tuple[date | None, int | None]:
    """The date of the version: on a line that says so, else the first full date in a short line or in the title."""
    for place, found in said.items():
        for each in found:
            if each.on:
                return each.on, place
    blocks = structure.reading.blocks
    for longest in (200, 2000):
        for place in structure.about:
            if len(blocks[place].text) <= longest:
                for moment in moments(blocks[place].text):
                    if moment.on and moment.at is None:
                        return moment.on, place
    return None, None


def _unique(names: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(names))
