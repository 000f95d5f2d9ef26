"""What this chapter offers to pages below it."""

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from palabre.core.panels import offer
from palabre.governance.models import Body, Power
from palabre.governance.sisters import sisters
from palabre.statutes.models import Article


def offer_all() -> None:
    """Register this chapter's panels; called once, when Django is ready."""
    offer("statutes.sisters", beside_the_statutes)
    offer("statutes.article", who_has_it_from)
    offer("rules.sisters", beside_the_rules)


def beside_the_statutes(request: HttpRequest, texts: object) -> SafeString:
    """The tabs of governance, among which founding texts stand."""
    return render_to_string("governance/parts/sisters.html", {"sisters": sisters(), "here": "statutes"}, request)


def beside_the_rules(request: HttpRequest, owners: object) -> SafeString:
    """The tabs of governance, among which the rules stand."""
    return render_to_string("governance/parts/sisters.html", {"sisters": sisters(), "here": "rules"}, request)


def who_has_it_from(request: HttpRequest, article: object) -> SafeString:
    """On an article's page: which bodies have a power from it."""
    if not isinstance(article, Article):
        return SafeString("")
    bodies = Body.objects.visible_to(request.user)
    powers = Power.objects.filter(article=article, body__in=bodies.values("pk")).select_related("body")
    if not (found := list(powers.order_by("body__position", "position"))):
        return SafeString("")
    return render_to_string("governance/parts/powers_of_article.html", {"powers": found}, request)
