"""The text as the finders see it, and its cutting into groups of blocks."""

from collections.abc import Sequence
from dataclasses import dataclass

from palabre.processes.reading.blocks import Block, Kind
from palabre.processes.reading.traits import Sign, Traits

Group = list[int]  # the blocks of one measure, the first of which names it


@dataclass(frozen=True, slots=True)
class Reading:
    """The blocks of the text proper with their traits, side by side."""

    blocks: Sequence[Block]
    traits: Sequence[Traits]


def groups_at(span: Sequence[int], starts: Sequence[int]) -> list[Group]:
    """The section cut at each start; what stands before the first is left out."""
    chosen = set(starts)
    groups: list[Group] = []
    for place in span:
        if place in chosen:
            groups.append([place])
        elif groups:
            groups[-1].append(place)
    return groups


def trimmed(reading: Reading, groups: list[Group]) -> list[Group]:
    """Give the last measure no more paragraphs than its sisters have: what follows concerns the whole section.

    A measure that is a heading keeps all that stands below it, up to a heading as high.
    """
    if not groups:
        return groups
    head = reading.blocks[groups[-1][0]]
    if head.kind == Kind.HEADING:
        below = (place for place in groups[-1][1:] if reading.blocks[place].kind == Kind.HEADING)
        stop = next((place for place in below if reading.blocks[place].level <= head.level), groups[-1][-1] + 1)
        return [*groups[:-1], [place for place in groups[-1] if place < stop]]
    longest = max((_paragraphs(reading, group) for group in groups[:-1]), default=1)
    kept: Group = []
    paragraphs = 0
    for place in groups[-1]:
        block = reading.blocks[place]
        counts = place != groups[-1][0] and block.kind != Kind.ITEM and not block.inside and not block.glued
        paragraphs += counts
        if paragraphs > longest or (counts and reading.traits[place].sign != Sign.NONE):
            break
        kept.append(place)
    return [*groups[:-1], kept]


def _paragraphs(reading: Reading, group: Group) -> int:
    return sum(
        reading.blocks[place].kind != Kind.ITEM and not reading.blocks[place].inside and not reading.blocks[place].glued
        for place in group[1:]
    )
