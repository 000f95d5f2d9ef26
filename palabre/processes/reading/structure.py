"""Blocks into recommendations, measures, arguing paragraphs, introduction and what has no place."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from palabre.processes.reading.blocks import Block, Kind
from palabre.processes.reading.fields import fields_of
from palabre.processes.reading.grouping import Group, Reading
from palabre.processes.reading.measures import STRONG, WEAK, Way, measures_in
from palabre.processes.reading.sections import Section, find_sections
from palabre.processes.reading.traits import Sign, Traits, looks_like_title, traits_of

_FRAGMENT = 80
_ENDS_OF_SENTENCES = tuple('.!?…:»”")')


@dataclass(frozen=True, slots=True)
class Part:
    """A recommendation as places in the list of blocks. ``title`` may take two: a label, then its title."""

    title: list[int]
    text: list[int]
    measures: list[Group]

    @property
    def places(self) -> list[int]:
        return [*self.title, *self.text, *(place for group in self.measures for place in group)]


@dataclass(frozen=True, slots=True)
class Structure:
    """Every block has exactly one place: in a part, in the introduction, among the signposts or unplaced.

    ``about`` are the lines, before the first recommendation and after the last, that may speak of the document.
    """

    reading: Reading
    parts: list[Part]
    introduction: list[int]
    signposts: list[int]
    unplaced: list[int]
    about: list[int] = field(default_factory=list)


def structure_of(blocks: Sequence[Block]) -> Structure:
    """The structure of a document."""
    whole = Reading(blocks, _settled(traits_of(list(blocks))))
    places = [place for place, block in enumerate(blocks) if not block.aside]
    reading = Reading([blocks[place] for place in places], [whole.traits[place] for place in places])
    said = [bool(fields_of(block)) for block in reading.blocks]
    stop = len(reading.blocks)
    sections = find_sections(reading, frozenset(place for place, is_field in enumerate(said) if is_field), stop)
    parts, posts = _parts(reading, sections, said)
    first = sections[0].title if sections else _closing(reading, stop)
    taken = {place for part in parts for place in part.places}
    signposts = [place for place in range(stop) if place not in taken and _is_signpost(reading, place, sections)]
    signposts = sorted({*signposts, *posts})
    introduction, leftover = _before(reading, first, set(signposts))
    unplaced = [
        *leftover,
        *(place for place in range(first, stop) if place not in taken and place not in set(signposts)),
    ]
    after = max(taken, default=stop)
    about = [*range(first), *(place for place in unplaced if place > after)]
    asides = [place for place, block in enumerate(blocks) if block.aside]
    return _widened(whole, places, asides, parts, introduction, signposts, unplaced, about)


def _settled(traits: list[Traits]) -> list[Traits]:
    """Decide what "Proposal 1" names: a measure beside recommendations, else a recommendation if there are several."""
    firm = any(each.recommendation and not each.recommendation.proposal for each in traits)
    several = sum(bool(each.recommendation) for each in traits) > 1
    return [
        replace(each, recommendation=None, measure=each.recommendation if firm else each.measure)
        if each.recommendation and each.recommendation.proposal and (firm or not several)
        else each
        for each in traits
    ]


def _widened(
    whole: Reading,
    places: list[int],
    asides: list[int],
    parts: list[Part],
    introduction: list[int],
    signposts: list[int],
    unplaced: list[int],
    about: list[int],
) -> Structure:
    """The same structure, counted in the blocks of the whole document."""

    def wide(chosen: Sequence[int]) -> list[int]:
        return [places[place] for place in chosen]

    margins = [place for place in asides if whole.blocks[place].margin]
    return Structure(
        whole,
        [Part(wide(part.title), wide(part.text), [wide(group) for group in part.measures]) for part in parts],
        wide(introduction),
        wide(signposts),
        sorted([*wide(unplaced), *asides]),
        sorted([*wide(about), *margins]),
    )


def _parts(reading: Reading, sections: list[Section], said: list[bool]) -> tuple[list[Part], list[int]]:
    """The recommendations, and the lines inside them that only say "Measures"."""
    if not sections:
        return [], []
    if not any(said[place] for section in sections[:-1] for place in section.span):
        sections = [*sections[:-1], _without_colophon(sections[-1], said)]
    sections = [_with_second_title(reading, section) for section in sections]
    way = _usual_way(reading, sections)
    parts: list[Part] = []
    signposts: list[int] = []
    trailing = False
    for section in sections:
        title = [section.title] if section.span.start == section.title + 1 else [section.title, section.title + 1]
        is_last = section is sections[-1]
        measures = _measures(reading, section.span, way, last=is_last)
        inside = {place for group in measures for place in group}
        end = measures[-1][-1] if measures else section.span.stop
        posts = [place for place in section.span if place not in inside and reading.traits[place].sign == Sign.MEASURES]
        signposts += posts
        text = [place for place in section.span if place not in inside and place not in posts]
        if is_last and measures and not trailing:
            # No other recommendation goes on after its measures: what follows the last ones ends the document.
            text = [place for place in text if place < end]
        trailing = trailing or any(place > end for place in text)
        parts.append(Part(title, text, measures))
    return parts, signposts


def _without_colophon(section: Section, said: list[bool]) -> Section:
    """The last section ends where the document begins to speak of itself."""
    stop = next((place for place in section.span if said[place]), section.span.stop)
    return Section(section.title, range(section.span.start, stop))


def _with_second_title(reading: Reading, section: Section) -> Section:
    """ "Recommendation 1" alone on its line takes its title from the next."""
    label = reading.traits[section.title].recommendation
    block = reading.blocks[section.title]
    if label is None or len(block.text) > label.length or not section.span:
        return section
    following = reading.blocks[section.span.start]
    short = len(following.text) <= 220 and (looks_like_title(following) or not following.text.endswith("."))
    plain = following.kind in (Kind.PARAGRAPH, Kind.HEADING) and len(section.span) > 1
    if (
        plain
        and short
        and reading.traits[section.span.start].sign == Sign.NONE
        and not reading.traits[section.span.start].measure
    ):
        return Section(section.title, range(section.span.start + 1, section.span.stop))
    return section


def _usual_way(reading: Reading, sections: list[Section]) -> Way | None:
    """The way in which most sections write their measures, a sure way before an unsure one."""
    found: Counter[Way] = Counter()
    for section in sections:
        is_last = section is sections[-1]
        found.update(way for way in Way if measures_in(reading, section.span, way, last=is_last))
    if found[Way.LABELLED]:
        return Way.LABELLED
    strong, weak = (max(ways, key=lambda way: found[way]) for ways in (STRONG, WEAK))
    most = next((way for way in (strong, weak) if 2 * found[way] > len(sections)), None)
    return most or (strong if found[strong] else None)


def _measures(reading: Reading, span: range, way: Way | None, *, last: bool) -> list[Group]:
    """The measures of one section: in the usual way of the document, else in another sure way."""
    ways = [way, *(other for other in STRONG if other != way)] if way else []
    return next((found for each in ways if (found := measures_in(reading, span, each, last=last))), [])


def _closing(reading: Reading, stop: int) -> int:
    """Where a document without recommendations comes to its annexes: they introduce nothing."""
    headings = (place for place in range(1, stop) if reading.blocks[place].kind == Kind.HEADING)
    return next((place for place in headings if reading.traits[place].sign == Sign.CLOSING), stop)


def _is_signpost(reading: Reading, place: int, sections: list[Section]) -> bool:
    sign = reading.traits[place].sign
    if sign in (Sign.INTRODUCTION, Sign.RECOMMENDATIONS):
        return place > 0
    return sign == Sign.MEASURES and bool(sections)


def _before(reading: Reading, first: int, signposts: set[int]) -> tuple[list[int], list[int]]:
    """What stands before the first recommendation: its sentences introduce, its loose fragments have no place."""
    opened = max((place for place in signposts if reading.traits[place].sign == Sign.INTRODUCTION), default=-1)
    introduction: list[int] = []
    leftover: list[int] = []
    in_contents = False
    for place in range(first):
        block = reading.blocks[place]
        # A table of contents repeats titles: it introduces nothing.
        listed = block.kind in (Kind.ITEM, Kind.ROW)
        in_contents = reading.traits[place].sign == Sign.CONTENTS or (in_contents and listed)
        if place not in signposts:
            kept = not in_contents and (-1 < opened < place or not _is_fragment(block))
            (introduction if kept else leftover).append(place)
    return introduction, leftover


def _is_fragment(block: Block) -> bool:
    if block.kind in (Kind.ITEM, Kind.HEADING):
        return False
    return len(block.text) <= _FRAGMENT and not block.text.endswith(_ENDS_OF_SENTENCES)
