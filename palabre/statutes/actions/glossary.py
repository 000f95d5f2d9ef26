"""Words explained where they are read."""

from django.db import transaction
from django.utils.translation import gettext as _

from palabre.commons.trail.record import record
from palabre.core.verdict import YES, Verdict, no, require
from palabre.people.models import Audience, Cooperative, Member
from palabre.statutes import policies, verbs
from palabre.statutes.models import GlossaryTerm


@transaction.atomic
def explain_word(
    term: GlossaryTerm | None, *, by: Member, language: str, word: str, other_forms: str, explanation: str
) -> GlossaryTerm:
    """Explain a word, or explain it better. The same again changes nothing and is not recorded.

    Raises ``Refused`` when ``by`` does not keep the glossary, the word is already explained, or there are too many.
    """
    require(policies.may_keep_glossary(by))
    cooperative = _locked_glossary()
    require(_may_stand(term, language, word))
    said = {"language": language, "word": word, "other_forms": other_forms, "explanation": explanation}
    if term and all(getattr(term, name) == value for name, value in said.items()):
        return term
    kept = GlossaryTerm.objects.filter(pk=term.pk if term else 0).first() or GlossaryTerm()
    for name, value in said.items():
        setattr(kept, name, value)
    kept.save()
    record(verbs.WORD_EXPLAINED, cooperative, by=by, audience=Audience.wide("public"), word=word)
    return kept


@transaction.atomic
def take_word_out(term: GlossaryTerm, *, by: Member) -> None:
    """Explain this word no longer. Raises ``Refused`` when ``by`` does not keep the glossary."""
    require(policies.may_keep_glossary(by))
    cooperative = _locked_glossary()
    gone, _models = GlossaryTerm.objects.filter(pk=term.pk).delete()
    if gone:
        record(verbs.WORD_TAKEN_OUT, cooperative, by=by, audience=Audience.wide("public"), word=term.word)


def _locked_glossary() -> Cooperative:
    """One at a time: two who explain the same word explain it once."""
    Cooperative.objects.get_or_create(pk=1, defaults={"name": Cooperative.current().name})
    return Cooperative.objects.select_for_update(of=("self",)).get(pk=1)


def _may_stand(term: GlossaryTerm | None, language: str, word: str) -> Verdict:
    others = GlossaryTerm.objects.exclude(pk=term.pk if term else 0)
    if others.filter(language=language, word__iexact=word).exists():
        return no(_("This word is already explained."))
    if term is None and others.count() >= GlossaryTerm.MOST:
        return no(_("The glossary has %(most)s words, and more would not be read.") % {"most": GlossaryTerm.MOST})
    return YES
