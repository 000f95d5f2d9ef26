"""The place where one writes in the margin: a form, an invitation to sign in, or the reason why not."""

from collections.abc import Hashable
from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from palabre.commons.conversations.models import Discussion
from palabre.commons.conversations.policies import may_speak, may_speak_late, may_stand
from palabre.core.verdict import Verdict
from palabre.processes.forms.comments import CommentForm
from palabre.processes.models import Measure, Process
from palabre.processes.queries.discussed import Discussed
from palabre.processes.queries.notes import Note


@dataclass(frozen=True, slots=True)
class Desk:
    """Everything the part ``write`` needs. ``said`` is the note just written, for htmx."""

    thing: Discussed
    form: CommentForm
    verdict: Verdict
    stands: Verdict  # whether one may stand behind what others said here
    action: str
    draft: str
    name_rule: str
    until: datetime | None
    doors: str
    # The review has just closed, and whoever began before may still finish (M77).
    late: bool = False
    said: Note | None = None
    happens: str = ""

    @property
    def target(self) -> str:
        return f"write-{self.thing.discussion_id}"

    @property
    def seen_as(self) -> Hashable:
        """What it shows of whoever opens the page: what they may do here, under which name."""
        names = self.form.fields.get("pseudonymous")
        return self.verdict, self.stands, self.name_rule, self.late, names and str(names.label)

    @property
    def opened(self) -> bool:
        """Whether the folded form stands open: it was refused, or just accepted."""
        return bool(self.said or self.form.errors)

    @property
    def is_open(self) -> bool:
        return self.thing.discussion.is_open

    @property
    def hides(self) -> bool:
        """Whether the form shows itself only to whoever has words on this device from before the closing."""
        return self.late and not self.form.errors


def desk_for(request: HttpRequest, thing: Discussed, form: CommentForm | None = None) -> Desk:
    """Three queries for someone signed in, none otherwise. ``thing.discussion.speakers`` should be selected."""
    discussion = thing.discussion
    here = f"{thing.get_absolute_url()}#write-{discussion.pk}"
    verdict = may_speak(request.user, discussion)
    return Desk(
        thing=thing,
        form=form or CommentForm(discussion=discussion, viewer=request.user),
        verdict=verdict,
        stands=verdict if verdict else may_stand(request.user, discussion),
        action=comments_url(thing),
        draft=draft_key(discussion),
        name_rule=_name_rule(request, discussion),
        until=discussion.closed_at if discussion.is_open else None,
        doors=urlencode({"next": here}),
        late=not discussion.is_open and bool(may_speak_late(request.user, discussion)),
    )


def comments_url(thing: Discussed) -> str:
    """Where a comment on ``thing`` is sent."""
    if isinstance(thing, Measure):
        return reverse("processes:measure_comments", args=[thing.pk])
    name = "processes:process_comments" if isinstance(thing, Process) else "processes:recommendation_comments"
    return reverse(name, args=[thing.pk])


def draft_key(discussion: Discussion) -> str:
    """On the device, drafts are kept apart by discussion; ``drafts.js`` keeps them apart by person."""
    return f"discussion-{discussion.pk}"


def _name_rule(request: HttpRequest, discussion: Discussion) -> str:
    if discussion.names == Discussion.Names.NAME:
        return _("Here everyone speaks under their name.")
    if request.user.is_authenticated and not request.user.pseudonym:
        return _("Your name stands beside your words. With a pseudonym in your profile, you may choose it here.")
    return "" if request.user.is_authenticated else _("Here everyone chooses: their name, or a pseudonym.")


def processes_crumb() -> tuple[str, str]:
    """The first place on the way to any page of a process."""
    return _("Processes"), reverse("processes:processes")
