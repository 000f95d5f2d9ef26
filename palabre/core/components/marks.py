"""The house's marks: levels of participation, statuses, fates, outcomes. Each always stands with its word."""

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

LEVELS: dict[str, Promise] = {
    "information": pgettext_lazy("level of participation", "Information"),
    "consultation": pgettext_lazy("level of participation", "Consultation"),
    "concertation": pgettext_lazy("level of participation", "Concertation"),
    "codecision": pgettext_lazy("level of participation", "Co-decision"),
}
"""From the least to the most filled circle."""

STATUSES: dict[str, Promise] = {
    "done": pgettext_lazy("status of a commitment", "done"),
    "under_way": pgettext_lazy("status of a commitment", "under way"),
    "not_done": pgettext_lazy("status of a commitment", "not done"),
    "rejected": pgettext_lazy("status of a commitment", "rejected"),
    "postponed": pgettext_lazy("status of a commitment", "postponed"),
}

FATES: dict[str, Promise] = {
    "taken_in": pgettext_lazy("fate of a contribution", "taken in"),
    "partly": pgettext_lazy("fate of a contribution", "taken in partly"),
    "not_taken": pgettext_lazy("fate of a contribution", "not taken in"),
    "waiting": pgettext_lazy("fate of a contribution", "waiting for an answer"),
}

OUTCOMES: dict[str, Promise] = {
    "accepted": pgettext_lazy("answer of a body", "accepted"),
    "amended": pgettext_lazy("answer of a body", "accepted with changes"),
    "refused": pgettext_lazy("answer of a body", "refused"),
    "deferred": pgettext_lazy("answer of a body", "deferred"),
}

# Which drawing in ui/mark.html each word uses. Shapes differ, so nothing rests on colour.
DRAWINGS: dict[str, str] = {
    **{key: key for key in STATUSES},
    "taken_in": "done",
    "partly": "half",
    "not_taken": "rejected",
    "waiting": "postponed",
    "accepted": "done",
    "amended": "half",
    "refused": "rejected",
    "deferred": "postponed",
}
