"""What stands in a mail of news: a text and the same in HTML, in the reader's language, with the way to stop it."""

import re
from collections.abc import Iterable

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.core.mail.backends.base import BaseEmailBackend
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from palabre.commons.notices.budget import rank_of
from palabre.commons.notices.models import Notice
from palabre.commons.notices.queries import Group, groups_of, in_words
from palabre.commons.notices.tokens import Stop, stop_path
from palabre.people.models import Cooperative, Member

BLANK_LINES = re.compile(r"\n{3,}")


def news(member: Member, told: list[Notice], more: int, connection: BaseEmailBackend) -> EmailMultiAlternatives:
    """What is owed to ``member``, what ranks first on top, each subject once with its newest line first.

    ``more`` is how many notices it leaves to the page.
    """
    with translation.override(_language(member)):
        stop_all = stop_path(Stop(member.pk))
        rhythm = member.rhythm
        waited = sum(notice.held_at is not None for notice in told)
        context = {"pace": in_words(rhythm), "waited": waited, "budget": rhythm.budget, "stop_all": stop_all}
        headers = {
            "List-Unsubscribe": f"<{settings.SITE_URL}{stop_all}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        }
        return _letter(member, told, {**context, "more": more}, headers, connection)


def owed_by_law(member: Member, told: list[Notice], connection: BaseEmailBackend) -> EmailMultiAlternatives:
    """Convocations: they have no way to stop them, since they are owed to a member, and say so."""
    with translation.override(_language(member)):
        return _letter(member, told, {"legal": True, "more": 0}, {}, connection)


def _language(member: Member) -> str:
    return member.language if member.language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


def _letter(
    member: Member, told: list[Notice], context: dict, headers: dict[str, str], connection: BaseEmailBackend
) -> EmailMultiAlternatives:
    cooperative = Cooperative.current()
    groups = _ranked(groups_of(sorted(told, key=lambda notice: -notice.pk), member), told)
    stops = [stop_path(Stop(member.pk, group.kind, group.pk)) for group in groups]
    words = {
        "legal": False,
        "cooperative": cooperative,
        "member": member,
        "groups": list(zip(groups, stops, strict=True)),
        "site": settings.SITE_URL,
        **context,
    }
    message = EmailMultiAlternatives(
        subject=_subject(cooperative.name, groups),
        body=BLANK_LINES.sub("\n\n", render_to_string("notices/mails/news.txt", words)).strip(),
        to=[member.email],
        connection=connection,
        headers={**headers, "Auto-Submitted": "auto-generated"},
    )
    message.attach_alternative(render_to_string("notices/mails/news.html", words), "text/html")
    return message


def _ranked(groups: list[Group], told: Iterable[Notice]) -> list[Group]:
    """What is one's own first; of one rank the newest first, as before."""
    best: dict[tuple[str, int], int] = {}
    for notice in told:
        about = (notice.about_kind, notice.about_id)
        best[about] = min(rank_of(notice.why), best.get(about, rank_of(notice.why)))
    return sorted(groups, key=lambda group: best[group.kind, group.pk])


def _subject(house: str, groups: list[Group]) -> str:
    """One line, whatever a title contains."""
    if len(groups) == 1:
        words = _("%(house)s: %(title)s") % {"house": house, "title": groups[0].title}
    else:
        count = len(groups)
        words = ngettext("%(house)s: news on %(count)s subject", "%(house)s: news on %(count)s subjects", count)
        words = words % {"house": house, "count": count}
    return " ".join(words.split())[:150]
