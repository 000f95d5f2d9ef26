"""What each block shows on its face: a label with a number, a signpost, a title's looks."""

import re
from collections import Counter
from dataclasses import dataclass
from enum import StrEnum

from palabre.processes.reading.blocks import Block, Kind
from palabre.processes.reading.folding import fold, words_of
from palabre.processes.reading.labels import Label, labels_of
from palabre.processes.reading.words import every

TITLE_LENGTH = 220
_SIGN_LENGTH = 90


class Sign(StrEnum):
    """A short line that says what comes next rather than something of its own."""

    NONE = ""
    INTRODUCTION = "introduction"
    RECOMMENDATIONS = "recommendations"
    MEASURES = "measures"
    FINDINGS = "findings"
    CLOSING = "closing"
    CONTENTS = "contents"


@dataclass(frozen=True, slots=True)
class Traits:
    sign: Sign
    recommendation: Label | None
    measure: Label | None
    opening: tuple[str, ...]  # the first two words of a text, folded
    repeated: bool  # the same words stand as a title elsewhere: it names a part of each section, not a section

    @property
    def transparent(self) -> bool:
        """Whether, though it looks like a title, the section goes on through it."""
        return self.repeated or self.sign in (Sign.MEASURES, Sign.FINDINGS)


def _words(*names: str) -> str:
    return "|".join(re.escape(word).replace(r"\ ", r"\s") for word in every(*names))


_ARTICLE = rf"(?:(?:{_words('articles')}|liste des|lijst van|list of)[\s']+){{0,2}}"
_SIGNS = {
    Sign.RECOMMENDATIONS: re.compile(rf"{_ARTICLE}(?:{_words('recommendations', 'proposals')})(?:\s[\w'-]+){{0,7}}"),
    Sign.MEASURES: re.compile(rf"{_ARTICLE}(?:[\w-]+\s)?(?:{_words('measures')})(?:\s[\w'-]+){{0,2}}"),
    Sign.FINDINGS: re.compile(rf"{_ARTICLE}(?:{_words('finding')})(?:\s(?:et|en|and|und|&)\s[\w'-]+|\s[\w'-]+)?\s?\??"),
    Sign.INTRODUCTION: re.compile(rf"{_ARTICLE}(?:{_words('introduction')})"),
    Sign.CLOSING: re.compile(rf"{_ARTICLE}(?:{_words('closing')})(?:\s[\w'-]+){{0,2}}"),
    Sign.CONTENTS: re.compile(rf"{_ARTICLE}(?:{_words('contents')})"),
}
_NUMBERING = re.compile(r"^(?:[\divx]{1,4}(?:\.\d{1,2})*[.):]?\s*[–—-]?|[a-j][.)])\s+(?=[a-z])")


def traits_of(blocks: list[Block]) -> list[Traits]:
    """The traits of every block, in the same order."""
    bare = [_bare(block) if looks_like_title(block) or _may_sign(block) else "" for block in blocks]
    titled = [looks_like_title(block) for block in blocks]
    titles = Counter(text for text, is_title in zip(bare, titled, strict=True) if is_title)
    return [
        Traits(
            _sign(block, text, is_title),
            *_labels(block),
            tuple(words_of(block.text[:80], 2)),
            is_title and titles[text] > 1,
        )
        for block, text, is_title in zip(blocks, bare, titled, strict=True)
    ]


def looks_like_title(block: Block) -> bool:
    """A heading, a short paragraph all in bold, or one all in capitals."""
    if block.aside or len(block.text) > TITLE_LENGTH or block.kind in (Kind.ITEM, Kind.ROW):
        return False
    return block.kind == Kind.HEADING or block.bold or in_capitals(block)


def in_capitals(block: Block) -> bool:
    return sum(map(str.isalpha, block.text)) >= 4 and block.text.isupper() and len(block.text) <= TITLE_LENGTH


def _may_sign(block: Block) -> bool:
    return (
        len(block.text) <= _SIGN_LENGTH and not block.aside and block.kind != Kind.ROW and block.text[-1] not in ".!,;"
    )


def _sign(block: Block, bare: str, is_title: bool) -> Sign:
    if not _may_sign(block) or len(bare.split()) > (9 if is_title else 4):
        return Sign.NONE
    if block.kind == Kind.HEADING and _SIGNS[Sign.CLOSING].fullmatch(bare.partition(":")[0].strip()):
        return Sign.CLOSING  # "Annex: who was there"
    return next((sign for sign, pattern in _SIGNS.items() if pattern.fullmatch(bare)), Sign.NONE)


def _bare(block: Block) -> str:
    text = fold(block.text).strip().rstrip(" :…*_").strip('«»“”"[]* ')
    return _NUMBERING.sub("", text)


def _labels(block: Block) -> tuple[Label | None, Label | None]:
    return (None, None) if block.aside else labels_of(block.text)
