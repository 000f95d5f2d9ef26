"""Corrected paragraphs as the HTML of a text: typed marks become headings, lists, strong words and emphasis."""

import re
from itertools import groupby

from palabre.commons.conversations.plain_marks import inline_marks

_ITEM = re.compile(r"[-–•]\s+")
_NUMBER = re.compile(r"(\d{1,3})[.)]\s+")
_HEADING = re.compile(r"(#{2,3})\s+(?=\S)")


def as_html(paragraphs: list[str]) -> str:
    """Safe HTML, every character escaped first: ``## a heading``, ``- an item``, ``1. a numbered item`` (where 2
    follows), ``*strong*`` and ``_emphasis_``; any other paragraph as it is, its line breaks kept.

    Items that follow each other make one list, whether they were typed as one paragraph or as several.
    """
    lines = [line for paragraph in paragraphs if paragraph.strip() for line in _cut(paragraph.strip())]
    kinds = _kinds(lines)
    html = []
    for (kind, _run), group in groupby(zip(kinds, lines, strict=True), key=lambda found: found[0]):
        words = [line for _kind, line in group]
        html.append(_LISTS[kind](words) if kind in _LISTS else "".join(map(_paragraph, words)))
    return "".join(html)


def _cut(paragraph: str) -> list[str]:
    """A paragraph whose every line is an item is that many items; any other stays whole."""
    lines = paragraph.split("\n")
    return lines if len(lines) > 1 and all(_ITEM.match(line) or _NUMBER.match(line) for line in lines) else [paragraph]


def _kinds(lines: list[str]) -> list[tuple[str, int]]:
    """For each line: item, number or words; with the number of its run, so that a list that begins anew is another."""
    kinds: list[tuple[str, int]] = []
    run, due = 0, 0
    for place, line in enumerate(lines):
        number = int(found[1]) if (found := _NUMBER.match(line)) else 0
        if number and number == due:
            kinds.append(("number", run))
            due += 1
            continue
        run, due = run + 1, 0
        if number == 1 and place + 1 < len(lines) and _NUMBER.match(lines[place + 1]) and lines[place + 1][0] == "2":
            kinds.append(("number", run))
            due = 2
        elif _ITEM.match(line):
            kinds.append(("item", 0))
        else:
            kinds.append(("words", 0))
    return kinds


def _paragraph(words: str) -> str:
    if (heading := _HEADING.match(words)) and "\n" not in words:
        name = f"h{len(heading[1])}"
        return f"<{name}>{inline_marks(words[heading.end() :])}</{name}>"
    return "<p>" + "<br>".join(inline_marks(line) for line in words.split("\n")) + "</p>"


def _list(name: str, sign: re.Pattern[str], lines: list[str]) -> str:
    return (
        f"<{name}>" + "".join(f"<li>{inline_marks(sign.sub('', line, count=1))}</li>" for line in lines) + f"</{name}>"
    )


_LISTS = {
    "item": lambda lines: _list("ul", _ITEM, lines),
    "number": lambda lines: _list("ol", _NUMBER, lines),
}
