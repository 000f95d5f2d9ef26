"""What the drafters answer to a comment."""

from django.db import transaction
from django.utils.translation import gettext as _

from palabre.commons.conversations.models import Comment
from palabre.commons.trail.record import record
from palabre.core import clock
from palabre.core.verdict import Refused, no, require
from palabre.people.models import Member
from palabre.processes.actions.comments import facts_of
from palabre.processes.models import Answer
from palabre.processes.policies import recommendations as policies
from palabre.processes.queries.discussed import process_of, thing_of
from palabre.processes.verbs import recommendations as verbs


@transaction.atomic
def answer_comment(comment: Comment, *, by: Member, fate: str, reason: str) -> Answer:
    """Say what becomes of someone's words, and why. An answer is given once and stays.

    It links nothing in the thread: words taken in are linked to the version that takes them up, when that is
    published (``publish_version``); words not taken in end here, with their reason. Their author, those who
    supported them and those who follow are told.

    Returns the answer already there when the same one is sent twice.
    Raises ``Refused`` for whoever neither facilitates nor keeps the secretariat of a group of the process (M3),
    without a reason, or when somebody else answered meanwhile.
    """
    comment = Comment.objects.select_for_update(of=("self",)).select_related("discussion__audience").get(pk=comment.pk)
    thing = thing_of(comment.discussion)
    require(policies.may_answer(by, process_of(thing)))
    reason = reason.strip()
    if said := Answer.objects.filter(comment=comment).select_related("by").first():
        if (said.by_id, said.fate, said.reason) == (by.pk, fate, reason):
            return said
        raise Refused(no(_("%(name)s has answered this comment meanwhile.") % {"name": said.by.name}))
    if not reason:
        raise Refused(no(_("Every answer gives its reason, in a sentence or two.")))
    answer = Answer.objects.create(comment=comment, fate=fate, reason=reason, by=by, at=clock.now())
    record(
        verbs.ANSWERED[answer.fate],
        thing,
        by=by,
        audience=comment.discussion.audience,
        comment=comment.pk,
        fate=str(answer.fate),
        **facts_of(thing),
    )
    return answer
