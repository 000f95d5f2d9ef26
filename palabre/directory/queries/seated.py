"""Who sits where, with what each of them shows: their photo, where they write of themselves, whether one may write."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import Exists, OuterRef, Prefetch, Subquery

from palabre.core import clock
from palabre.directory.models import Portrait, Profile, Refusal
from palabre.directory.queries.links import profile_links
from palabre.governance.models import Body, Mandate
from palabre.governance.queries.seats import seats_of
from palabre.people.models import Belonging, Branch, Duty


@dataclass(frozen=True, slots=True)
class Face:
    """Somebody in a place: each of their ``roles`` there (for a branch, and where), until when. What they do not show
    is empty.

    ``handle`` is given where their photo is shown to this reader; ``href`` leads to their page, ``write`` to its form.
    """

    name: str
    roles: list[tuple[str, date]]
    handle: str = ""
    alt: str = ""
    href: str = ""
    write: str = ""


@dataclass(frozen=True, slots=True)
class SeatedBody:
    body: Body
    people: list[Face]


@dataclass(frozen=True, slots=True)
class OfBranch:
    """``councils`` are the branch's own bodies; ``entrusted``: who holds a duty there; ``seated``: who sits in another
    body and shows the reader that branch.
    """

    branch: Branch
    councils: list[SeatedBody]
    entrusted: list[Face]
    seated: list[Face]


@dataclass(frozen=True, slots=True)
class _Shown:
    handle: str = ""
    alt: str = ""
    href: str = ""
    write: str = ""


def seated_bodies(bodies: Sequence[Body], viewer: Any) -> list[SeatedBody]:
    """Who sits in each of these, which ``viewer`` may read, the chair first. Six queries, however many they are."""
    today = Mandate.objects.on(clock.today()).select_related("holder", "body").order_by("id")
    found = list(
        Body.objects.filter(pk__in=[body.pk for body in bodies]).prefetch_related(
            Prefetch("mandates", today, to_attr="open_mandates")
        )
    )
    seats = {body: seats_of(body.open_mandates) for body in found}  # type: ignore[attr-defined]
    shown = _shown_to(viewer, {seat.member for each in seats.values() for seat in each})
    return [
        SeatedBody(body, _faces([(seat.member, seat.name, seat.role, seat.until_on) for seat in each], shown))
        for body, each in seats.items()
    ]


def on_paper(body: Body) -> list[Face]:
    """Who sits there, with the photos that everyone may see: what hangs on a wall is seen by whoever passes."""
    found = seated_bodies([body], AnonymousUser())
    return [replace(face, href="", write="") for each in found for face in each.people]


def of_branch(branch: Branch, viewer: Any) -> OfBranch:
    """Who holds something in ``branch`` today. Whoever sits in a body and does not show ``viewer`` their branch is
    not among them: who belongs where is theirs to show. The branch's own council, and a duty for it, are no secret.
    """
    today = clock.today()
    there = Belonging.objects.on(today).filter(branch=branch).values("member")
    show_it = Profile.objects.showing("branch", viewer).filter(member__in=there).values("member")
    readable = Body.objects.visible_to(viewer).values("pk")
    mandates = list(
        Mandate.objects.on(today)
        .filter(body__in=readable, holder__in=show_it)
        .exclude(body__branch=branch)
        .select_related("holder", "body")
        .order_by("body__position", "body", "id")
    )
    duties = list(Duty.objects.on(today).filter(branch=branch).select_related("member").order_by("kind", "id"))
    shown = _shown_to(viewer, {m.holder_id for m in mandates} | {d.member_id for d in duties})
    return OfBranch(
        branch,
        seated_bodies(list(Body.objects.visible_to(viewer).filter(branch=branch)), viewer),
        _faces([(d.member_id, d.member.name, str(d.get_kind_display()), d.until_on) for d in duties], shown),
        _faces([(m.holder_id, m.holder.name, f"{m.called}, {m.body}", m.until_on) for m in mandates], shown),
    )


def branches_of(viewer: Any) -> list[Branch]:
    """The viewer's own, by their open belongings."""
    own = Belonging.objects.on(clock.today()).filter(member=viewer.pk).values("branch")
    return list(Branch.objects.filter(pk__in=own).order_by("name"))


def _faces(held: Iterable[tuple[int, str, str, date]], shown: dict[int, _Shown]) -> list[Face]:
    """One for each person, in the order of what they hold first."""
    faces: dict[int, Face] = {}
    for member, name, role, until_on in held:
        if member not in faces:
            shows = shown.get(member, _Shown())
            faces[member] = Face(name, [], shows.handle, shows.alt, shows.href, shows.write)
        faces[member].roles.append((role, until_on))
    return list(faces.values())


def _shown_to(viewer: Any, members: Iterable[int]) -> dict[int, _Shown]:
    """What each of these shows ``viewer``. Whoever one may not write to, and why, is not told apart."""
    members = set(members)
    links = profile_links(viewer, members)
    portrait = Portrait.objects.filter(profile=OuterRef("pk"))
    profiles = (
        Profile.objects.open()
        .near(viewer)
        .filter(member__in=members)
        .annotate(
            has_portrait=Exists(portrait),
            alt=Subquery(portrait.values("alt")[:1]),
            hears=~Exists(Refusal.objects.filter(member=OuterRef("member"), writer=viewer.pk)),
        )
    )
    writes = viewer.is_authenticated and viewer.is_active and viewer.belongs()  # as policies.is_member
    found = {}
    for profile in profiles:
        near, href = profile.near, links.get(profile.member_id, "")  # type: ignore[attr-defined]
        may_write = writes and profile.hears and profile.contact_for >= near and profile.member_id != viewer.pk
        photo = profile.has_portrait and profile.photo_for >= near
        found[profile.member_id] = _Shown(
            handle=profile.handle if photo else "",
            alt=(profile.alt or "") if photo else "",
            href=href,
            write=f"{href}#write" if href and may_write else "",
        )
    return found


def is_heard_no_more(writer: Any) -> bool:
    """Whether somebody wants no more messages from ``writer``. To be told to nobody, ``writer`` least of all."""
    return Refusal.objects.filter(writer=writer.pk).exists()
