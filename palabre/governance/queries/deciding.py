"""Who decides what: bodies and their powers, found by the words people use."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from palabre.core.stemming import stems
from palabre.governance.models import Body, Meeting, Minutes, Power
from palabre.governance.queries.bodies import coming_of
from palabre.governance.queries.minutes import newest_of_each_body
from palabre.statutes.queries.in_force import Named, articles_named

# Words of a question that say nothing of its subject, folded.
_EMPTY = frozenset(
    """
    a ai au aux avec c ce comment dans de decide decident decider des du elle en est et faire fixe ici il j je
    l la le les leur ma me mes mon n ne nos notre nous on ou par pas pour pourquoi puis quand que quel quelle
    quelles quels qui quoi s sa ses son sont sur un une veux vote votre y an and are at by can do does for
    from how i in is it last meet meets meeting my next of on or our the to want what when where which who why
    se qu d t m lui leurs derniere dernier prochaine prochain reunit reunir reunion reunissent seance
    """.split()
)
NAME_COUNTS = 1.5  # times as much as a word of a power: whoever names a body asks for it


@dataclass(frozen=True, slots=True)
class PowerLine:
    """A power as it is read. ``article`` is None where none gives it, or the reader may not read it."""

    kind: str
    what: str
    weigh_in: str
    where: str
    article: Named | None


@dataclass(frozen=True, slots=True)
class Answer:
    """A body, those of its powers that were asked for (or all), its next meeting, its newest minutes."""

    body: Body
    powers: list[PowerLine]
    next_meeting: Meeting | None
    minutes: Minutes | None


def answers(viewer: Any, words: str = "") -> list[Answer]:
    """Bodies the viewer may read whose name or powers hold the words, the best first; without words, all that have
    powers. Five queries, however many there are.

    Words are compared folded and without their endings (« cotisations », « cotisation »), those that say nothing of the
    subject are left out. A word counts the more, the fewer bodies and powers hold it; what holds none is not there.
    """
    found = list(Body.objects.visible_to(viewer).prefetch_related("powers"))
    named = articles_named(
        viewer, [power.article_id for body in found for power in body.powers.all() if power.article_id]
    )
    coming, asked = coming_of(viewer), subjects(words)
    newest = {minutes.meeting.body_id: minutes for minutes in newest_of_each_body(viewer)}
    said = [(body, subjects(body.name), _said(body)) for body in found]
    weights = _weights(asked, [words for _body, name, powers in said for words in (name, *powers.values())])
    ranked = []
    for place, (body, name, powers_said) in enumerate(said):
        score, those = _asked_for(name, powers_said, asked, weights)
        if those or score:
            lines = [_line(power, named) for power in those]
            ranked.append((-score, place, Answer(body, lines, coming.get(body.pk), newest.get(body.pk))))
    return [answer for _score, _place, answer in sorted(ranked, key=lambda row: row[:2])]


def powers_of(body: Body, viewer: Any) -> list[PowerLine]:
    powers = list(body.powers.all())
    named = articles_named(viewer, [power.article_id for power in powers if power.article_id])
    return [_line(power, named) for power in powers]


def _said(body: Body) -> dict[Power, set[str]]:
    return {power: subjects(f"{power.what} {power.also}") for power in body.powers.all()}


def _weights(asked: set[str], places: list[set[str]]) -> dict[str, float]:
    """A word that stands in many places says little: one over how many hold it."""
    held = Counter(word for place in places for word in place & asked)
    return {word: 1 / count for word, count in held.items()}


def _asked_for(
    name: set[str], powers: dict[Power, set[str]], asked: set[str], weights: dict[str, float]
) -> tuple[float, list[Power]]:
    """How well a body answers, and with which powers: the best of them; all, where only its name was asked for.

    A word of its name counts once, even where its powers say it too.
    """
    if not asked:
        return 0, list(powers)
    of_name, left = sum(weights[word] for word in asked & name), asked - name
    scored = {power: sum(weights[word] for word in left & said) for power, said in powers.items()}
    best = max(scored.values(), default=0)
    those = [power for power, score in scored.items() if score == best] if best else list(powers) if of_name else []
    return best + of_name * NAME_COUNTS, those


def subjects(words: str) -> set[str]:
    """The words of a question that say what it is about, without their endings."""
    return set(stems(words, _EMPTY))


def _line(power: Power, named: dict[int, Named]) -> PowerLine:
    article = named.get(power.article_id) if power.article_id else None
    return PowerLine(str(power.get_kind_display()), power.what, power.weigh_in, power.where, article)
