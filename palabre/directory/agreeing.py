"""What members agree to here."""

from django.utils.translation import gettext_lazy as _

from palabre.directory.models import Profile, Shown
from palabre.people.consents import Asked, note_consent

PHOTO, FOUND, PUBLIC = "directory.photo", "directory.found", "directory.public"

ALL = [
    Asked(PHOTO, _("Your photo is shown to those you chose."), "directory:profile"),
    Asked(FOUND, _("Members find you in the directory."), "directory:profile"),
    Asked(PUBLIC, _("Part of your profile is shown to everyone, beyond the cooperative."), "directory:profile"),
]


def note_showing(profile: Profile) -> None:
    """Write what the saved profile says its member agrees to. In the caller's transaction."""
    public = any(getattr(profile, f"{part}_for") == Shown.PUBLIC for part in Profile.PARTS)
    note_consent(profile.member, FOUND, given=profile.found)
    note_consent(profile.member, PUBLIC, given=public)
