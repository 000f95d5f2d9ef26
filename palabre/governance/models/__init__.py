from palabre.governance.models.agenda import AgendaTemplate, PublishedAgenda, StandingItem
from palabre.governance.models.agenda_request import AgendaRequest, AgendaRequestCorrection, AgendaRequestSupport
from palabre.governance.models.body import Body, Mandate
from palabre.governance.models.commitment import Commitment, ProgressNote, Proof
from palabre.governance.models.composition import CollegeSeats, Incompatibility
from palabre.governance.models.handed_down import HandedDown, Telling
from palabre.governance.models.kept_decisions import DecisionNumber, MinorityOpinion, Succession
from palabre.governance.models.kept_minutes import Approval, Attendance, Correction, HeldBack, Presentation
from palabre.governance.models.meeting import AgendaItem, AgendaPoint, Decision, Meeting
from palabre.governance.models.minutes import Minutes, MinutesPart
from palabre.governance.models.open_hour import Answer, OpenHour, OpenHourChange, Question, QuestionSupport
from palabre.governance.models.paper import Paper, PaperVersion, PaperWithdrawal
from palabre.governance.models.power import BodyTie, Power
from palabre.governance.models.sitting import Count, Headcount, Passage, Presence

__all__ = [
    "AgendaItem",
    "AgendaPoint",
    "AgendaRequest",
    "AgendaRequestCorrection",
    "AgendaRequestSupport",
    "AgendaTemplate",
    "Answer",
    "Approval",
    "Attendance",
    "Body",
    "BodyTie",
    "CollegeSeats",
    "Commitment",
    "Correction",
    "Count",
    "Decision",
    "DecisionNumber",
    "HandedDown",
    "Headcount",
    "HeldBack",
    "Incompatibility",
    "Mandate",
    "Meeting",
    "MinorityOpinion",
    "Minutes",
    "MinutesPart",
    "OpenHour",
    "OpenHourChange",
    "Paper",
    "PaperVersion",
    "PaperWithdrawal",
    "Passage",
    "Power",
    "Presence",
    "Presentation",
    "ProgressNote",
    "Proof",
    "PublishedAgenda",
    "Question",
    "QuestionSupport",
    "StandingItem",
    "Succession",
    "Telling",
]
