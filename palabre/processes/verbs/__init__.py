"""What can happen in a process, and who is told."""

from palabre.commons.trail.verbs import Verb
from palabre.processes.verbs import manuscripts, recommendations

ALL: list[Verb] = [*manuscripts.ALL, *recommendations.ALL]
