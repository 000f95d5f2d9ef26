"""Working documents read into a proposal of structure. Pure: neither Django nor the rest of Palabre."""

from palabre.processes.reading.proposal import Event, Mark, Measure, Passage, Proposal, Recommendation, propose
from palabre.processes.reading.unreadable import Unreadable

__all__ = ["Event", "Mark", "Measure", "Passage", "Proposal", "Recommendation", "Unreadable", "propose"]
