"""What can happen in a process, and who is told."""

from palabre.commons.trail.verbs import Verb
from palabre.processes.verbs import manuscripts, recommendations

ALL: list[Verb] = [*manuscripts.ALL, *recommendations.ALL]
# What another program may be called for (commons.webhooks): nothing of what is still being corrected or drafted.
OF_TEXTS = [manuscripts.PUBLISHED, recommendations.VERSION_PUBLISHED, recommendations.RECOMMENDATION_REFERRED]
OF_COMMENTS = [
    recommendations.COMMENTED,
    recommendations.SUPPORTED,
    recommendations.SUPPORT_TAKEN_BACK,
    *recommendations.ANSWERED.values(),
]
