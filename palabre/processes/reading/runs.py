"""Measures written as paragraphs alike, at the end of a section."""

from collections.abc import Callable

from palabre.processes.reading.blocks import Block, Kind
from palabre.processes.reading.grouping import Group, Reading
from palabre.processes.reading.words import INFINITIVE_ENDINGS, NOT_INFINITIVES, every

_ARTICLES = frozenset(every("articles"))


def parallel(reading: Reading, span: range, last: bool) -> list[Group]:
    return _final_run(reading, span, last, lambda place: _first_words(reading, place))


def after_articles(reading: Reading, span: range, last: bool) -> list[Group]:
    return _final_run(reading, span, last, lambda place: " ".join(reading.traits[place].opening[:1]))


def infinitives(reading: Reading, span: range, last: bool) -> list[Group]:
    return _final_run(reading, span, last, lambda place: _infinitive(reading, place))


def led(reading: Reading, span: range, last: bool) -> list[Group]:
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
    """The paragraphs of a section; a mere line break starts a new one only where the line starts alike."""
    units: list[Group] = []
    for place in span:
        block = reading.blocks[place]
        alike = block.glued and bool(units) and _first_words(reading, units[-1][0]) == _first_words(reading, place)
        if units and ((block.glued and not alike) or block.inside):
            units[-1].append(place)
        else:
            units.append([place])
    return units
