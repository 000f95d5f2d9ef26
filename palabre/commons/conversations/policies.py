"""Who may speak in a discussion, and stand behind someone's words."""

from datetime import timedelta
from typing import Any

from django.utils.translation import gettext as _

from palabre.commons.conversations.models import Comment, Discussion, Mention
from palabre.core import clock
from palabre.core.verdict import YES, Verdict, no, not_yet
from palabre.people.models import Audience

# Per account, never per address: an assembly in one hall shares one.
MOST_COMMENTS, WITHIN = 12, timedelta(minutes=10)
# A support and its end count alike: for a reader of a whole document it is plenty, for a machine it is not.
MOST_SUPPORTS, SUPPORTS_WITHIN = 60, timedelta(minutes=10)
# A form opened before the closing may still be sent for a while: what was being typed is not lost (M77).
STILL_TYPING = timedelta(hours=12)


# So that a comment calls people, not a crowd; and nobody lives by calling people.
MOST_NAMED, MOST_NAMED_A_DAY = 5, 40
# Suggestions while a name is typed, and questions about a name that nobody bears here: for an account.
MOST_ASKED, MOST_ASKED_A_DAY = 120, 400


def may_speak(viewer: Any, discussion: Discussion) -> Verdict:
    """Whether ``viewer`` may write here now. Being an operator helps nobody."""
    if discussion.opens_at and discussion.opens_at > clock.now():
        return no(_("This is not open to comments yet."))
    if not discussion.is_open:
        return no(_("This is closed to comments."))
    if not viewer.is_authenticated:
        return no(_("Sign in to write here. An account takes a minute."))
    return _may_write(viewer, discussion)


def may_finish(viewer: Any, discussion: Discussion, opened_at: Any) -> Verdict:
    """Whether words typed before the closing may still arrive: the form was opened in time, and not long ago."""
    if discussion.is_open or not viewer.is_authenticated:
        return may_speak(viewer, discussion)
    now, closed_at = clock.now(), discussion.closed_at
    # Closed by now: what has not opened yet is not open either, and nothing arrives early.
    if not (opened_at and closed_at and opened_at < closed_at <= now < closed_at + STILL_TYPING):
        return may_speak(viewer, discussion)
    return _may_write(viewer, discussion)


def may_speak_late(viewer: Any, discussion: Discussion) -> Verdict:
    """Whether ``viewer`` could send words begun just before the closing, had they begun some."""
    begun = discussion.closed_at - timedelta(seconds=1) if discussion.closed_at else None
    return may_finish(viewer, discussion, begun)


def _may_write(viewer: Any, discussion: Discussion) -> Verdict:
    if not discussion.speakers.lets_in(viewer):
        if discussion.speakers.reach == Audience.Reach.MEMBERS:
            return no(_("Members speak here. Your account has no open membership today; you can ask to join."))
        return no(_("Only the people listed for this discussion speak here."))
    recent = Comment.objects.filter(author=viewer, written_at__gt=clock.now() - WITHIN).count()
    if recent >= MOST_COMMENTS:
        return not_yet(
            _("You have written a lot in a few minutes. Please take a short break, then go on; your text is kept.")
        )
    return YES


def may_name(viewer: Any, new: int) -> Verdict:
    """Whether ``viewer`` may name ``new`` people in one comment."""
    if new > MOST_NAMED:
        return no(_("A comment names five people at most. Take the @ away before the other names."))
    today = Mention.objects.filter(comment__author=viewer, comment__written_at__gt=clock.now() - timedelta(hours=24))
    if new and today.count() + new > MOST_NAMED_A_DAY:
        return not_yet(_("You have named many people today. Take the @ away before the names, or wait until tomorrow."))
    return YES


def may_ask_for_names(this_hour: int, today: int) -> Verdict:
    """So that nobody gathers names letter by letter."""
    if this_hour <= MOST_ASKED and today <= MOST_ASKED_A_DAY:
        return YES
    return not_yet(_("You have looked for many names. For a while, write the whole name behind the @ yourself."))


def may_take_name_out(viewer: Any, comment: Comment) -> Verdict:
    """Whoever is named in these words, and nobody else; also after the closing, and whatever became of the words."""
    if Mention.objects.filter(comment=comment, member=viewer).exists():
        return YES
    return no(_("Your name does not stand in these words."))


def may_support(viewer: Any, comment: Comment) -> Verdict:
    """Whether ``viewer`` may stand behind these words: whoever may speak here, except their author."""
    if not viewer.is_authenticated:
        return no(_("Sign in to support this. An account takes a minute."))
    if comment.author_id == viewer.pk:
        return no(_("These are your own words."))
    if not comment.discussion.is_open:
        return no(_("This is closed to comments."))
    return may_stand(viewer, comment.discussion)


def may_hurry(lately: int) -> Verdict:
    """Whether someone who gave or took back ``lately`` supports within ``SUPPORTS_WITHIN`` may do it once more."""
    if lately < MOST_SUPPORTS:
        return YES
    return not_yet(_("You have supported a lot of words in a few minutes. Please take a short break, then go on."))


def may_stand(viewer: Any, discussion: Discussion) -> Verdict:
    """Whether ``viewer`` is among those who support here at all: asked once for a page of notes, so it is short."""
    if not viewer.is_authenticated:
        return no(_("Sign in to support this. An account takes a minute."))
    if discussion.speakers.lets_in(viewer):
        return YES
    if discussion.speakers.reach == Audience.Reach.MEMBERS:
        return no(_("Members support here; you can ask to join."))
    return no(_("Only the people listed for this discussion support here."))
