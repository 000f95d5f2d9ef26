"""What can happen here, and who is told."""

from palabre.commons.trail.verbs import Verb

ALL: list[Verb] = []
