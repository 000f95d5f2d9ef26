"""What one says of oneself, and to whom."""

from collections.abc import Collection, Mapping

from django.db import transaction

from palabre.commons.trail.pace import done_lately
from palabre.commons.trail.record import record
from palabre.core.folding import fold
from palabre.core.verdict import require
from palabre.directory import policies, verbs
from palabre.directory.actions.vocabulary import words_of
from palabre.directory.agreeing import note_showing
from palabre.directory.models import Chosen, Profile, Shown, Spoken, Term
from palabre.people.alone import only
from palabre.people.models import Member


@transaction.atomic
def describe_oneself(
    *,
    by: Member,
    about: str,
    ask: str,
    trades: Collection[str],
    skills: Collection[str],
    languages: Collection[str],
    shown: Mapping[str, Shown],
    found: bool,
) -> Profile:
    """Say this of oneself from now on, each part to those whom ``shown`` names (parts it leaves out: to nobody).

    Words that the vocabulary does not know are proposed to the secretariat; until it keeps them, nobody else sees them.
    The photo is not touched. The entry says that the profile changed, to its member alone, never what it says. Raises
    ``Refused`` when ``by`` is no member, changed it too often, or has too many words waiting.
    """
    profile = profile_of(by)
    require(policies.may_change_profile_again(_lately(by)))
    profile.about, profile.ask, profile.found = about, ask, found
    for part in Profile.PARTS:
        setattr(profile, f"{part}_for", shown.get(part, Shown.NOBODY))
    profile.contact_for = min(profile.contact_for, Shown.MEMBERS)  # messages are between members
    profile.name_seen, profile.folded_name = by.name, fold(by.name)
    profile.save()
    note_showing(profile)
    terms = [*words_of(Term.Kind.TRADE, trades, by=by), *words_of(Term.Kind.SKILL, skills, by=by)]
    profile.chosen.exclude(term__in=terms).delete()
    Chosen.objects.bulk_create([Chosen(profile=profile, term=term) for term in terms], ignore_conflicts=True)
    profile.spoken.exclude(language__in=languages).delete()
    said = [Spoken(profile=profile, language=language) for language in languages]
    Spoken.objects.bulk_create(said, ignore_conflicts=True)
    record(verbs.PROFILE_CHANGED, profile, by=by, audience=only(by))
    return profile


def profile_of(member: Member) -> Profile:
    """The member's profile, locked; made when there is none yet. A building block, inside an action's transaction.

    Raises ``Refused`` when they are no member.
    """
    member = Member.objects.select_for_update(of=("self",)).get(pk=member.pk)
    require(policies.may_have_profile(member))
    Profile.objects.get_or_create(member=member, defaults={"name_seen": member.name, "folded_name": fold(member.name)})
    return Profile.objects.select_for_update(of=("self",)).get(member=member)


def _lately(member: Member) -> int:
    return done_lately(verbs.PROFILE_CHANGED, by=member, within=policies.CHANGES_WITHIN)
