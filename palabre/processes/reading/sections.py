"""Which blocks are the titles of the recommendations: candidates of several looks, judged by what follows them."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from palabre.processes.reading.blocks import Block, Kind
from palabre.processes.reading.grouping import Reading
from palabre.processes.reading.looks import item_titles, short_lines, titles
from palabre.processes.reading.measures import STRONG, WEAK, Way, measures_in
from palabre.processes.reading.traits import Sign, looks_like_title

_ENDING = (Sign.INTRODUCTION, Sign.CLOSING, Sign.CONTENTS, Sign.RECOMMENDATIONS)


@dataclass(frozen=True, slots=True)
class Section:
    """A title and the blocks that follow it, up to the next title or to what ends it."""

    title: int
    span: range


@dataclass(frozen=True, slots=True)
class Sections:
    """The sections of one look, and the way in which most of them write their measures."""

    sections: list[Section]
    way: Way | None
    productive: list[bool]

    @property
    def count(self) -> int:
        return sum(self.productive)

    @property
    def most(self) -> bool:
        return 2 * self.count > len(self.sections)


def find_sections(reading: Reading, fields: frozenset[int], stop: int) -> list[Section]:
    """The sections of the recommendations, in order; empty when the document holds none.

    ``fields`` are the lines about the document itself, which never are titles; nothing from ``stop`` on is read.
    """
    labelled = _labelled(reading, range(stop), fields)
    if labelled:
        return labelled
    after_introduction = (
        max((place for place in range(stop) if _is_sign(reading, place, Sign.INTRODUCTION)), default=-1) + 1
    )
    announced = _announced(reading, stop)
    for region, is_announced in [*((part, True) for part in announced), (range(after_introduction, stop), False)]:
        if found := _best(reading, region, fields, announced=is_announced):
            return found
    return next((found for part in announced if (found := _plainly(reading, part, fields))), [])


def _is_sign(reading: Reading, place: int, sign: Sign) -> bool:
    return reading.traits[place].sign == sign and not reading.traits[place].repeated


def _announced(reading: Reading, stop: int) -> list[range]:
    """What stands under a heading "Recommendations", when it is not the title of the whole."""
    signs = [place for place in range(1, stop) if reading.traits[place].sign == Sign.RECOMMENDATIONS]
    if not signs:
        return []
    block = reading.blocks[signs[-1]]
    end = next((place for place in range(signs[-1] + 1, stop) if _outranks(reading, place, block)), stop)
    return [range(signs[0] + 1, end)] if end > signs[0] + 1 else []


def _outranks(reading: Reading, place: int, block: Block) -> bool:
    other = reading.blocks[place]
    if _is_sign(reading, place, Sign.CLOSING) and (other.kind != Kind.HEADING or block.kind != Kind.HEADING):
        return True
    return block.kind == Kind.HEADING and other.kind == Kind.HEADING and other.level <= block.level


# Labels: "Recommendation 1", "Aanbeveling 1", "R1".
def _labelled(reading: Reading, region: range, fields: frozenset[int]) -> list[Section]:
    starts = [place for place in region if reading.traits[place].recommendation and place not in fields]
    bare = [place for place in starts if not _number(reading, place)]
    if len(bare) == 1 and not looks_like_title(reading.blocks[bare[0]]) and not _holds(reading, region, bare[0]):
        starts.remove(bare[0])
    if not starts:
        return []
    sections = _cut(reading, region, starts, _ender(reading, starts))
    # A table of contents repeats the labels: the occurrence with the most beneath it is the real one.
    best: dict[tuple[int, ...], Section] = {}
    for section in sections:
        number = _number(reading, section.title) or (0, section.title)
        if number not in best or _weight(reading, section) >= _weight(reading, best[number]):
            best[number] = section
    kept = sorted(section.title for section in best.values())
    return _cut(reading, region, kept, _ender(reading, kept))


def _holds(reading: Reading, region: range, place: int) -> bool:
    """Whether measures follow a label that stands alone of its kind."""
    return any(measures_in(reading, range(place + 1, region.stop), way, last=True) for way in STRONG)


def _weight(reading: Reading, section: Section) -> tuple[bool, int]:
    return any(measures_in(reading, section.span, way) for way in STRONG), len(section.span)


def _number(reading: Reading, place: int) -> tuple[int, ...]:
    label = reading.traits[place].recommendation
    return label.number if label else ()


# Looks: headings, bold or capital lines, items, short lines.
def _best(reading: Reading, region: range, fields: frozenset[int], *, announced: bool) -> list[Section]:
    for looks, ways in _ORDER:
        candidates = [_judge(reading, region, starts, ways) for starts in looks(reading, region, fields)]
        fit = [found for found in candidates if found.most and found.count >= (1 if announced else 2)]
        if fit:
            return _trimmed(_finest(fit), announced=announced)
    return []


def _finest(fit: list[Sections]) -> Sections:
    """The look with the most sections holding measures; the first, which is the highest, when several have as many."""
    return max(fit, key=lambda found: found.count)


def _judge(reading: Reading, region: range, starts: list[int], ways: tuple[Way, ...]) -> Sections:
    sections = _cut(reading, region, starts, _ender(reading, starts)) if starts else []
    last = sections[-1:] if sections and region.stop == len(reading.blocks) else []
    direct = [_direct(reading, section) for section in sections]
    found = {
        way: [
            bool(measures_in(reading, span, way, last=section in last))
            for section, span in zip(sections, direct, strict=True)
        ]
        for way in ways
    }
    way = max(ways, key=lambda way: sum(found[way]), default=None)
    if ways == STRONG:
        productive = [any(found[way][place] for way in ways) for place in range(len(sections))]
    else:
        productive = found[way] if way else []
    return Sections(sections, way, productive)


def _direct(reading: Reading, section: Section) -> range:
    """The section up to the first heading inside it that could be a title of its own."""
    for place in section.span:
        if (
            reading.blocks[place].kind == Kind.HEADING
            and not reading.traits[place].transparent
            and not reading.traits[place].measure
        ):
            return range(section.span.start, place)
    return section.span


def _trimmed(found: Sections, *, announced: bool) -> list[Section]:
    """Without the sections before the first and after the last that hold measures: they only look alike."""
    places = [place for place, productive in enumerate(found.productive) if productive]
    first = 0 if announced else places[0]
    last = len(found.sections) if announced else places[-1] + 1
    return found.sections[first:last]


def _plainly(reading: Reading, region: range, fields: frozenset[int]) -> list[Section]:
    """Under "Recommendations" without any measure: its headings, or else the items of its list."""
    for starts in titles(reading, region, fields):
        if len(starts) > 1:
            return _cut(reading, region, starts, _ender(reading, starts))
    items = [place for place in region if reading.blocks[place].kind == Kind.ITEM and reading.blocks[place].level == 0]
    return _cut(reading, region, items, _ender(reading, items)) if len(items) > 1 else []


def _cut(reading: Reading, region: range, starts: list[int], ends: Callable[[int], bool]) -> list[Section]:
    sections = []
    for start, following in zip(starts, [*starts[1:], region.stop], strict=True):
        stop = next((place for place in range(start + 1, following) if ends(place)), following)
        sections.append(Section(start, range(start + 1, stop)))
    return sections


def _ender(reading: Reading, starts: list[int]) -> Callable[[int], bool]:
    """What ends a section whose title looks like these."""
    blocks, traits = reading.blocks, reading.traits
    kinds = Counter(blocks[place].kind for place in starts)
    level = max((blocks[place].level for place in starts if blocks[place].kind == Kind.HEADING), default=0)
    if kinds[Kind.HEADING] * 2 > len(starts):
        return lambda place: (
            blocks[place].kind == Kind.HEADING
            and blocks[place].level <= level
            and not traits[place].transparent
            and traits[place].measure is None
        )
    return lambda place: (
        (traits[place].sign in _ENDING and not traits[place].repeated and blocks[place].kind != Kind.ITEM)
        or (blocks[place].kind == Kind.HEADING and not traits[place].transparent and traits[place].measure is None)
    )


# A sure look with unsure measures beneath comes before the unsure look of a short line.
_ORDER = (
    (titles, STRONG),
    (item_titles, STRONG),
    (titles, WEAK),
    (item_titles, WEAK),
    (short_lines, STRONG),
    (short_lines, WEAK),
)
