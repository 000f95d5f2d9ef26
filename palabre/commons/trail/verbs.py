"""What can happen, declared by the app in which it happens."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from palabre.commons.trail.models import Entry


class Why(models.TextChoices):
    """Why someone is told. The sentence stands in every notice and mail."""

    AUTHOR = "author", _("because these are your words")
    SUPPORTER = "supporter", _("because you supported these words")
    FOLLOWER = "follower", _("because you follow this")
    SEAT = "seat", _("because you sit in the group")
    MANDATE = "mandate", _("because you sit on this body")
    OWNER = "owner", _("because this was entrusted to you")
    SECRETARIAT = "secretariat", _("because you keep the secretariat")
    ASKED = "asked", _("because you asked for it")
    WISH = "wish", _("because of what you said you wish")
    REGISTER = "register", _("because you keep the register of members")
    NAMED = "named", _("because you were named")
    SELF = "self", _("because it is about you")
    PLACE = "place", _("because you belong to this place, or follow it")


UNOWED = frozenset({Why.FOLLOWER, Why.WISH, Why.PLACE})  # whoever is told for these is owed nothing by law

About = tuple[str, int]  # kind ("processes.recommendation"), id
Told = Iterable[tuple[int, Why]]  # member id, reason; the first reason given for a member stands


def nobody(entry: Entry) -> Told:
    return ()


def nowhere(entry: Entry) -> str:
    return ""


@dataclass(frozen=True, slots=True)
class Verb:
    """Something that can happen.

    ``key`` is stored. ``sentence`` is shown, with ``%(actor)s``, ``%(subject)s`` and the entry's facts.
    ``told`` gives whom to tell, and why. ``address`` gives the page of the entry's subject (a path).
    ``about`` names what notices are grouped (and muted) by: ``(kind, id)`` of, say, the recommendation.
    ``touches`` names what no longer looks the same after it; without it, everything (``kept_pages``).
    ``alike``: entries of this verb, one subject and one audience tell the same people, and who merely follows is
    told of the first of them until they have read it or had it by mail, not of each (``notices.deliver``).
    ``named`` gives whom this very entry calls by name: told first, each time, whatever others are told of its like.
    ``legal``: the law or the statutes owe it to those it tells (a convocation): no rhythm, budget or mute stops it,
    but for whoever is told of it for a reason of their own (``UNOWED``).
    """

    key: str
    sentence: str | Promise
    told: Callable[[Entry], Told] = nobody
    address: Callable[[Entry], str] = nowhere
    about: Callable[[Entry], About] = lambda entry: (entry.subject_kind, entry.subject_id)
    touches: Callable[[Entry], Iterable[About]] | None = None
    alike: bool = False
    named: Callable[[Entry], Told] = nobody
    legal: bool = False


registry: dict[str, Verb] = {}
_also: dict[str, list[Callable[[Entry], Told]]] = {}


def register(*verbs: Verb) -> None:
    """Make verbs known; called from ``AppConfig.ready``. Raises ``ValueError`` for a key declared twice."""
    for verb in verbs:
        if verb.key in registry:
            raise ValueError(f"verb {verb.key!r} is declared twice")
        registry[verb.key] = verb


def tell_also(verbs: Iterable[Verb], told: Callable[[Entry], Told]) -> None:
    """Let a chapter above name more people for what happens below, which never hears of it: as panels, for notices."""
    for verb in verbs:
        _also.setdefault(verb.key, []).append(told)


def told_of(entry: Entry) -> Told:
    """Whom to tell, and why: those the verb names first, then those whom chapters above add."""
    yield from registry[entry.verb].told(entry)
    for told in _also.get(entry.verb, ()):
        yield from told(entry)


class _Words(dict):
    """Facts for a sentence; after an erasure, what is missing is an ellipsis, not an error."""

    def __missing__(self, key: str) -> str:
        return "…"


def sentence_of(entry: Entry) -> str:
    """The entry's sentence in the active language. Reads ``entry.details`` (select it)."""
    details = entry.details
    words = _Words(details.facts, subject=details.label or "…", actor=details.actor_name or str(_("Someone")))
    return str(registry[entry.verb].sentence) % words
