"""Whose names lead to their page, for a reader: one question for all names of a page."""

from collections.abc import Collection, Hashable
from typing import Any

from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse

from palabre.commons.trail.kept_pages import kept_piece, kept_standing
from palabre.directory.about import PROFILES
from palabre.directory.models import Chosen, Portrait, Profile, Spoken, Term


def profile_links(reader: Any, members: Collection[int]) -> dict[int, str]:
    """Member -> the page of theirs, of which ``reader`` sees something (as ``seen.person_seen``). Two queries, or none.

    Besides their own page it depends on where a reader belongs, so that it is kept for all who belong there.
    """
    if not members:
        return {}

    def key() -> Hashable:
        own = reader.pk if reader.pk in members else None
        return "profile links", frozenset(members), kept_standing(reader), own

    return kept_piece(key, lambda: _links(reader, members), weight=80 * len(members), about=[PROFILES])


def _links(reader: Any, members: Collection[int]) -> dict[int, str]:
    there = Profile.objects.open().near(reader).filter(_says_something(), member__in=members)
    return {pk: reverse("directory:person", args=[handle]) for pk, handle in there.values_list("member", "handle")}


def _says_something() -> Q:
    """A part that is shown, and is not empty. Their branch and the way to write to them are never."""
    kept = Chosen.objects.filter(profile=OuterRef("pk"), term__kept_at__isnull=False)
    there = {
        "photo": Exists(Portrait.objects.filter(profile=OuterRef("pk"))),
        "about": ~Q(about=""),
        "trades": Exists(kept.filter(term__kind=Term.Kind.TRADE)),
        "skills": Exists(kept.filter(term__kind=Term.Kind.SKILL)),
        "languages": Exists(Spoken.objects.filter(profile=OuterRef("pk"))),
        "ask": ~Q(ask=""),
        "branch": Q(),
        "contact": Q(),
    }
    says = Q()
    for part in Profile.PARTS:
        says |= Q(there[part], **{f"{part}_for__gte": F("near")})
    return says
