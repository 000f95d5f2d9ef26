"""Correcting a proposal: pure functions, a proposal in, a new one out, no word of the document lost on the way."""

from palabre.processes.corrections.about import About, describe
from palabre.processes.corrections.deeds import Correction, Nothing, correct
from palabre.processes.corrections.places import NoSuchPlace, Place, find
from palabre.processes.corrections.rebasing import fingerprint, rebase
from palabre.processes.corrections.shape import Proposal, counts, lines, working

__all__ = [
    "About",
    "Correction",
    "NoSuchPlace",
    "Nothing",
    "Place",
    "Proposal",
    "correct",
    "counts",
    "describe",
    "find",
    "fingerprint",
    "lines",
    "rebase",
    "working",
]
