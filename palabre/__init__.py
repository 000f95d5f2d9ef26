"""Palabre: very large cooperatives govern themselves, from the first voice to the proof."""

__version__ = "0.1.0"
