"""What a title may look like: each function yields the places of blocks that look alike."""

from collections.abc import Iterator

from palabre.processes.reading.blocks import Kind
from palabre.processes.reading.grouping import Reading
from palabre.processes.reading.traits import Sign, in_capitals, looks_like_title

_SHORT_LINE = 120


def titles(reading: Reading, region: range, fields: frozenset[int]) -> Iterator[list[int]]:
    blocks = reading.blocks
    allowed = [place for place in region if looks_like_title(blocks[place]) and _may_title(reading, place, fields)]
    for level in range(1, 7):
        yield [place for place in allowed if blocks[place].kind == Kind.HEADING and blocks[place].level == level]
    yield [place for place in allowed if blocks[place].kind != Kind.HEADING and blocks[place].bold]
    yield [place for place in allowed if blocks[place].kind != Kind.HEADING and in_capitals(blocks[place])]


def item_titles(reading: Reading, region: range, fields: frozenset[int]) -> Iterator[list[int]]:
    """Items alone in their list, or the outer items of a list most of which hold inner ones."""
    blocks = reading.blocks
    items = [place for place in region if blocks[place].kind == Kind.ITEM and _may_title(reading, place, fields)]
    alone: dict[tuple[int, bool, str], list[int]] = {}
    for place in items:
        if not (_siblings(reading, place, place - 1) or _siblings(reading, place, place + 1)):
            block = blocks[place]
            alone.setdefault((block.level, block.numbered, block.marker if not block.numbered else ""), []).append(
                place
            )
    yield from (starts for starts in alone.values() if len(starts) > 1)
    yield _parents(reading, items)
    # Bullets change where people copy and paste: the same depth may be enough.
    for level in sorted({level for level, _, _ in alone}):
        yield sorted(place for (depth, _, _), starts in alone.items() if depth == level for place in starts)


def _siblings(reading: Reading, place: int, other: int) -> bool:
    if not 0 <= other < len(reading.blocks) or reading.blocks[other].kind != Kind.ITEM:
        return False
    one, two = reading.blocks[place], reading.blocks[other]
    return one.level == two.level and one.strand == two.strand


def _parents(reading: Reading, items: list[int]) -> list[int]:
    blocks = reading.blocks
    strands: dict[tuple[int, int], list[int]] = {}
    for place in items:
        strands.setdefault((blocks[place].level, blocks[place].strand), []).append(place)
    found: list[int] = []
    for (level, _), places in strands.items():
        holding = sum(
            place + 1 < len(blocks) and blocks[place + 1].kind == Kind.ITEM and blocks[place + 1].level > level
            for place in places
        )
        if level == 0 and 2 * holding > len(places):
            found.extend(places)
    return sorted(found)


def short_lines(reading: Reading, region: range, fields: frozenset[int]) -> Iterator[list[int]]:
    """Lines too short to be sentences, right before a list or a longer paragraph."""
    blocks = reading.blocks
    short = [
        place
        for place in region
        if blocks[place].kind == Kind.PARAGRAPH
        and not blocks[place].inside
        and not blocks[place].glued
        and len(blocks[place].text) <= _SHORT_LINE
        and not _ends_a_sentence(blocks[place].text)
        and _may_title(reading, place, fields)
    ]
    before_list = [place for place in short if place + 1 in region and blocks[place + 1].kind == Kind.ITEM]
    plain = [place for place in short if not blocks[place].text.endswith(":")]
    yield plain
    yield before_list


def _ends_a_sentence(text: str) -> bool:
    """A title may stand in quotes; a quotation that only ends here is a sentence."""
    return text[-1] in ".,;!…" or (text[-1] in '»”"' and text[0] not in '«“"')


def _may_title(reading: Reading, place: int, fields: frozenset[int]) -> bool:
    traits = reading.traits[place]
    return place not in fields and traits.sign == Sign.NONE and not traits.repeated and traits.measure is None
