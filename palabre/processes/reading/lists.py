"""Measures written as a list, among the lists of a section."""

import re
from collections.abc import Sequence

from palabre.processes.reading.blocks import Block, Kind
from palabre.processes.reading.folding import fold
from palabre.processes.reading.grouping import Group, Reading, groups_at, trimmed
from palabre.processes.reading.words import every

_FINDING = re.compile(rf"\b(?:{'|'.join(re.escape(word) for word in every('finding'))})s?\b")
_PROPOSING = re.compile(
    rf"\b(?:{'|'.join(re.escape(word) for word in every('measures', 'measure', 'proposals', 'recommendations'))}"
    r"|propos\w*|recommand\w*|demand\w*|voorgesteld\w*|stel\w*|vragen|vraagt|bevel\w*|suggest\w*|recommend\w*|schlagen|fordern)\b"
)


def listed(reading: Reading, span: range, last: bool) -> list[Group]:
    lists = lists_in(reading, span)
    if not lists:
        return []
    if len(lists) > 1 and (going_on := spread(reading, span, lists)):
        return going_on
    return [group for items in _chosen(reading, span, lists) for group in items_of(reading, items)]


def lists_in(reading: Reading, span: range) -> list[list[int]]:
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


def items_of(reading: Reading, stretch: Sequence[int]) -> list[Group]:
    """One measure per item of the outer list; deeper items and further paragraphs belong to the one before."""
    blocks = [reading.blocks[place] for place in stretch]
    level = min(block.level for block in blocks if block.kind == Kind.ITEM)
    outer = next(block for block in blocks if block.kind == Kind.ITEM and block.level == level)
    kept = [place for place, block in zip(stretch, blocks, strict=True) if _is_outer(block, outer)]
    return groups_at(stretch, kept)


def _is_outer(block: Block, outer: Block) -> bool:
    return (
        block.kind == Kind.ITEM
        and block.level == outer.level
        and (block.numbered == outer.numbered or block.strand == outer.strand)
    )


def spread(reading: Reading, span: range, lists: list[list[int]]) -> list[Group]:
    """Measures with paragraphs between them: lists of one item each, or numbers that go on from list to list."""
    heads = [items[0] for items in lists]
    single = all(len(items_of(reading, items)) == 1 for items in lists)
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
    return trimmed(reading, groups_at(span, starts))


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
