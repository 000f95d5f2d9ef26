"""Runs of text inside a block: bold, italics, links; and the safe HTML made from them."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from html import escape

from palabre.processes.reading.addresses import cut_addresses, holds_address, without_addresses

_SPACES = re.compile(r"[^\S\n]{2,}|[\t\r\f\v\x1c-\x1f]")
_AROUND_BREAK = re.compile(r"[^\S\n]*\n[^\S\n]*")


@dataclass(frozen=True, slots=True)
class Run:
    text: str
    strong: bool = False
    em: bool = False
    href: str = ""

    @property
    def marked(self) -> bool:
        return self.strong or self.em or bool(self.href)


Line = list[Run]


def text_of(runs: Iterable[Run]) -> str:
    return "".join(run.text for run in runs)


def tidy(text: str) -> str:
    """One space where there were several; a lone non-breaking space, which French typography needs, stays."""
    return _AROUND_BREAK.sub("\n", _SPACES.sub(" ", text)).strip()


def split_lines(runs: Iterable[Run]) -> list[Line]:
    """The runs cut at their line breaks; an empty line stays as an empty list."""
    lines: list[Line] = [[]]
    for run in runs:
        first, *others = run.text.split("\n")
        if first:
            lines[-1].append(replace(run, text=first))
        lines.extend([replace(run, text=part)] if part else [] for part in others)
    return [line if text_of(line).strip() else [] for line in lines]


def drop_start(runs: Line, length: int) -> Line:
    """The runs without their first ``length`` characters."""
    kept: Line = []
    for run in runs:
        if length >= len(run.text):
            length -= len(run.text)
            continue
        kept.append(replace(run, text=run.text[length:]))
        length = 0
    return kept


def clean(runs: Line) -> Line:
    """The runs without e-mail addresses, outer spaces and doubled spaces."""
    whole = text_of(runs)
    if holds_address(whole):
        parts = [replace(run, text=cut_addresses(run.text)) for run in runs]
        # An address written across two marks can only be cut from the whole; its marks go with it.
        whole = without_addresses(whole)
        runs = parts if tidy(text_of(parts)) == whole else [Run(whole)]
    if len(runs) == 1:
        text = tidy(runs[0].text)
        return [runs[0] if text == runs[0].text else replace(runs[0], text=text)] if text else []
    return _tidied([run for run in _merged(runs) if run.text])


def _tidied(runs: Line) -> Line:
    tidied: Line = []
    for place, run in enumerate(runs):
        text = _SPACES.sub(" ", run.text)
        after_space = place == 0 or (bool(tidied) and tidied[-1].text[-1:].isspace() and text[:1] != "\n")
        text = text.lstrip() if after_space else text
        text = text.rstrip() if place == len(runs) - 1 else text
        if text:
            tidied.append(replace(run, text=text))
    if tidied:
        tidied[-1] = replace(tidied[-1], text=tidied[-1].text.rstrip())
    return [run for run in tidied if run.text]


def _merged(runs: Line) -> Line:
    groups: list[tuple[Run, list[str]]] = []
    for run in runs:
        if groups and (groups[-1][0].strong, groups[-1][0].em, groups[-1][0].href) == (run.strong, run.em, run.href):
            groups[-1][1].append(run.text)
        else:
            groups.append((run, [run.text]))
    return [replace(run, text="".join(parts)) for run, parts in groups]


def lead_of(runs: Line) -> str:
    """The bold text a block starts with, or nothing."""
    bold: list[str] = []
    for run in runs:
        if not run.strong and run.text.strip():
            break
        bold.append(run.text)
    return tidy("".join(bold)) if any(part.strip() for part in bold) else ""


def html_of(runs: Line) -> str:
    """Safe HTML of the runs: em, strong, a[href] and br only; empty when no run is marked."""
    if not any(run.marked for run in runs):
        return ""
    parts = []
    for run in runs:
        part = escape(run.text).replace("\n", "<br>")
        part = f"<em>{part}</em>" if run.em else part
        part = f"<strong>{part}</strong>" if run.strong else part
        parts.append(f'<a href="{escape(run.href)}">{part}</a>' if run.href else part)
    return "".join(parts)


def safe_href(href: str) -> str:
    """The address of a link when it is http(s) and carries no e-mail address, else nothing."""
    href = re.sub(r"[\x00-\x20\x7f]+", "", href)
    return href if re.match(r"https?://[^/]", href, re.IGNORECASE) and not holds_address(href) else ""
