"""What can happen in this chapter, and who is told. Of kept pages it touches the links to profiles, and their faces."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from palabre.commons.trail.models import Entry
from palabre.commons.trail.verbs import About, Told, Verb, Why
from palabre.core import clock
from palabre.directory.about import PROFILES
from palabre.people.models import Duty


def _nothing(entry: Entry) -> tuple[()]:
    return ()


def _profiles(entry: Entry) -> tuple[About]:
    return (PROFILES,)


def _secretariat(entry: Entry) -> Told:
    duties = Duty.objects.on(clock.today()).filter(kind=Duty.Kind.SECRETARIAT).over()
    for member in duties.order_by("id").values_list("member", flat=True):
        yield member, Why.SECRETARIAT


def _who_proposed(entry: Entry) -> Told:
    if proposed_by := entry.details.facts.get("proposed_by"):
        yield proposed_by, Why.ASKED


def _mine(entry: Entry) -> str:
    return reverse("directory:profile")


def _directory(entry: Entry) -> str:
    return reverse("directory:directory")


def _letters(entry: Entry) -> str:
    return reverse("directory:letters")


def _vocabulary(entry: Entry) -> str:
    return reverse("directory:vocabulary")


PROFILE_CHANGED = Verb(
    key="directory.profile_changed",
    sentence=_("%(actor)s changed their profile"),
    address=_mine,
    touches=_profiles,
)
PORTRAIT_HANDED_IN = Verb(
    key="directory.portrait_handed_in",
    sentence=_("%(actor)s handed in a photo of theirs"),
    address=_mine,
    touches=_profiles,
)
PORTRAIT_KEPT = Verb(
    key="directory.portrait_kept",
    sentence=_("%(actor)s agreed to the photo on their profile"),
    address=_mine,
    touches=_profiles,
)
PORTRAIT_REMOVED = Verb(
    key="directory.portrait_removed",
    sentence=_("%(actor)s removed the photo from their profile"),
    address=_mine,
    touches=_profiles,
)
TERM_PROPOSED = Verb(
    key="directory.term_proposed",
    sentence=_("%(actor)s proposes a word for the vocabulary: “%(subject)s”"),
    told=_secretariat,
    address=_vocabulary,
    touches=_profiles,
)
TERM_KEPT = Verb(
    key="directory.term_kept",
    sentence=_("The word you proposed is in the vocabulary: “%(subject)s”"),
    told=_who_proposed,
    address=_mine,
    touches=_profiles,
)
TERM_DECLINED = Verb(
    key="directory.term_declined",
    sentence=_("The vocabulary does without “%(subject)s”: %(reason)s"),
    told=_who_proposed,
    address=_mine,
    touches=_profiles,
)
TERMS_ADDED = Verb(
    key="directory.terms_added",
    sentence=_("%(actor)s added words to the vocabulary (%(count)s)"),
    address=_vocabulary,
    touches=_profiles,
)
SEARCHED_MUCH = Verb(
    key="directory.searched_much",
    sentence=_("%(actor)s searched the directory %(count)s times within an hour, the most it allows"),
    told=_secretariat,
    address=_directory,
    touches=_nothing,
)
LETTER_WRITTEN = Verb(
    key="directory.letter_written",
    sentence=_("%(actor)s wrote to someone through the directory"),
    address=_letters,
    touches=_nothing,
)
LETTERS_REFUSED = Verb(
    key="directory.letters_refused",
    sentence=_("%(actor)s wants no more messages from someone"),
    address=_letters,
    touches=_profiles,
)
HEARD_AGAIN = Verb(
    key="directory.heard_again",
    sentence=_("%(actor)s hears someone again"),
    address=_letters,
    touches=_profiles,
)

ALL: list[Verb] = [
    PROFILE_CHANGED,
    PORTRAIT_HANDED_IN,
    PORTRAIT_KEPT,
    PORTRAIT_REMOVED,
    TERM_PROPOSED,
    TERM_KEPT,
    TERM_DECLINED,
    TERMS_ADDED,
    SEARCHED_MUCH,
    LETTER_WRITTEN,
    LETTERS_REFUSED,
    HEARD_AGAIN,
]
