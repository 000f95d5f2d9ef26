"""What can happen to a paper of a meeting, and who is told: who sits on the body."""

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from palabre.commons.trail.models import Entry
from palabre.commons.trail.verbs import About, Verb
from palabre.governance.verbs import told_of_the_body


def _paper(entry: Entry) -> str:
    return reverse("governance:paper", args=[entry.subject_id])


def _about_meeting(entry: Entry) -> About:
    """The papers of one meeting are grouped and muted together."""
    meeting = entry.details.facts.get("meeting")
    return ("governance.meeting", meeting) if meeting else (entry.subject_kind, entry.subject_id)


def _verb(name: str, sentence: str | Promise) -> Verb:
    return Verb(
        key=f"governance.paper_{name}", sentence=sentence, told=told_of_the_body, address=_paper, about=_about_meeting
    )


ADDED = _verb("added", _("%(actor)s put “%(subject)s” before a meeting of “%(body_name)s”"))
REPLACED = _verb("replaced", _("%(actor)s put a new version of “%(subject)s” before a meeting of “%(body_name)s”"))
WITHDRAWN = _verb("withdrawn", _("%(actor)s withdrew “%(subject)s” from a meeting of “%(body_name)s”"))

ALL: list[Verb] = [ADDED, REPLACED, WITHDRAWN]
