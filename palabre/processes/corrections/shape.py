"""The shape in which a proposal is corrected: what the reader found, with attribution, texts as paragraphs."""

import re
from typing import Any

Proposal = dict[str, Any]

LONGEST_TITLE = 300  # of a recommendation and of a measure: what stands on lists, agendas and in mails
_CLAUSE = re.compile(r"[,;:)»”]\s|\s[–—(]")
_EMPTY_LINE = re.compile(r"\n[ \t]*\n")


def working(read: Proposal) -> Proposal:
    """The reader's proposal (``reading.Proposal.to_json()``), ready to be corrected.

    Recommendations and measures lose their labels ("Recommendation 1 –"): their places number them from now on. Nothing
    is attributed yet: the reader does not guess who said what. What it understood rather than kept stays in ``marks``.
    """
    kept = {key: value for key, value in read.items() if key not in ("introduction", "recommendations", "unplaced")}
    return kept | {
        "introduction": _paragraphs(read["introduction"]),
        "unplaced": _paragraphs(read["unplaced"]),
        "recommendations": [
            {
                **titled([found.get("name") or found["title"], *_paragraphs(found["text"])]),
                "groups": [],
                "measures": [
                    {**titled([measure.get("name") or measure["title"], *chunks(measure["text"])]), "group": None}
                    for measure in found["measures"]
                ],
            }
            for found in read["recommendations"]
        ],
    }


def titled(own: list[str]) -> dict[str, Any]:
    """Lines as a title and a text. A first line too long for a title is cut after a clause, marked by an ellipsis."""
    title, text = one_line(own[0]), own[1:]
    if len(title) <= LONGEST_TITLE:
        return {"title": title, "text": text}
    room = title[: LONGEST_TITLE - 2]
    clauses = [found.start() + 1 for found in _CLAUSE.finditer(room)]
    end = clauses[-1] if clauses and clauses[-1] > LONGEST_TITLE // 3 else room.rfind(" ")
    end = end if end > 0 else len(room)
    return {"title": f"{title[:end].rstrip()} …", "text": [f"… {title[end:].strip()}", *text]}


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
