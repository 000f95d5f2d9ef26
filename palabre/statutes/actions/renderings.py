"""Say an article in plain words, or in another language."""

from django.db import transaction
from django.utils.translation import gettext as _

from palabre.commons.texts.models import Revision, Text
from palabre.commons.texts.revisions import newest, publish_revision
from palabre.commons.trail.record import record
from palabre.core.verdict import YES, Verdict, no, require
from palabre.people.models import Member
from palabre.statutes import policies, verbs
from palabre.statutes.models import Article, Rendering


@transaction.atomic
def publish_rendering(
    article: Article, *, by: Member, kind: str, language: str, number: str, title: str, html: str
) -> Revision:
    """Put the next version of what stands beside ``article`` in this language; the article itself stays as it is.

    ``number`` is how the article is called in the version of today. Without words it is taken back; older versions
    stay. The same words for the same wording: the version there is. Raises ``Refused`` when ``by`` does not keep these
    statutes, or it would translate the authentic text into its own language.
    """
    statutes = article.statutes
    require(policies.may_keep(by, statutes))
    require(_may_stand_beside(article, kind, language))
    Text.objects.select_for_update(of=("self",)).get(pk=article.text_id)
    wording = newest(article.text)
    rendering = Rendering.objects.filter(article=article, kind=kind, language=language).select_related("text").first()
    if rendering is None:
        text = Text.objects.create(audience=statutes.audience, language=language)
        rendering = Rendering.objects.create(article=article, kind=kind, language=language, text=text, explains=wording)
    else:
        there = newest(rendering.text)
        if (there.title, there.html) == (title, html) and rendering.explains_id == wording.pk:
            return there
        rendering.explains = wording
        rendering.save(update_fields=["explains"])
    revision = publish_revision(rendering.text, by=by, title=title, html=html, parts=[], reason="")
    verb = verbs.SUMMARY_PUBLISHED if kind == Rendering.Kind.SUMMARY else verbs.TRANSLATION_PUBLISHED
    record(verb, statutes, by=by, article=number, article_id=article.pk, language=language)
    return revision


def _may_stand_beside(article: Article, kind: str, language: str) -> Verdict:
    if kind == Rendering.Kind.TRANSLATION and language == article.statutes.language:
        return no(_("This is the authentic language: it needs no translation."))
    return YES
