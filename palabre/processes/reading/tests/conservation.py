"""The promise of the reader, checked: nothing of a document is lost."""

import re
import unicodedata
from collections import Counter

from palabre.processes.reading import Proposal, Unreadable, propose

_ADDRESS = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")


def words(text: str) -> str:
    """The text without addresses, the brackets that held them, and differences of white space."""
    text = re.sub(r"\(\s*\)|<\s*>|\[\s*\]", "", _ADDRESS.sub("", unicodedata.normalize("NFC", text)))
    return " ".join(text.split())


def answer_to(data: bytes | str) -> str:
    """The sentence with which the reader refuses this, or "read": anything else is a crash."""
    try:
        propose(data)
    except Unreadable as refusal:
        return refusal.sentence
    return "read"


def kept_in(proposal: Proposal) -> list[str]:
    """Every passage the proposal keeps, one string for each place a paragraph may have."""
    kept = [proposal.title, *(mark.text for mark in proposal.marks)]
    kept += [passage.text for passage in (*proposal.introduction, *proposal.unplaced)]
    for recommendation in proposal.recommendations:
        kept += [recommendation.title, recommendation.source, *(passage.text for passage in recommendation.text)]
        kept += [f"{measure.title} {measure.text}" for measure in recommendation.measures]
        # With its number, and with the bars between the cells of a row: ``sources_agree`` holds it to the two above.
        kept += [measure.source for measure in recommendation.measures]
    return [words(text) for text in kept]


def lost(paragraphs: list[str], proposal: Proposal) -> list[str]:
    """The paragraphs of the input that stand nowhere in the proposal: it should be empty."""
    kept = kept_in(proposal)
    return [
        paragraph for paragraph in map(words, paragraphs) if paragraph and not any(paragraph in each for each in kept)
    ]


def sources_agree(proposal: Proposal) -> bool:
    """The title and the text of a measure have every word of its source, but for numbers and letters of a list."""
    measures = [measure for recommendation in proposal.recommendations for measure in recommendation.measures]
    return all(not _missing(measure.source, f"{measure.title} {measure.text}") for measure in measures)


def _missing(source: str, kept: str) -> list[str]:
    missing = Counter(re.findall(r"\w+", words(source))) - Counter(re.findall(r"\w+", words(kept)))
    return [word for word in missing if not word.isdigit() and len(word) > 1 and set(word) - set("IVX")]
