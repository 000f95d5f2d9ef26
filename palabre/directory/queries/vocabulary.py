"""The vocabulary as its keepers see it."""

from dataclasses import dataclass

from palabre.directory.models import Term


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Words that wait, the oldest first; the kept ones by kind (label, words)."""

    waiting: list[Term]
    kept: list[tuple[str, list[Term]]]


def vocabulary() -> Vocabulary:
    """One query."""
    terms = list(Term.objects.all())
    waiting = sorted((term for term in terms if term.kept_at is None), key=lambda term: (term.proposed_at, term.pk))
    kept = [term for term in terms if term.kept_at]
    kinds = [(str(label), [term for term in kept if term.kind == kind]) for kind, label in KINDS]
    return Vocabulary(waiting=waiting, kept=kinds)


KINDS = Term.Kind.choices
