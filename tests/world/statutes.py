"""Founding texts: each in two versions, with plain words beside an article, and a glossary."""

from datetime import timedelta

from django.db import transaction

from palabre.commons.texts.models import Text
from palabre.commons.texts.revisions import publish_revision
from palabre.governance.models import Body, BodyTie, Power
from palabre.statutes.models import Adoption, Article, Clause, GlossaryTerm, Rendering, Statutes

DAY = timedelta(days=1)


@transaction.atomic  # a version locks its text
def founding_texts(world):
    """``n`` texts of ``n`` articles; the first has two versions. The words are typed in English and read in French."""
    world.statutes_all = [a_founding_text(world, number) for number in range(world.n)]
    world.statutes = world.statutes_all[0]
    world.article = world.statutes.articles.order_by("pk").first()
    words = [("quorum", "How many it takes."), *((f"word {i}", "It means that.") for i in range(1, world.n))]
    # The board's powers come from the articles of the first.
    Power.objects.bulk_create(
        Power(body=world.body, kind="decides", what=f"Thing {i}", weigh_in="By a comment", article=article, position=i)
        for i, article in enumerate(world.statutes.articles.all())
    )
    ties_of_the_assembly(world)
    terms = [GlossaryTerm.objects.create(language="en", word=word, explanation=said) for word, said in words]
    world.glossary_term = terms[0]


def ties_of_the_assembly(world):
    """It watches over the board and ``n - 1`` other bodies, since today; before that it advised them."""
    assembly, today = world.assembly.body, world.cast.today
    for position, toward in enumerate(Body.objects.exclude(pk=assembly.pk).order_by("pk")[: world.n]):
        said = {"body": assembly, "toward": toward}
        Power.objects.create(kind="watches", what="the work", article=world.article, position=position, **said)
        BodyTie.objects.create(kind="advises", until_on=today - timedelta(days=1), **said)
        tie = BodyTie.objects.create(kind="watches", from_on=today, **said)
        world.tie = tie if position == 0 else world.tie


def a_founding_text(world, number):
    audience = world.audience("statutes")
    statutes = Statutes.objects.create(kind="statutes", title=f"Statutes {number}", language="en", audience=audience)
    articles = []
    for place in range(world.n):
        text = Text.objects.create(audience=audience, language="en")
        articles.append(Article.objects.create(statutes=statutes, text=text))
        _version(world, text, f"Title {place}", "<p>Without a quorum, nothing.</p>")
    for version in (1, 2):
        _adopt(world, statutes, version, articles)
        for article in articles[:1]:
            _version(world, article.text, "Title 0", f"<p>After version {version}.</p>")
    for article in articles:
        _beside(world, article, audience)
    return statutes


def _version(world, text, title, html):
    return publish_revision(text, by=world.cast.farid, title=title, html=html, parts=[], reason="")


def _adopt(world, statutes, number, articles):
    day = world.cast.today - (900 - number * 300) * DAY
    adoption = Adoption.objects.create(
        statutes=statutes, number=number, assembly="The assembly", adopted_on=day, in_force_on=day, by=world.cast.farid
    )
    for place, article in enumerate(articles):
        revision = article.text.revisions.order_by("-number").first()
        Clause.objects.create(
            adoption=adoption, article=article, position=place, number=str(place + 1), section="I", revision=revision
        )


def _beside(world, article, audience):
    for kind, language in (("summary", "en"), ("translation", "fr")):
        text = Text.objects.create(audience=audience, language=language)
        _version(world, text, "", "<p>Plainly: a quorum.</p>")
        explains = article.text.revisions.order_by("-number").first()
        Rendering.objects.create(article=article, kind=kind, language=language, text=text, explains=explains)
