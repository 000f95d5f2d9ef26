from palabre.processes.models.answer import Answer
from palabre.processes.models.edition import Edition, EditionPart
from palabre.processes.models.group import Drafter, Seat, Session, WorkingGroup
from palabre.processes.models.manuscript import Manuscript
from palabre.processes.models.process import Process, Stage
from palabre.processes.models.recommendation import Measure, Recommendation, Referral

__all__ = [
    "Answer",
    "Drafter",
    "Edition",
    "EditionPart",
    "Manuscript",
    "Measure",
    "Process",
    "Recommendation",
    "Referral",
    "Seat",
    "Session",
    "Stage",
    "WorkingGroup",
]
