"""Open a founding text, and write down the versions that assemblies adopted."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from palabre.commons.texts.models import Text
from palabre.commons.texts.revisions import publish_revision
from palabre.commons.trail.record import record
from palabre.core import clock
from palabre.core.verdict import YES, Verdict, no, require
from palabre.people.models import Audience, Entity, Member
from palabre.statutes import policies, verbs
from palabre.statutes.matching import matched_with
from palabre.statutes.models import Adoption, Article, Clause, Statutes
from palabre.statutes.wholes import Written, same_words


@transaction.atomic
def open_statutes(
    *, by: Member, kind: str, title: str, entity: Entity | None, language: str, reach: str = Audience.Reach.PUBLIC
) -> Statutes:
    """Open a founding text, as yet without a version. Everyone reads it, or members only.

    Raises ``Refused`` when ``by`` does not keep the secretariat there, or another text has this title.
    """
    require(policies.may_open(by, entity))
    require(_is_new(title))
    statutes = Statutes.objects.create(
        kind=kind, title=title, entity=entity, language=language, audience=Audience.wide(reach)
    )
    record(verbs.STATUTES_OPENED, statutes, by=by)
    return statutes


def _is_new(title: str) -> Verdict:
    if Statutes.objects.filter(title=title).exists():
        return no(_("Another text already has this title."))
    return YES


@transaction.atomic
def record_adoption(
    statutes: Statutes,
    *,
    by: Member,
    articles: Sequence[Written],
    assembly: str,
    adopted_on: date,
    in_force_on: date,
    reason: str,
) -> Adoption:
    """Write down the next version, as an assembly adopted it; from ``in_force_on`` on, it counts.

    ``articles`` is the whole text. An article is the same as before if its title is (and nothing else has it), or else
    its number: so one that is inserted does not make all that follow it new. Words that did not change keep their
    revision. What is no longer there is repealed; older versions stay as they were.

    Raises ``Refused`` when ``by`` does not keep these statutes, the assembly is still to come, a version is dated
    before the one it follows, or nothing changed.
    """
    statutes = Statutes.objects.select_for_update(of=("self",)).select_related("audience", "entity").get(pk=statutes.pk)
    require(policies.may_keep(by, statutes))
    before = statutes.adoptions.order_by("-number").first()
    require(_may_follow(before, adopted_on, in_force_on))
    there = list(before.clauses.select_related("revision", "article__text")) if before else []
    require(_says_something_new(there, articles))
    adoption = Adoption.objects.create(
        statutes=statutes,
        number=before.number + 1 if before else 1,
        assembly=assembly,
        adopted_on=adopted_on,
        in_force_on=in_force_on,
        reason=reason,
        by=by,
    )
    matched = matched_with(there, articles)
    clauses = [
        _clause(adoption, position, written, matched.get(position), by) for position, written in enumerate(articles)
    ]
    Clause.objects.bulk_create(clauses)
    record(verbs.VERSION_ADOPTED, statutes, by=by, number=adoption.number, assembly=assembly)
    return adoption


def _may_follow(before: Adoption | None, adopted_on: date, in_force_on: date) -> Verdict:
    if adopted_on > clock.today():
        return no(_("A version is written down once the assembly has adopted it, not before."))
    if in_force_on < adopted_on:
        return no(_("A version counts from the day it was adopted, or later."))
    if before and (adopted_on < before.adopted_on or in_force_on < before.in_force_on):
        return no(
            _("Version %(number)s is dated later than that. Versions follow each other.") % {"number": before.number}
        )
    return YES


def _says_something_new(there: list[Clause], articles: Sequence[Written]) -> Verdict:
    said = [(clause.section, clause.number, clause.revision.title, clause.revision.html) for clause in there]
    same = len(said) == len(articles) and all(
        (old[0], old[1], old[2]) == (new.section, new.number, new.title) and same_words(new.html, old[3])
        for old, new in zip(said, articles, strict=True)
    )
    return no(_("Nothing changed since the version before.")) if same else YES


def _clause(adoption: Adoption, position: int, written: Written, before: Clause | None, by: Member) -> Clause:
    statutes = adoption.statutes
    article = before.article if before else _new_article(statutes)
    revision = before.revision if before else None
    if revision is None or revision.title != written.title or not same_words(written.html, revision.html):
        revision = publish_revision(
            article.text, by=by, title=written.title, html=written.html, parts=[], reason=adoption.assembly
        )
    return Clause(
        adoption=adoption,
        article=article,
        position=position,
        section=written.section,
        number=written.number,
        revision=revision,
    )


def _new_article(statutes: Statutes) -> Article:
    text = Text.objects.create(audience=statutes.audience, language=statutes.language)
    return Article.objects.create(statutes=statutes, text=text)
