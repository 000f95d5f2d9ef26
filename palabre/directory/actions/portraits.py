"""One's photo: handed in, cut, kept, removed."""

from django.db import transaction

from palabre.commons.trail.pace import done_lately
from palabre.commons.trail.record import record
from palabre.core import clock
from palabre.core.verdict import require
from palabre.directory import policies, verbs
from palabre.directory.actions.profiles import profile_of
from palabre.directory.agreeing import PHOTO
from palabre.directory.models import Portrait, PortraitDraft
from palabre.directory.portraits import Cut, cut_portrait
from palabre.people.alone import only
from palabre.people.consents import note_consent
from palabre.people.models import Member


@transaction.atomic
def hand_in_portrait(*, by: Member, picture: bytes) -> PortraitDraft:
    """Keep a cleaned picture (``portraits.clean_portrait``) for a day at most, while its square is chosen.

    Shown to its owner alone. The photo there is stays until the new one is kept. Raises ``Refused`` when ``by`` is no
    member, or handed in too many today.
    """
    profile = profile_of(by)
    lately = done_lately(verbs.PORTRAIT_HANDED_IN, by=by, within=policies.CHANGES_WITHIN)
    require(policies.may_change_profile_again(lately))
    PortraitDraft.objects.filter(profile=profile).delete()
    draft = PortraitDraft.objects.create(profile=profile, picture=picture)
    record(verbs.PORTRAIT_HANDED_IN, profile, by=by, audience=only(by))
    return draft


@transaction.atomic
def keep_portrait(*, by: Member, cut: Cut, alt: str) -> Portrait:
    """Agree to this square as one's photo. The rest of the picture, and the photo before, are deleted.

    Who sees it is what the profile says. Raises ``Refused`` when ``by`` is no member or nothing waits to be cut.
    """
    profile = profile_of(by)
    draft = PortraitDraft.objects.filter(profile=profile).first()
    require(policies.may_cut(draft))
    picture = cut_portrait(bytes(draft.picture), cut) if draft else b""
    kept = {"picture": picture, "alt": alt, "agreed_at": clock.now()}
    portrait, _new = Portrait.objects.update_or_create(profile=profile, defaults=kept)
    PortraitDraft.objects.filter(profile=profile).delete()
    note_consent(by, PHOTO, given=True)
    record(verbs.PORTRAIT_KEPT, profile, by=by, audience=only(by))
    return portrait


@transaction.atomic
def remove_portrait(*, by: Member) -> int:
    """Take one's photo back: its bytes are deleted, those that wait to be cut too; give how many there were.

    There is none: nothing happens. Raises ``Refused`` when ``by`` is no member.
    """
    profile = profile_of(by)
    require(policies.may_have_profile(by))
    gone = sum(model.objects.filter(profile=profile).delete()[0] for model in (Portrait, PortraitDraft))
    note_consent(by, PHOTO, given=False)
    if gone:
        record(verbs.PORTRAIT_REMOVED, profile, by=by, audience=only(by))
    return gone
