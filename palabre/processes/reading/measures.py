"""Where the measures of one section stand: the ways of writing them, the surest first."""

from collections.abc import Callable
from enum import StrEnum

from palabre.processes.reading.blocks import Block, Kind
from palabre.processes.reading.folding import fold
from palabre.processes.reading.grouping import Group, Reading, groups_at, trimmed
from palabre.processes.reading.lists import items_of, listed, lists_in, spread
from palabre.processes.reading.runs import after_articles, infinitives, led, parallel
from palabre.processes.reading.traits import Sign, Traits
from palabre.processes.reading.words import every


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


def measures_in(reading: Reading, span: range, way: Way, *, last: bool = False) -> list[Group]:
    """The measures of a section written in this way, or an empty list.

    ``last`` is for the section that ends the document, after which anything may stand.
    """
    return _WAYS[way](reading, span, last)


def _labelled(reading: Reading, span: range, last: bool) -> list[Group]:
    starts = [place for place in span if reading.traits[place].measure]
    return trimmed(reading, groups_at(span, starts)) if starts else []


def _signed(reading: Reading, span: range, last: bool) -> list[Group]:
    post = next((place for place in span if reading.traits[place].sign == Sign.MEASURES), None)
    if post is None:
        return []
    stop = next(
        (place for place in span if place > post and reading.traits[place].sign in (Sign.FINDINGS, Sign.CLOSING)),
        span.stop,
    )
    zone = range(post + 1, stop)
    lists = lists_in(reading, zone)
    if lists and zone[0] not in lists[0]:
        # A sentence before the list introduces it.
        zone = range(lists[0][0], stop)
    if lists:
        return trimmed(reading, spread(reading, zone, lists)) or [
            group for items in lists for group in items_of(reading, items)
        ]
    return (
        _headed(reading, zone, last)
        or _bold(reading, zone, last)
        or parallel(reading, zone, last)
        or _each(reading, zone)
    )


def _each(reading: Reading, zone: range) -> list[Group]:
    starts = [
        place
        for place in zone
        if reading.blocks[place].kind in (Kind.PARAGRAPH, Kind.ROW) and not reading.blocks[place].inside
    ]
    return groups_at(zone, starts)


def _headed(reading: Reading, span: range, last: bool) -> list[Group]:
    starts = [
        place for place in span if reading.blocks[place].kind == Kind.HEADING and not _is_part(reading.traits[place])
    ]
    return groups_at(span, starts) if len(starts) > 1 else []


def _bold(reading: Reading, span: range, last: bool) -> list[Group]:
    starts = [place for place in span if reading.blocks[place].bold and not _is_part(reading.traits[place])]
    starts = [place for place in starts if reading.blocks[place].kind == Kind.PARAGRAPH]
    return trimmed(reading, groups_at(span, starts)) if len(starts) > 1 else []


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


_WAYS: dict[Way, Callable[[Reading, range, bool], list[Group]]] = {
    Way.LABELLED: _labelled,
    Way.SIGNED: _signed,
    Way.LISTED: listed,
    Way.PARALLEL: parallel,
    Way.ROWS: _rows,
    Way.HEADED: _headed,
    Way.BOLD: _bold,
    Way.LED: led,
    Way.INFINITIVES: infinitives,
    Way.ARTICLES: after_articles,
}
