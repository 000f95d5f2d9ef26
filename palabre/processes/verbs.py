"""What can happen in this chapter, and who is told."""

from palabre.commons.trail.verbs import Verb

ALL: list[Verb] = []
