"""One article, and the plain words beside it."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from palabre.commons.texts.html import clean_html
from palabre.commons.texts.languages import LANGUAGES
from palabre.commons.texts.marked import marked_of
from palabre.core.http import SeeOther, page
from palabre.core.verdict import require
from palabre.statutes import policies
from palabre.statutes.actions.renderings import publish_rendering
from palabre.statutes.forms.writing import RenderingForm
from palabre.statutes.models import Article, Rendering, Statutes
from palabre.statutes.plainness import remarks_on
from palabre.statutes.queries.articles import ArticlePage, article_page
from palabre.statutes.queries.reading import newest_revisions, terms_of
from palabre.statutes.views.places import way_up


@login_not_required
@require_safe
def article(request: HttpRequest, pk: int) -> HttpResponse:
    found = _readable(request, pk)
    languages = dict(LANGUAGES)
    asked = request.GET.get("language", "")
    shown = article_page(found, asked if asked in languages else "")
    may_keep = policies.may_keep(request.user, found.statutes)
    context = {
        "article": found,
        "statutes": found.statutes,
        "shown": shown,
        "languages": [(code, languages[code], f"?language={code}") for code in shown.languages],
        "current": _language_shown(shown),
        "to_write": _to_write(found) if may_keep else [],
        "trail": way_up(found.statutes),
    }
    return page(request, "statutes/article.html", context)


def _language_shown(shown: ArticlePage) -> str:
    beside = shown.summary or shown.translation
    return beside.language if beside else ""


def _readable(request: HttpRequest, pk: int) -> Article:
    there = Article.objects.filter(statutes__in=Statutes.objects.visible_to(request.user).values("pk"))
    return get_object_or_404(there.select_related("statutes__audience", "statutes__entity", "text"), pk=pk)


def _to_write(found: Article) -> list[tuple[str, str, Any]]:
    """(kind, language, its name) of all that may stand beside it."""
    pairs = [("summary", code, name) for code, name in LANGUAGES]
    return pairs + [("translation", code, name) for code, name in LANGUAGES if code != found.statutes.language]


@require_http_methods(["GET", "HEAD", "POST"])
def rendering(request: HttpRequest, pk: int, kind: str, language: str) -> HttpResponse:
    """Write it; with ``deed=preview`` only look at it, and at what could read more easily."""
    found = _readable(request, pk)
    require(policies.may_keep(request.user, found.statutes))
    if (kind, language) not in {pair[:2] for pair in _to_write(found)}:
        raise Http404
    shown = article_page(found, language)
    form = RenderingForm(request.POST if request.method == "POST" else None, initial=_there(found, kind, language))
    previews = request.POST.get("deed") == "preview"
    if form.is_bound and form.is_valid() and not previews:
        member: Any = request.user
        words = form.said() | {"kind": kind, "language": language, "number": shown.last.number}
        publish_rendering(found, by=member, **words)
        messages.success(request, _("It stands beside the article from now on."))
        return SeeOther(f"{found.get_absolute_url()}?language={language}")
    context = _context(found, shown, kind, language) | {"form": form}
    if previews and form.is_valid():
        context |= _preview(form, language)
    return page(request, "statutes/rendering.html", context, status=422 if form.errors else 200)


def _context(found: Article, shown: ArticlePage, kind: str, language: str) -> dict[str, Any]:
    return {
        "article": found,
        "statutes": found.statutes,
        "shown": shown,
        "kind": kind,
        "language": language,
        "language_name": dict(LANGUAGES)[language],
        "trail": [*way_up(found.statutes), (f"{_('Article')} {shown.last.number}", found.get_absolute_url())],
        "draft": f"statutes-{found.pk}-{kind}-{language}",
    }


def _there(found: Article, kind: str, language: str) -> dict[str, str]:
    rendering = Rendering.objects.filter(article=found, kind=kind, language=language).first()
    if rendering is None:
        return {}
    revision = newest_revisions([rendering.text_id])[rendering.text_id]
    return {"title": revision.title, "marked": marked_of(revision.html)}


def _preview(form: RenderingForm, language: str) -> dict[str, Any]:
    said = form.said()
    explained = [form for term in terms_of(language) for form in term.written()]
    safe = mark_safe(clean_html(said["html"]))  # nosec B308 B703 # noqa: S308 -- sanitised here
    return {"preview": {"title": said["title"], "html": safe}, "remarks": remarks_on(said["html"], language, explained)}
