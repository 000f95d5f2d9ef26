"""Writing to someone whose address one does not know, answering, and wanting no more of it."""

from django.db import transaction

from palabre.commons.trail.pace import done_lately
from palabre.commons.trail.record import record
from palabre.core.verdict import require
from palabre.directory import policies, verbs
from palabre.directory.models import Letter, Profile, Refusal, Shown
from palabre.people.alone import only
from palabre.people.models import Member


@transaction.atomic
def write_letter(profile: Profile, *, by: Member, text: str, gives_address: bool) -> Letter:
    """Write to the member of ``profile``: the worker mails it to an address that ``by`` never learns.

    The address of ``by`` goes with it only if ``gives_address``. Words are kept for thirty days. The entry says to
    ``by`` alone that they wrote, not to whom. Raises ``Refused`` when that member does not want it, or ``by`` wrote
    too much today.
    """
    writer = Member.objects.select_for_update(of=("self",)).get(pk=by.pk)
    require(policies.may_write_to(writer, profile))
    require(policies.may_write_again(_lately(writer), policies.letters_lately(writer, profile.member)))
    return _written(writer, profile.member, text, gives_address, None)


@transaction.atomic
def answer_letter(letter: Letter, *, by: Member, text: str, gives_address: bool) -> Letter:
    """Answer whoever wrote ``letter``, by the same way, even where they have no profile.

    Raises ``Refused`` when it was not written to ``by``, its writer left or wants no more, or ``by`` wrote too much.
    """
    writer = Member.objects.select_for_update(of=("self",)).get(pk=by.pk)
    require(policies.may_answer_letter(writer, letter))
    require(policies.may_write_again(_lately(writer), 0))
    return _written(writer, letter.writer, text, gives_address, letter)


@transaction.atomic
def refuse_letters(*, by: Member, writer: Member | None) -> None:
    """Want no more messages from ``writer``, or from anyone (None). What waits to be mailed is not mailed any more.

    Nobody is told. From anyone: the profile says so, where it can be changed again. Again: nothing more happens.
    Raises ``Refused`` for oneself.
    """
    member = Member.objects.select_for_update(of=("self",)).get(pk=by.pk)
    require(policies.may_refuse(member, writer))
    waiting = Letter.objects.filter(reader=member, mailed_at=None)
    if writer is None:
        changed = Profile.objects.filter(member=member).exclude(contact_for=Shown.NOBODY)
        new = changed.update(contact_for=Shown.NOBODY)
    else:
        _refusal, new = Refusal.objects.get_or_create(member=member, writer=writer)
        waiting = waiting.filter(writer=writer)
    waiting.delete()
    if new:
        record(verbs.LETTERS_REFUSED, member, by=member, audience=only(member))


@transaction.atomic
def hear_again(*, by: Member, writer: Member) -> None:
    """Take back that one wants no more messages from ``writer``. There is nothing to take back: nothing happens."""
    member = Member.objects.select_for_update(of=("self",)).get(pk=by.pk)
    require(policies.may_refuse(member, writer))
    if Refusal.objects.filter(member=member, writer=writer).delete()[0]:
        record(verbs.HEARD_AGAIN, member, by=member, audience=only(member))


def _written(writer: Member, reader: Member, text: str, gives_address: bool, answers: Letter | None) -> Letter:
    letter = Letter.objects.create(
        writer=writer, reader=reader, text=text, gives_address=gives_address, answers=answers
    )
    record(verbs.LETTER_WRITTEN, letter, by=writer, audience=only(writer))
    return letter


def _lately(writer: Member) -> int:
    return done_lately(verbs.LETTER_WRITTEN, by=writer, within=policies.LETTERS_WITHIN)
