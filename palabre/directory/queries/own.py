"""One's own profile, as its page needs it."""

from dataclasses import dataclass

from palabre.directory.models import Portrait, PortraitDraft, Profile, Term
from palabre.people.models import Member


@dataclass(frozen=True, slots=True)
class Own:
    """What someone has said of themselves so far. ``profile`` is None before the first time."""

    profile: Profile | None
    trades: list[str]
    skills: list[str]
    languages: list[str]
    waiting: list[str]
    has_portrait: bool
    has_draft: bool


def own_profile(member: Member) -> Own:
    """Five queries."""
    profile = Profile.objects.filter(member=member).first()
    if profile is None:
        return Own(None, [], [], [], [], False, False)
    terms = list(Term.objects.filter(chosen__profile=profile))
    return Own(
        profile=profile,
        trades=[term.label for term in terms if term.kind == Term.Kind.TRADE],
        skills=[term.label for term in terms if term.kind == Term.Kind.SKILL],
        languages=list(profile.spoken.order_by("id").values_list("language", flat=True)),
        waiting=[term.label for term in terms if term.kept_at is None],
        has_portrait=Portrait.objects.filter(profile=profile).exists(),
        has_draft=PortraitDraft.objects.filter(profile=profile).exists(),
    )


def known_words(kind: str) -> list[str]:
    """The kept words of a kind, in the order of the alphabet. One query."""
    return list(Term.objects.filter(kind=kind, kept_at__isnull=False).values_list("label", flat=True))
