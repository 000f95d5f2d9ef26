"""The promise of the reader, checked: nothing of a document is lost."""

import re
import unicodedata

from palabre.processes.reading import Proposal

_ADDRESS = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")


def words(text: str) -> str:
    """The text without addresses, the brackets that held them, and differences of white space."""
    text = re.sub(r"\(\s*\)|<\s*>|\[\s*\]", "", _ADDRESS.sub("", unicodedata.normalize("NFC", text)))
    return " ".join(text.split())


def kept_in(proposal: Proposal) -> list[str]:
    """Every passage the proposal keeps, one string for each place a paragraph may have."""
    kept = [proposal.title, *(mark.text for mark in proposal.marks)]
    kept += [passage.text for passage in (*proposal.introduction, *proposal.unplaced)]
    for recommendation in proposal.recommendations:
        kept += [recommendation.title, recommendation.source, *(passage.text for passage in recommendation.text)]
        kept += [f"{measure.title} {measure.text}" for measure in recommendation.measures]
    return [words(text) for text in kept]


def lost(paragraphs: list[str], proposal: Proposal) -> list[str]:
    """The paragraphs of the input that stand nowhere in the proposal: it should be empty."""
    kept = kept_in(proposal)
    return [paragraph for paragraph in map(words, paragraphs) if paragraph and not any(paragraph in each for each in kept)]


def sources_agree(proposal: Proposal) -> bool:
    """A measure's title and text say what its source says, but for bullets and numbers."""
    return all(
        _letters(measure.source).endswith(_letters(measure.title + measure.text))
        or set(_letters(measure.title + measure.text)) <= set(_letters(measure.source))
        for recommendation in proposal.recommendations
        for measure in recommendation.measures
    )


def _letters(text: str) -> str:
    return re.sub(r"\W+", "", text)
