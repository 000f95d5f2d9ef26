"""Say something in the margin, and stand behind what someone else said."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from palabre.commons.conversations import speaking
from palabre.commons.conversations.marked_names import without_names
from palabre.commons.conversations.models import Comment
from palabre.commons.conversations.policies import SUPPORTS_WITHIN, may_hurry
from palabre.commons.trail.models import Entry
from palabre.commons.trail.pace import done_lately
from palabre.commons.trail.record import record
from palabre.commons.trail.verbs import Verb
from palabre.core.verdict import require
from palabre.people.models import Member
from palabre.people.policies import may_read
from palabre.processes.models import Measure, Process
from palabre.processes.queries.discussed import Discussed, process_of, reference_of, thing_of
from palabre.processes.verbs import recommendations as verbs

EXCERPT = 120


@transaction.atomic
def comment_on(
    thing: Discussed,
    *,
    by: Member,
    text: str,
    pseudonymous: bool = False,
    once: str,
    opened_at: datetime | None = None,
) -> Comment:
    """Write a comment under a process, a recommendation or a measure; its author follows it from then on.

    The entry names its author as the comment does: under the pseudonym, if they chose it. It keeps an excerpt
    of the words, never the whole and without the names of others, in the part that an erasure may empty. Nothing
    links it in the thread yet: the version that takes it up does.

    Args:
        once: chosen by the form; the same ``once`` says it once, however often it is clicked.
        opened_at: when the form was opened. Words typed before the closing and sent after it are kept, marked
            late and handed to the next step (M77).
    Raises:
        Refused: closed, not a speaker, or too much in a few minutes.
    """
    require(may_read(by, thing))
    comment, is_new = speaking.say(
        thing.discussion, by=by, text=text, pseudonymous=pseudonymous, once=once, opened_at=opened_at
    )
    if is_new:
        words = without_names(comment.text)
        excerpt = words if len(words) <= EXCERPT else f"{words[:EXCERPT].rstrip()}…"
        _record(verbs.COMMENTED, thing, comment, by=by, actor_name=comment.shown_name, excerpt=excerpt)
    return comment


@transaction.atomic
def support_comment(comment: Comment, *, by: Member) -> bool:
    """Stand behind someone's words; true if that is new. A second click changes nothing.

    Nobody is told now: supporters are told what becomes of the words. The entry does not name the supporter.
    Raises ``Refused`` for one's own words, a closed discussion, whoever may not speak there, or too much in a few
    minutes.
    """
    require(may_read(by, comment.discussion))
    _not_in_haste(by)
    if not speaking.support(comment, by=by):
        return False
    _record(verbs.SUPPORTED, thing_of(comment.discussion), comment, by=by, actor_name=_("Someone"))
    return True


@transaction.atomic
def take_back_support(comment: Comment, *, by: Member) -> bool:
    """Stop standing behind someone's words; true if there was a support.

    Allowed to whoever may read them, also after the closing. Raises ``Refused`` for too much in a few minutes.
    """
    require(may_read(by, comment.discussion))
    _not_in_haste(by)
    if not speaking.take_back_support(comment, by=by):
        return False
    _record(verbs.SUPPORT_TAKEN_BACK, thing_of(comment.discussion), comment, by=by, actor_name=_("Someone"))
    return True


@transaction.atomic
def take_name_out(comment: Comment, *, by: Member) -> bool:
    """Put “a member” where somebody else's words name ``by``; false if they had done so before.

    Allowed to whoever is named and may read the words, also after the closing. The other words stay, and nothing keeps
    the name: of a comment there is one version. Its author is told; the entry names neither.
    Raises ``Refused`` for whoever is not named there.
    """
    require(may_read(by, comment.discussion))
    Comment.objects.select_for_update(of=("self",)).get(pk=comment.pk)
    done = Entry.objects.filter(actor=by, verb=verbs.NAME_TAKEN_OUT.key, details__facts__comment=comment.pk)
    if done.exists():
        return False
    speaking.take_name_out(comment, by=by)
    _record(verbs.NAME_TAKEN_OUT, thing_of(comment.discussion), comment, by=by, actor_name=_("Someone"))
    return True


def _not_in_haste(by: Member) -> None:
    """Locks the member: the limit is counted over all discussions."""
    Member.objects.select_for_update(of=("self",)).get(pk=by.pk)
    lately = done_lately(verbs.SUPPORTED, verbs.SUPPORT_TAKEN_BACK, by=by, within=SUPPORTS_WITHIN)
    require(may_hurry(lately))


def _record(verb: Verb, thing: Discussed, comment: Comment, *, by: Member, actor_name: str, **facts: str) -> None:
    record(
        verb,
        thing,
        by=by,
        audience=comment.discussion.audience,
        actor_name=actor_name,
        comment=comment.pk,
        **facts_of(thing),
        **facts,
    )


def facts_of(thing: Discussed) -> dict[str, Any]:
    """What every entry about ``thing`` says: where it stands, so that the right people are told later."""
    spoken_of = thing.recommendation if isinstance(thing, Measure) else thing
    recommendation = None if isinstance(spoken_of, Process) else spoken_of.pk
    return {
        "process": process_of(thing).pk,
        "recommendation": recommendation,
        "discussion": thing.discussion_id,
        "reference": reference_of(thing),
    }
