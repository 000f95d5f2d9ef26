"""People as a given reader sees them: what each chose to show to such readers, and nothing else."""

from dataclasses import dataclass, field
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, QuerySet, Subquery

from palabre.core import clock
from palabre.directory.languages import LANGUAGES
from palabre.directory.models import Chosen, Portrait, Profile, Shown, Spoken, Term
from palabre.people.models import Belonging

READERS = {"public": Shown.PUBLIC, "member": Shown.MEMBERS, "branch": Shown.BRANCH}


@dataclass(frozen=True, slots=True)
class Person:
    """Someone, for one kind of reader. What is not for them is empty; ``alt`` describes the photo, if there is one;
    ``contact`` lets such readers write to them.
    """

    pk: int
    name: str
    handle: str
    photo: bool = False
    alt: str = ""
    branches: list[str] = field(default_factory=list)
    about: str = ""
    trades: list[str] = field(default_factory=list)
    skills: list[str] = field(default_factory=list)
    languages: list[str] = field(default_factory=list)
    ask: str = ""
    contact: bool = False

    @property
    def is_bare(self) -> bool:
        """Nothing but a name."""
        said = (self.photo, self.branches, self.about, self.trades, self.skills, self.languages, self.ask, self.contact)
        return not any(said)


def people_seen(profiles: QuerySet[Profile], viewer: Any) -> list[Person]:
    """These as ``viewer`` sees them. Four queries, however many they are; the caller chose whom and in which order."""
    return [_person(each, each.near) for each in _whole(profiles.near(viewer))]  # type: ignore[attr-defined]


def person_seen(handle: str, viewer: Any) -> Person | None:
    """One of them; None where ``viewer`` sees nothing of this person."""
    found = people_seen(Profile.objects.with_something_for(viewer).filter(handle=handle), viewer)
    return found[0] if found and not found[0].is_bare else None


def seen_as(profile: Profile, reader: str) -> Person:
    """The same profile as the public, a member or someone of the same branch sees it: for its owner."""
    return _person(_whole(Profile.objects.filter(pk=profile.pk))[0], READERS[reader])


def _whole(profiles: QuerySet[Profile]) -> QuerySet[Any]:
    portrait = Portrait.objects.filter(profile=OuterRef("pk"))
    today = Belonging.objects.on(clock.today()).select_related("branch").order_by("from_on", "id")
    kept = Chosen.objects.filter(term__kept_at__isnull=False).select_related("term").order_by("term__folded", "id")
    return (
        profiles.select_related("member")
        .annotate(has_portrait=Exists(portrait), alt=Subquery(portrait.values("alt")[:1]))
        .prefetch_related(
            Prefetch("chosen", kept),
            Prefetch("spoken", Spoken.objects.order_by("id")),
            Prefetch("member__belongings", today, to_attr="open_today"),
        )
    )


def _person(profile: Any, near: int) -> Person:
    def shows(part: str) -> bool:
        return getattr(profile, f"{part}_for") >= near

    def words(part: str, kind: str) -> list[str]:
        return [each.term.label for each in profile.chosen.all() if each.term.kind == kind] if shows(part) else []

    photo = shows("photo") and profile.has_portrait
    said = {each.language for each in profile.spoken.all()} if shows("languages") else set()
    return Person(
        pk=profile.member_id,
        name=profile.member.name,
        handle=profile.handle,
        photo=photo,
        alt=(profile.alt or "") if photo else "",
        branches=list(dict.fromkeys(b.branch.name for b in profile.member.open_today)) if shows("branch") else [],
        about=profile.about if shows("about") else "",
        trades=words("trades", Term.Kind.TRADE),
        skills=words("skills", Term.Kind.SKILL),
        languages=[str(label) for code, label in LANGUAGES.items() if code in said],
        ask=profile.ask if shows("ask") else "",
        contact=shows("contact"),
    )
