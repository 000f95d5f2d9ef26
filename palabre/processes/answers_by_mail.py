"""What one may answer by mail here: a process, a recommendation, a measure. The answer is a comment like any other."""

from typing import Any

from django.core.exceptions import ValidationError
from django.urls import reverse

from palabre.commons.conversations.models import Comment
from palabre.commons.notices.answering import Answerable
from palabre.core.lines import Lines
from palabre.core.verdict import Refused, no
from palabre.people.models import Member
from palabre.processes.actions.comments import comment_on
from palabre.processes.models import Measure, Process, Recommendation


def _say_under(model: Any, pk: Any, member: Member, text: str, once: str) -> str:
    """As ``comment_on``, with all its rules; under one's name. ``LookupError`` where one may not read such a thing."""
    thing = model.objects.visible_to(member).filter(pk=pk).first()
    if thing is None:
        raise LookupError(model.__name__)
    try:
        words = Lines(max_length=Comment.LONGEST).clean(text)
    except ValidationError as wrong:
        raise Refused(no(" ".join(wrong.messages))) from wrong
    comment = comment_on(thing, by=member, text=words, once=once)
    return reverse("processes:comment", args=[comment.pk])


ALL = [
    Answerable(
        kind=model._meta.label_lower,
        code=code,
        longest=Comment.LONGEST,
        say=lambda pk, member, text, once, model=model: _say_under(model, pk, member, text, once),  # type: ignore[misc]
    )
    for code, model in (("p", Process), ("r", Recommendation), ("m", Measure))
]
