"""What the worker does here: follow names that changed elsewhere, forget pictures that nobody cut."""

from datetime import timedelta

from django.db.models import F

from palabre.core import clock
from palabre.core.folding import fold
from palabre.directory.models import Letter, PortraitDraft, Profile, Tally

AT_ONCE = 500
DRAFTS_KEPT_FOR = timedelta(days=1)
LETTERS_KEPT_FOR = timedelta(days=30)
TALLIES_KEPT_FOR = timedelta(days=2)


def follow_names() -> int:
    """Fold again the names that changed since; give how many. Until then someone is found by the name before."""
    changed = Profile.objects.exclude(member__name=F("name_seen")).select_related("member")[:AT_ONCE]
    profiles = list(changed)
    for profile in profiles:
        profile.name_seen, profile.folded_name = profile.member.name, fold(profile.member.name)
    Profile.objects.bulk_update(profiles, ["name_seen", "folded_name"])
    return len(profiles)


def forget_drafts() -> int:
    """Delete pictures handed in more than a day ago and never cut; give how many."""
    return PortraitDraft.objects.filter(handed_in_at__lt=clock.now() - DRAFTS_KEPT_FOR).delete()[0]


def forget_tallies() -> int:
    """Forget how often people searched two days ago; give how many hours."""
    return Tally.objects.filter(hour_at__lt=clock.now() - TALLIES_KEPT_FOR).delete()[0]


def forget_letters() -> int:
    """Delete messages thirty days after they were written, mailed or not; give how many."""
    return Letter.objects.filter(written_at__lt=clock.now() - LETTERS_KEPT_FOR).delete()[0]
