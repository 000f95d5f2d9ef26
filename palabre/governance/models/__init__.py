from palabre.governance.models.body import Body, Mandate
from palabre.governance.models.commitment import Commitment, ProgressNote, Proof
from palabre.governance.models.meeting import AgendaItem, AgendaPoint, Decision, Meeting

__all__ = [
    "AgendaItem",
    "AgendaPoint",
    "Body",
    "Commitment",
    "Decision",
    "Mandate",
    "Meeting",
    "ProgressNote",
    "Proof",
]
