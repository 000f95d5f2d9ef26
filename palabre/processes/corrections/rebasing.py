"""When two people correct at once: does the second one’s correction still make sense, and where?"""

import hashlib
from dataclasses import replace
from typing import Any

from palabre.processes.corrections.deeds import Correction
from palabre.processes.corrections.places import Place, find
from palabre.processes.corrections.shape import Proposal


def rebase(correction: Correction, was: str, proposal: Proposal) -> Correction | None:
    """The same correction on the document as it is now, if the words it speaks of still stand, in one place only."""
    places = places_of_kind(proposal, correction.place)
    places = [place for place in places if fingerprint(find(proposal, place)) == was]
    return replace(correction, place=places[0]) if len(places) == 1 else None


def places_of_kind(proposal: Proposal, like: Place) -> list[Place]:
    """Every place of the document of the same kind as ``like``, in order."""
    if like.kind not in ("t", "m"):
        flat = {"i": "introduction", "u": "unplaced", "r": "recommendations"}[like.kind]
        return [Place(like.kind, number) for number in range(1, len(proposal[flat]) + 1)]
    key = "text" if like.kind == "t" else "measures"
    return [
        Place(like.kind, number, of)
        for of, recommendation in enumerate(proposal["recommendations"], start=1)
        for number in range(1, len(recommendation[key]) + 1)
    ]


def fingerprint(piece: Any) -> str:
    """Tells whether the words of a piece are still the same; goes with the form."""
    own = [piece] if isinstance(piece, str) else [piece["title"], *piece["text"]]
    return hashlib.sha256("\n".join(own).encode()).hexdigest()[:16]
