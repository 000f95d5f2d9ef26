"""The house's components. The signature is the list of props: a wrong one is an error.

Loaded as builtins; every component in every state stands on the page ``/components/``.
What members wrote is always escaped here; only what is already safe HTML stays as it is.
"""

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from secrets import token_hex

from django import template
from django.contrib.messages.storage.base import Message
from django.core.paginator import Page
from django.forms import BaseForm
from django.forms.boundfield import BoundField
from django.http import QueryDict
from django.template import Context
from django.template.defaulttags import CsrfTokenNode
from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import pgettext

from palabre.core import nouns
from palabre.core import panels as offers
from palabre.core.components import bars as bar_parts
from palabre.core.components import dates, diffs, faces, marks
from palabre.core.components import fields as field_parts
from palabre.core.components.props import WrongProp, one_of, render
from palabre.core.form_keys import key_field
from palabre.core.holes import hole

register = template.Library()
Words = str | Promise

BUTTON_TONES = ("plain", "quiet", "danger")


# --- blocks ---------------------------------------------------------------------------------------------------------


@register.simple_block_tag
def card(content: SafeString, title: Words = "", tone: str = "plain", level: int = 2) -> SafeString:
    """A sheet of paper with a title. ``{% card title=heading tone="accent" level=3 %}…{% endcard %}``"""
    tone = one_of(tone, ("plain", "accent", "warning", "quiet"), "tone")
    level_name = one_of(level, ("2", "3", "4"), "level")
    return render("card", content=content, title=title, tone=tone, level=level_name)


@register.simple_block_tag
def next_step(content: SafeString, title: Words = "") -> SafeString:
    """The one next step of a page, at most one. ``{% next_step title=label %}<p>…</p>{% endnext_step %}``"""
    return render("next_step", content=content, title=title)


@register.simple_block_tag
def message(content: SafeString, tone: str = "info", title: Words = "") -> SafeString:
    """Something the page says to the reader. ``{% message tone="success" %}Sent.{% endmessage %}``"""
    tone = one_of(tone, ("info", "success", "warning", "error"), "tone")
    return render("message", content=content, tone=tone, title=title, alert=tone in ("warning", "error"))


@register.simple_tag
def flash(sent: Message) -> SafeString:
    """One of Django's messages, said at the top of the next page. ``{% flash sent %}`` for each of ``messages``.

    ``messages.success(request, sentence, extra_tags="draft:comment-12")`` also says that this draft was accepted.
    """
    tone = {"debug": "info"}.get(sent.level_tag, sent.level_tag)
    done = [
        draft_done(mark.removeprefix("draft:")) for mark in (sent.extra_tags or "").split() if mark.startswith("draft:")
    ]
    said = format_html("<p>{}</p>{}", sent.message, format_html_join("", "{}", ((mark,) for mark in done)))
    return message(said, tone=tone)


@register.simple_block_tag
def empty(content: SafeString, title: Words = "") -> SafeString:
    """Instead of an empty list: what will be here, and the first act. ``{% empty title=t %}…{% endempty %}``"""
    return render("empty", content=content, title=title)


@register.simple_block_tag
def disclosure(content: SafeString, summary: Words, open: bool = False) -> SafeString:
    """Details one may open. ``{% disclosure summary %}…{% enddisclosure %}``"""
    return render("disclosure", content=content, summary=summary, open=open)


@register.simple_block_tag
def thread(content: SafeString) -> SafeString:
    """The house's line, from the oldest knot to the next. ``{% thread %}{% knot %}…{% endknot %}{% endthread %}``"""
    return format_html('<ol class="thread">{}</ol>', content)


@register.simple_block_tag
def knot(
    content: SafeString,
    state: str = "past",
    at: date | datetime | Words | None = None,
    title: Words = "",
    href: str = "",
) -> SafeString:
    """One step on the thread; ``at`` is a date, or words. ``{% knot "now" at=day title=t %}…{% endknot %}``"""
    state = one_of(state, ("past", "now", "future"), "state")
    dated = dates.as_time(at, dates.in_words(at)) if isinstance(at, date) else at or ""
    return render("knot", content=content, state=state, at=dated, title=title, href=href)


# --- acts -----------------------------------------------------------------------------------------------------------


@register.simple_tag
def button(
    label: Words,
    name: str = "",
    value: object = "",
    tone: str = "plain",
    refused: Words | None = "",
    action: str = "",
) -> SafeString:
    """A form's button; refused, it stays visible and says why. ``{% button label refused=may_refer.reason %}``

    ``action`` sends the form to another address than its own, or to another place of the page that answers.
    """
    props = {"label": label, "name": name, "value": value, "refused": refused, "action": action}
    return render("button", tone=one_of(tone, BUTTON_TONES, "tone"), why=f"why-{token_hex(4)}", **props)


@register.simple_tag
def link_button(label: Words, href: str, tone: str = "plain") -> SafeString:
    """A link as visible as a button. ``{% link_button label href tone="quiet" %}``"""
    return format_html(
        '<a class="button" href="{}" data-tone="{}">{}</a>', href, one_of(tone, BUTTON_TONES, "tone"), label
    )


@register.simple_tag
def comforts(draft: str = "", leave: bool = False, stamp: str = "", late: bool = False) -> SafeString:
    """Attributes for a form: sent once, never sent offline, kept while typing.

    ``<form method="post" {% comforts draft="comment-12" %}>``; with ``leave=True`` instead of a draft, the
    browser asks before what was typed is left behind. ``stamp`` names a field that is kept with the draft: it tells
    when the form was first opened. ``late``: the time is over, so the form is hidden from whoever has no such draft.
    """
    return render("comforts", draft=draft, leave=leave, stamp=stamp, late=late)


@register.simple_tag
def draft_done(key: str) -> SafeString:
    """On the page after a form was accepted: its draft is no longer needed. ``{% draft_done "comment-12" %}``"""
    return format_html('<span hidden data-behaviour="draft-done" data-draft-done="{}"></span>', key)


@register.simple_tag
def copy_link(url: str, label: Words) -> SafeString:
    """A quiet button that copies an address; hidden without JavaScript. ``{% copy_link url label %}``"""
    return render("copy_link", url=url, label=label)


# --- marks ----------------------------------------------------------------------------------------------------------


@register.simple_tag
def level(key: str) -> SafeString:
    """The circle that fills, and its word. ``{% level process.level %}``"""
    key = one_of(key, marks.LEVELS, "key")
    return render("level", key=key, word=marks.LEVELS[key], alone=False)


@register.simple_tag
def level_mark(key: str) -> SafeString:
    """The circle alone, with its word for those who do not see it. ``{% level_mark process.level %}``"""
    key = one_of(key, marks.LEVELS, "key")
    return render("level", key=key, word=marks.LEVELS[key], alone=True)


@register.simple_tag
def status(key: str, overdue: bool = False) -> SafeString:
    """What became of a commitment. ``{% status commitment.status overdue=commitment.overdue %}``"""
    key = one_of(key, marks.STATUSES, "key")
    return render("status", drawing=marks.DRAWINGS[key], word=marks.STATUSES[key], overdue=overdue, kind="status")


@register.simple_tag
def fate(key: str) -> SafeString:
    """What became of someone's words. ``{% fate contribution.fate %}``"""
    key = one_of(key, marks.FATES, "key")
    return render("status", drawing=marks.DRAWINGS[key], word=marks.FATES[key], overdue=False, kind="fate")


@register.simple_tag
def outcome(key: str) -> SafeString:
    """What a body answered. ``{% outcome point.outcome %}``"""
    key = one_of(key, marks.OUTCOMES, "key")
    return render("status", drawing=marks.DRAWINGS[key], word=marks.OUTCOMES[key], overdue=False, kind="outcome")


@register.simple_tag
def tag(label: Words) -> SafeString:
    """A small word beside a title. ``{% tag branch.name %}``"""
    return format_html('<span class="tag">{}</span>', label)


# --- people ---------------------------------------------------------------------------------------------------------


@register.simple_tag
def face(name: str, size: str = "small") -> SafeString:
    """Initials in a shape that stays theirs; always beside the name, so it is not read aloud. ``{% face name %}``"""
    size = one_of(size, faces.SIZES, "size")
    return render("face", face=faces.face_of(str(name)), size=size)


@register.simple_tag
def person(name: str, role: Words = "", href: str = "", member: int | None = None) -> SafeString:
    """Face and name, the role only where it matters. ``{% person member.name role=seat.role href=url %}``

    With ``member=member.pk`` the name leads to where they show themselves, for who may see it (``people.named``).
    Never beside a pseudonym.
    """
    start, end = (hole("person", f"s{member}"), hole("person", f"e{member}")) if member else ("", "")
    words = {"name": name, "role": role, "href": href, "start": start, "end": end}
    return render("person", face=faces.face_of(str(name)), size="small", **words)


# --- dates and numbers ----------------------------------------------------------------------------------------------


@register.simple_tag
def when(value: date | datetime, hour: bool = True) -> SafeString:
    """``Friday 18 December``, with the hour of an instant unless ``{% when meeting.at hour=False %}``."""
    return dates.as_time(value, dates.in_words(value, hour=hour))


@register.simple_tag
def hour(value: datetime) -> SafeString:
    """``14:30``, of something of today. ``{% hour passage.at %}``"""
    return dates.as_time(value, dates.hour_in_words(value), full=dates.in_words(value))


@register.simple_tag
def until(day: date | datetime) -> SafeString:
    """``until Friday 18 December, 9 days left``, in the middle of a sentence. ``{% until stage.last_day %}``"""
    return dates.until(day)


@register.simple_tag
def ago(value: date | datetime) -> SafeString:
    """``3 days ago``; beyond a week the date. ``{% ago comment.written_at %}``"""
    return dates.ago(value)


@register.simple_tag
def money(cents: int) -> SafeString:
    """Cents as euros, never through a float. ``{% money share.price_cents %}``"""
    if isinstance(cents, bool) or not isinstance(cents, int):
        raise WrongProp(f"money is a whole number of cents, not {cents!r}")
    amount = number_format(
        Decimal(cents) / 100, decimal_pos=2 if cents % 100 else 0, use_l10n=True, force_grouping=True
    )
    # Translators: an amount in euros; French writes "30 €" with a no-break space.
    return format_html('<span class="number">{}</span>', pgettext("an amount", "€%s") % amount)


@register.simple_tag
def figure(number: int | Words, label: Words) -> SafeString:
    """A number with what it means. ``{% figure count label %}``"""
    shown = number_format(number, use_l10n=True, force_grouping=True) if isinstance(number, int) else number
    return format_html('<p class="figure"><strong>{}</strong> <span>{}</span></p>', shown, label)


@register.simple_tag
def bars(rows: Iterable, caption: Words = "") -> SafeString:
    """Shares in one bar, and its table. ``{% bars rows caption=t %}``, rows of (key, label, count, share_percent)."""
    return render("bars", segments=bar_parts.segments(rows), caption=caption)


# --- text -----------------------------------------------------------------------------------------------------------


@register.simple_tag
def diff(html: str) -> SafeString:
    """What changed between two versions, as ``<ins>`` and ``<del>``. ``{% diff comparison.html %}``"""
    return format_html('<div class="diff">{}</div>', diffs.announced(html))


@register.simple_tag
def quote(text: str, by: Words = "", href: str = "") -> SafeString:
    """Someone's own words. ``{% quote contribution.text by=contribution.author href=url %}``"""
    return render("quote", text=text, by=by, href=href)


@register.simple_tag
def facts(items: Iterable) -> SafeString:
    """Terms and what they are. ``{% facts items %}``, items of (term, value)."""
    return render("facts", items=list(items))


@register.simple_tag
def noun(key: str, form: str) -> str:
    """The cooperative's own word for a thing, with its article. ``{% noun "branch" "the" as the_branch %}``"""
    form = one_of(form, (*nouns.FORMS, "many", "of_many"), "form")
    return nouns.said(one_of(key, nouns.KEYS, "key"), form)


# --- finding one's way ----------------------------------------------------------------------------------------------


@register.simple_tag
def crumbs(trail: Iterable) -> SafeString:
    """Where this page stands. ``{% crumbs trail %}``, trail of (label, url), from the widest."""
    return render("crumbs", trail=list(trail))


@register.simple_tag
def tabs(items: Iterable, current: str, label: Words = "") -> SafeString:
    """Sister pages. ``{% tabs items "open" %}``, items of (key, label, url)."""
    items = list(items)
    return render("tabs", items=items, current=one_of(current, [key for key, _, _ in items], "current"), label=label)


@register.simple_tag(takes_context=True)
def pager(context: Context, page_obj: Page, param: str = "page") -> SafeString:
    """Before and after, keeping the rest of the address. ``{% pager page_obj %}``"""
    query = context["request"].GET.copy() if "request" in context else None
    return render(
        "pager", page=page_obj, before=_page(query, param, page_obj, -1), after=_page(query, param, page_obj, 1)
    )


def _page(query: QueryDict | None, param: str, page_obj: Page, step: int) -> str:
    number = page_obj.number + step
    if not 1 <= number <= page_obj.paginator.num_pages:
        return ""
    if query is None:
        return f"?{param}={number}"
    query[param] = str(number)
    return f"?{query.urlencode()}"


@register.simple_tag(takes_context=True)
def panels(context: Context, place: str, subject: object) -> SafeString:
    """What apps above offer to this place. ``{% panels "governance.decision" decision %}``"""
    return format_html_join("", "{}", ((html,) for html in offers.fill(place, context["request"], subject)))


# --- forms ----------------------------------------------------------------------------------------------------------


@register.simple_tag(takes_context=True)
def csrf_token(context: Context) -> SafeString:
    """In every form that posts: Django's token, and the key by which the form is done once. ``{% csrf_token %}``"""
    field = CsrfTokenNode().render(context)
    return format_html("{}{}", field, key_field(context["csrf_token"])) if field else SafeString("")


@register.simple_tag
def field(bound_field: BoundField) -> SafeString:
    """Label, help, errors and widget of one field. ``{% field form.title %}``"""
    return field_parts.field(bound_field)


@register.simple_tag
def fields(form: BaseForm) -> SafeString:
    """What is wrong with the whole, then every field in order, hidden ones too. ``{% fields form %}``"""
    return render("fields", form=form, shown=[field_parts.field(bound) for bound in form.visible_fields()])


@register.simple_tag
def errors(form: BaseForm, focus: bool = True) -> SafeString:
    """Above a form that was not accepted: each mistake, leading to its field. ``{% errors form %}``"""
    wrong = [(field_parts.first_input(bound), bound.label, bound.errors) for bound in form if bound.errors]
    return render("errors", form=form, wrong=wrong, focus=focus)
