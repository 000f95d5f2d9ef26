"""Words of the vocabulary: proposed by members, kept by the secretariat."""

from collections.abc import Collection

from django.db import transaction
from django.utils.translation import gettext as _

from palabre.commons.trail.record import record
from palabre.core import clock
from palabre.core.folding import fold
from palabre.core.verdict import no, require
from palabre.directory import policies, verbs
from palabre.directory.actions.readers import secretariat_and
from palabre.directory.models import Chosen, Term
from palabre.people.models import Audience, Member


def words_of(kind: str, labels: Collection[str], *, by: Member) -> list[Term]:
    """The terms of these labels; those nobody wrote before are proposed. A building block of ``describe_oneself``.

    Raises ``Refused`` when ``by`` has too many words waiting.
    """
    wanted = {fold(label): label for label in labels if fold(label)}
    there = {term.folded: term for term in Term.objects.filter(kind=kind, folded__in=wanted)}
    new = [folded for folded in wanted if folded not in there]
    if new:
        require(policies.may_propose(by, len(new)))
        audience = secretariat_and(by)
        for folded in new:
            # Two people may propose the same word in the same second.
            term, made = Term.objects.get_or_create(
                kind=kind, folded=folded, defaults={"label": wanted[folded], "proposed_by": by}
            )
            there[folded] = term
            if made:
                record(verbs.TERM_PROPOSED, term, by=by, audience=audience)
    return list(there.values())


@transaction.atomic
def add_terms(*, by: Member, kind: str, labels: Collection[str]) -> int:
    """Put these words into the vocabulary, for everyone; give how many are new. A proposed one among them is kept.

    Raises ``Refused`` when ``by`` does not keep the vocabulary.
    """
    require(policies.may_keep_vocabulary(by))
    wanted = {fold(label): label for label in labels if fold(label)}
    now = clock.now()
    proposed = Term.objects.filter(kind=kind, folded__in=wanted, kept_at=None).update(kept_at=now)
    before = Term.objects.filter(kind=kind).count()
    Term.objects.bulk_create(
        [Term(kind=kind, folded=folded, label=label, kept_at=now) for folded, label in wanted.items()],
        ignore_conflicts=True,
    )
    count = proposed + Term.objects.filter(kind=kind).count() - before
    if count:
        term = Term.objects.filter(kind=kind, folded__in=wanted).order_by("-id")[0]
        record(verbs.TERMS_ADDED, term, by=by, audience=Audience.wide(Audience.Reach.MEMBERS), count=count)
    return count


@transaction.atomic
def keep_term(term: Term, *, by: Member, label: str) -> Term:
    """Keep a proposed word, written as ``label``; whoever proposed it is told. Kept already: it is only written anew.

    Where ``label`` is another word of the vocabulary, the two become that one, and whoever chose the first has it.
    Raises ``Refused`` when ``by`` does not keep the vocabulary.
    """
    term = Term.objects.select_for_update(of=("self",)).get(pk=term.pk)
    require(policies.may_keep_vocabulary(by))
    if not fold(label):
        require(no(_("Please write the word.")))
    proposed_by, was_kept = term.proposed_by, term.kept_at
    same = Term.objects.filter(kind=term.kind, folded=fold(label)).exclude(pk=term.pk).first()
    if same:
        chosen = term.chosen.values_list("profile", flat=True)
        Chosen.objects.bulk_create([Chosen(profile_id=pk, term=same) for pk in chosen], ignore_conflicts=True)
        term.delete()
        term = same
    else:
        term.label, term.folded = label, fold(label)
    term.kept_at = term.kept_at or clock.now()
    term.save(update_fields=["label", "folded", "kept_at"])
    if not was_kept:
        _tell(verbs.TERM_KEPT, term, by, proposed_by)
    return term


@transaction.atomic
def decline_term(term: Term, *, by: Member, reason: str) -> None:
    """Do without this word, for a reason that whoever proposed it reads. It leaves every profile.

    Raises ``Refused`` when ``by`` does not keep the vocabulary, or says no reason.
    """
    term = Term.objects.select_for_update(of=("self",)).get(pk=term.pk)
    require(policies.may_keep_vocabulary(by))
    if not reason:
        require(no(_("Please say why: whoever proposed the word reads it.")))
    _tell(verbs.TERM_DECLINED, term, by, term.proposed_by, reason=reason)
    term.delete()


def _tell(verb: verbs.Verb, term: Term, by: Member, proposed_by: Member | None, **facts: str) -> None:
    audience = secretariat_and(proposed_by or by)
    record(verb, term, by=by, audience=audience, proposed_by=proposed_by.pk if proposed_by else None, **facts)
