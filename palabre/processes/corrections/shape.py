"""The shape in which a proposal is corrected: what the reader found, with attribution, texts as paragraphs."""

import re
from typing import Any

Proposal = dict[str, Any]

_EMPTY_LINE = re.compile(r"\n[ \t]*\n")


def working(read: Proposal) -> Proposal:
    """The reader's proposal (``reading.Proposal.to_json()``), ready to be corrected.

    A recommendation loses its label ("Recommendation 1 –"): its place numbers it from now on. Nothing is
    attributed yet: the reader does not guess who said what. What it understood rather than kept stays in ``marks``.
    """
    kept = {key: value for key, value in read.items() if key not in ("introduction", "recommendations", "unplaced")}
    return kept | {
        "introduction": _paragraphs(read["introduction"]),
        "unplaced": _paragraphs(read["unplaced"]),
        "recommendations": [
            {
                "title": one_line(found.get("name") or found["title"]),
                "text": _paragraphs(found["text"]),
                "groups": [],
                "measures": [
                    {"title": one_line(measure["title"]), "text": chunks(measure["text"]), "group": None}
                    for measure in found["measures"]
                ],
            }
            for found in read["recommendations"]
        ],
    }


def chunks(text: str) -> list[str]:
    """The paragraphs of a typed text: an empty line stands between two."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return [chunk.strip() for chunk in _EMPTY_LINE.split(text) if chunk.strip()]


def one_line(text: str) -> str:
    return " ".join(text.split())


def _paragraphs(texts: list[str]) -> list[str]:
    return [paragraph for text in texts for paragraph in chunks(text)]


def lines(piece: Any) -> list[str]:
    """Every line of a paragraph, a measure or a recommendation, in reading order."""
    if isinstance(piece, str):
        return [piece]
    own = [piece["title"], *piece["text"]]
    return [*own, *(line for measure in piece.get("measures", ()) for line in lines(measure))]


def counts(proposal: Proposal) -> dict[str, int]:
    """How many recommendations, measures and paragraphs without a place."""
    recommendations = proposal["recommendations"]
    return {
        "recommendations": len(recommendations),
        "measures": sum(len(recommendation["measures"]) for recommendation in recommendations),
        "unplaced": len(proposal["unplaced"]),
    }
