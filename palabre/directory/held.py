"""What this chapter holds of a person."""

from collections.abc import Iterator
from io import BytesIO

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from palabre.directory.models import Letter, Portrait, PortraitDraft, Profile, Refusal, Tally, Term
from palabre.people.holdings import Attached, Holding, Manner, Source
from palabre.people.models import Member


def _forget_profile(member: Member, manner: Manner) -> None:
    """With its photo, its words and its languages; a page of theirs is nowhere any more."""
    Profile.objects.filter(member=member).delete()


def _forget_proposals(member: Member, manner: Manner) -> None:
    Term.objects.filter(proposed_by=member, kept_at=None).delete()
    Term.objects.filter(proposed_by=member).update(proposed_by=None)


def _forget_letters(member: Member, manner: Manner) -> None:
    Letter.objects.filter(Q(writer=member) | Q(reader=member)).delete()
    Refusal.objects.filter(Q(member=member) | Q(writer=member)).delete()
    Tally.objects.filter(member=member).delete()


def _photo(member: Member) -> Iterator[Attached]:
    for portrait in Portrait.objects.filter(profile__member=member):
        yield _picture(portrait, "photo/photo.jpg")


def _photo_to_cut(member: Member) -> Iterator[Attached]:
    for draft in PortraitDraft.objects.filter(profile__member=member):
        yield _picture(draft, "photo/not-cut.jpg")


def _picture(kept: Portrait | PortraitDraft, name: str) -> Attached:
    data = bytes(kept.picture)
    return Attached(kept.pk, name, len(data), lambda: BytesIO(data), shown=True)


_SHOWN = tuple(f"{part}_for" for part in Profile.PARTS)

ALL = [
    Holding(
        key="directory.profile",
        title=_("Your profile"),
        why=_("You wrote it to be known, and found, by those to whom you show it."),
        until=_("Until you change it or leave it empty. A photo that you did not cut: a day."),
        sources=(
            Source(
                "directory.Profile", "member", ("about", "ask", "found"),
                also=(*_SHOWN, "handle", "name_seen", "folded_name"),
            ),
            Source("directory.Chosen", "profile__member", ("term__label",)),
            Source("directory.Spoken", "profile__member", ("language",)),
            Source("directory.Portrait", "profile__member", ("alt", "agreed_at"), also=("picture",), files=_photo),
            Source(
                "directory.PortraitDraft", "profile__member", ("handed_in_at",), also=("picture",), files=_photo_to_cut
            ),
        ),
        erase=_forget_profile,
    ),
    Holding(
        key="directory.vocabulary",
        title=_("Words you proposed for the vocabulary"),
        why=_("So that you are told what became of them."),
        until=_("As long as the word is in the vocabulary."),
        sources=(Source("directory.Term", "proposed_by", ("kind", "label", "proposed_at"), also=("folded",)),),
        erase=_forget_proposals,
        stays=_("A word that was kept stays, without you."),
    ),
    Holding(
        key="directory.messages",
        title=_("Messages by way of the directory, and how often you searched it"),
        why=_("So that they arrive and can be answered; the limits keep the directory from being copied."),
        until=_("Messages: thirty days. Searches: two days. Whom you no longer hear: until you take it back."),
        sources=(
            Source("directory.Letter", "writer", ("written_at", "text", "gives_address"), also=("handle",)),
            Source("directory.Letter", "reader", ("written_at", "text")),
            # Given to who refused, never to who was: they must not learn of it.
            Source("directory.Refusal", "member", ("refused_at",), also=("writer",)),
            Source("directory.Tally", "member", ("hour_at", "searches")),
        ),
        erase=_forget_letters,
    ),
]  # fmt: skip
