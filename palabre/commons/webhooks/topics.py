"""What a webhook may be told of, in words a secretariat chooses from: chapters above offer their verbs under topics."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise

from palabre.commons.trail.verbs import Verb


@dataclass(frozen=True, slots=True)
class Topic:
    """``key`` is stored; ``label`` is shown; ``verbs`` are the keys of what can happen in it."""

    key: str
    label: str | Promise
    verbs: frozenset[str]


registry: dict[str, Topic] = {}


def offer(key: str, label: str | Promise, verbs: Iterable[Verb]) -> None:
    """Let webhooks choose ``verbs`` as a topic. Called from ``AppConfig.ready``; ``ValueError`` if said twice."""
    if key in registry:
        raise ValueError(f"topic {key!r} is offered twice")
    registry[key] = Topic(key, label, frozenset(verb.key for verb in verbs))


def topics_of(verb: str) -> set[str]:
    """The keys of the topics in which ``verb`` (a key) stands."""
    return {topic.key for topic in registry.values() if verb in topic.verbs}
