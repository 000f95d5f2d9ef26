"""Where the measures of one section stand: the ways of writing them, each a function."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from palabre.processes.reading.blocks import Block, Kind
from palabre.processes.reading.folding import fold
from palabre.processes.reading.traits import Sign, Traits
from palabre.processes.reading.words import INFINITIVE_ENDINGS, NOT_INFINITIVES, every

Group = list[int]  # the blocks of one measure, the first of which names it

_ARTICLES = frozenset(every("articles"))
_FINDING = re.compile(rf"\b(?:{'|'.join(re.escape(word) for word in every('finding'))})s?\b")
_PROPOSING = re.compile(
    rf"\b(?:{'|'.join(re.escape(word) for word in every('measures', 'measure', 'proposals', 'recommendations'))}"
    r"|propos\w*|recommand\w*|demand\w*|voorgesteld\w*|stel\w*|vragen|vraagt|bevel\w*|suggest\w*|recommend\w*|schlagen|fordern)\b"
)


class Way(StrEnum):
    """How a document writes its measures, the surest first."""

    LABELLED = "labelled"
    SIGNED = "signed"
    LISTED = "listed"
    PARALLEL = "parallel"
    ROWS = "rows"
    HEADED = "headed"
    BOLD = "bold"
    LED = "led"
    INFINITIVES = "infinitives"
    ARTICLES = "articles"


STRONG = (Way.LABELLED, Way.SIGNED, Way.LISTED, Way.PARALLEL, Way.ROWS)
WEAK = (Way.HEADED, Way.BOLD, Way.LED, Way.INFINITIVES, Way.ARTICLES)


@dataclass(frozen=True, slots=True)
class Reading:
    """The blocks of the text proper with their traits, side by side."""

    blocks: Sequence[Block]
    traits: Sequence[Traits]


def measures_in(reading: Reading, span: range, way: Way, *, last: bool = False) -> list[Group]:
    """The measures of a section written in this way, or an empty list.

    ``last`` is for the section that ends the document, after which anything may stand.
    """
    return _WAYS[way](reading, span, last)


def _labelled(reading: Reading, span: range, last: bool) -> list[Group]:
    starts = [place for place in span if reading.traits[place].measure]
    return _trim(reading, _groups(span, starts)) if starts else []


def _signed(reading: Reading, span: range, last: bool) -> list[Group]:
    post = next((place for place in span if reading.traits[place].sign == Sign.MEASURES), None)
    if post is None:
        return []
    stop = next(
        (place for place in span if place > post and reading.traits[place].sign in (Sign.FINDINGS, Sign.CLOSING)),
        span.stop,
    )
    zone = range(post + 1, stop)
    lists = _lists(reading, zone)
    if lists and zone[0] not in lists[0]:
        # A sentence before the list introduces it.
        zone = range(lists[0][0], stop)
    if lists:
        return _trim(reading, _spread(reading, zone, lists)) or [
            group for items in lists for group in _items(reading, items)
        ]
    return (
        _headed(reading, zone, last)
        or _bold(reading, zone, last)
        or _parallel(reading, zone, last)
        or _each(reading, zone)
    )


def _each(reading: Reading, zone: range) -> list[Group]:
    starts = [
        place
        for place in zone
        if reading.blocks[place].kind in (Kind.PARAGRAPH, Kind.ROW) and not reading.blocks[place].inside
    ]
    return _groups(zone, starts)


def _listed(reading: Reading, span: range, last: bool) -> list[Group]:
    lists = _lists(reading, span)
    if not lists:
        return []
    if len(lists) > 1 and (spread := _spread(reading, span, lists)):
        return spread
    return [group for items in _chosen(reading, span, lists) for group in _items(reading, items)]


def _lists(reading: Reading, span: range) -> list[list[int]]:
    """The stretches of items of a section."""
    lists: list[list[int]] = []
    open_list = False
    for place in span:
        block = reading.blocks[place]
        if block.kind == Kind.ITEM:
            if not open_list:
                lists.append([])
            lists[-1].append(place)
            open_list = True
        elif open_list and block.inside:
            lists[-1].append(place)
        else:
            open_list = False
    return lists


def _items(reading: Reading, stretch: Sequence[int]) -> list[Group]:
    """One measure per item of the outer list; deeper items and further paragraphs belong to the one before."""
    blocks = [reading.blocks[place] for place in stretch]
    level = min(block.level for block in blocks if block.kind == Kind.ITEM)
    outer = next(block for block in blocks if block.kind == Kind.ITEM and block.level == level)
    kept = [place for place, block in zip(stretch, blocks, strict=True) if _is_outer(block, outer)]
    return _groups(stretch, kept)


def _is_outer(block: Block, outer: Block) -> bool:
    return (
        block.kind == Kind.ITEM
        and block.level == outer.level
        and (block.numbered == outer.numbered or block.strand == outer.strand)
    )


def _spread(reading: Reading, span: range, lists: list[list[int]]) -> list[Group]:
    """Measures with paragraphs between them: lists of one item each, or numbers that go on from list to list."""
    heads = [items[0] for items in lists]
    single = all(len(_items(reading, items)) == 1 for items in lists)
    first_numbers = [
        _number(reading.blocks[place]) for items in lists for place in items if reading.blocks[place].kind == Kind.ITEM
    ]
    going_on = (
        len(first_numbers) > 1 and None not in first_numbers and first_numbers == list(range(1, len(first_numbers) + 1))
    )
    if len(lists) < 2 or not (single or going_on):
        return []
    starts = (
        heads if single else [place for items in lists for place in items if reading.blocks[place].kind == Kind.ITEM]
    )
    return _trim(reading, _groups(span, starts))


def _number(block: Block) -> int | None:
    digits = re.findall(r"\d+", block.marker)
    return int(digits[-1]) if digits else None


def _chosen(reading: Reading, span: range, lists: list[list[int]]) -> list[list[int]]:
    """Of several lists, those that hold measures: the ones so announced, else all that carry a short heading of
    their own, else the last."""
    if len(lists) == 1:
        return lists
    leads = [_lead_in(reading, span, items[0]) for items in lists]
    argued = [bool(lead) and bool(_FINDING.search(fold(lead[:200]))) and not _proposing(lead) for lead in leads]
    open_lists = [items for items, is_argued in zip(lists, argued, strict=True) if not is_argued]
    proposed = [items for items, lead in zip(lists, leads, strict=True) if _proposing(lead)]
    if proposed:
        return proposed
    if all(0 < len(lead) <= 60 for lead in leads):
        return open_lists or lists[-1:]
    return lists[-1:]


def _lead_in(reading: Reading, span: range, head: int) -> str:
    return reading.blocks[head - 1].text if head > span.start else ""


def _proposing(lead: str) -> bool:
    return lead.rstrip().endswith(":") and bool(_PROPOSING.search(fold(lead[-200:])))


def _parallel(reading: Reading, span: range, last: bool) -> list[Group]:
    return _final_run(reading, span, last, lambda place: _first_words(reading, place))


def _articles(reading: Reading, span: range, last: bool) -> list[Group]:
    return _final_run(reading, span, last, lambda place: " ".join(reading.traits[place].opening[:1]))


def _infinitives(reading: Reading, span: range, last: bool) -> list[Group]:
    return _final_run(reading, span, last, lambda place: _infinitive(reading, place))


def _led(reading: Reading, span: range, last: bool) -> list[Group]:
    return _final_run(reading, span, last, lambda place: _led_by_bold(reading.blocks[place]))


def _led_by_bold(block: Block) -> str:
    return "bold" if block.lead and not block.bold else ""


def _first_words(reading: Reading, place: int) -> str:
    """The first word; the first two where the first is an article, which sentences share without being parallel."""
    first = reading.traits[place].opening
    if first and first[0] in _ARTICLES:
        return " ".join(first) if len(first) > 1 and first[1] not in _ARTICLES else ""
    return first[0] if first else ""


def _infinitive(reading: Reading, place: int) -> str:
    first = (reading.traits[place].opening or ("",))[0]
    return (
        "infinitive" if len(first) > 3 and first.endswith(INFINITIVE_ENDINGS) and first not in NOT_INFINITIVES else ""
    )


def _final_run(reading: Reading, span: range, last: bool, key: Callable[[int], str]) -> list[Group]:
    """The run of two paragraphs or more alike at the end of a section; in the last section, its last run."""
    runs: list[tuple[str, list[Group]]] = []
    for unit in _units(reading, span):
        eligible = reading.blocks[unit[0]].kind == Kind.PARAGRAPH and not reading.traits[unit[0]].transparent
        word = key(unit[0]) if eligible else ""
        if word and runs and runs[-1][0] == word:
            runs[-1][1].append(unit)
        else:
            runs.append((word, [unit]))
    if not last:
        runs = runs[-1:]
    return next((run for word, run in reversed(runs) if word and len(run) > 1), [])


def _units(reading: Reading, span: range) -> list[Group]:
    """The paragraphs of a section; what follows a mere line break goes with the paragraph before, unless it starts alike."""
    units: list[Group] = []
    for place in span:
        block = reading.blocks[place]
        alike = block.glued and bool(units) and _first_words(reading, units[-1][0]) == _first_words(reading, place)
        if units and ((block.glued and not alike) or block.inside):
            units[-1].append(place)
        else:
            units.append([place])
    return units


def _headed(reading: Reading, span: range, last: bool) -> list[Group]:
    starts = [
        place for place in span if reading.blocks[place].kind == Kind.HEADING and not _is_part(reading.traits[place])
    ]
    return _groups(span, starts) if len(starts) > 1 else []


def _bold(reading: Reading, span: range, last: bool) -> list[Group]:
    starts = [place for place in span if reading.blocks[place].bold and not _is_part(reading.traits[place])]
    starts = [place for place in starts if reading.blocks[place].kind == Kind.PARAGRAPH]
    return _trim(reading, _groups(span, starts)) if len(starts) > 1 else []


def _is_part(traits: Traits) -> bool:
    return traits.transparent or traits.sign != Sign.NONE


def _rows(reading: Reading, span: range, last: bool) -> list[Group]:
    rows = [place for place in span if reading.blocks[place].kind == Kind.ROW]
    if not rows or not any(_heads_measures(reading.blocks[place]) for place in rows[:1]):
        return []
    return [[place] for place in rows[1:]]


def _heads_measures(block: Block) -> bool:
    names = every("measure", "measures", "proposal", "proposals")
    return any(fold(cell).strip(" :") in names or fold(cell).split(" ")[0] in names for cell in block.cells)


def _groups(span: Sequence[int], starts: Sequence[int]) -> list[Group]:
    """The section cut at each start; what stands before the first is left out."""
    chosen = set(starts)
    groups: list[Group] = []
    for place in span:
        if place in chosen:
            groups.append([place])
        elif groups:
            groups[-1].append(place)
    return groups


def _trim(reading: Reading, groups: list[Group]) -> list[Group]:
    """Give the last measure no more paragraphs than its sisters have: what follows concerns the whole section."""
    if not groups:
        return groups
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


_WAYS: dict[Way, Callable[[Reading, range, bool], list[Group]]] = {
    Way.LABELLED: _labelled,
    Way.SIGNED: _signed,
    Way.LISTED: _listed,
    Way.PARALLEL: _parallel,
    Way.ROWS: _rows,
    Way.HEADED: _headed,
    Way.BOLD: _bold,
    Way.LED: _led,
    Way.INFINITIVES: _infinitives,
    Way.ARTICLES: _articles,
}
