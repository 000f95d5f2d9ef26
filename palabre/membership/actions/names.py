"""The name and the pseudonym one is shown by."""

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from palabre.commons.trail.pace import done_lately
from palabre.commons.trail.record import record
from palabre.core.lines import mixes_alphabets
from palabre.core.verdict import YES, Verdict, no, require
from palabre.membership import policies, verbs
from palabre.people.alone import only
from palabre.people.models import Member


def may_be_called(member: Member | None, *, name: str = "", pseudonym: str = "") -> Verdict:
    """Nobody speaks in another's place: a pseudonym is nobody else's name or pseudonym, a name nobody's pseudonym,
    and neither is written with letters that only look like another's ("Аwа" in Cyrillic and Latin).

    Two members may well share a name. ``member`` is None for who is only signing up.
    """
    if mixes_alphabets(name) or mixes_alphabets(pseudonym):
        return no(_("This mixes letters of two alphabets that look alike. Please write it in one alphabet."))
    asked = Q()
    if name:
        asked |= Q(pseudonym__iexact=name)
    if pseudonym:
        asked |= Q(pseudonym__iexact=pseudonym) | Q(name__iexact=pseudonym)
    if not asked:
        return YES
    taken = Member.objects.filter(asked)
    if member:
        taken = taken.exclude(pk=member.pk)
    return no(_("Someone else goes by this name here. Please choose another.")) if taken.exists() else YES


@transaction.atomic
def change_name(member: Member, *, by: Member, name: str, pseudonym: str) -> Member:
    """Show ``member`` by this name from now on, and by this pseudonym where the space allows one.

    Words already said show the new name too; what the trail wrote down keeps the name of that day. The entry says
    that a name changed, never from what to what. Raises ``Refused`` when ``by`` is someone else, the pseudonym
    is another's, or a name was changed too often in a day.
    """
    member = Member.objects.select_for_update(of=("self",)).get(pk=member.pk)
    require(policies.may_change_name(by, member))
    require(may_be_called(member, name=name, pseudonym=pseudonym))
    if (member.name, member.pseudonym) == (name, pseudonym):
        return member
    require(policies.may_change_again(done_lately(verbs.NAME_CHANGED, by=by, within=policies.NAMES_WITHIN)))
    member.name, member.pseudonym = name, pseudonym
    member.save(update_fields=["name", "pseudonym"])
    record(verbs.NAME_CHANGED, member, by=by, audience=only(member))
    return member
