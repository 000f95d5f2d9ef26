"""The body of a mail of news, in text and HTML at once, from patterns."""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils.html import linebreaks, urlize
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from palabre.commons.notices.around import Around
from palabre.commons.notices.mailing.patterns import pattern
from palabre.commons.notices.models import Broadcast
from palabre.commons.notices.queries import Group, Line
from palabre.core.components.dates import as_time, in_words
from palabre.people.models import Cooperative, Member

BLANK_LINES = re.compile(r"\n{3,}")
LINE = ("address", "sentence", "at", "why")
GROUP = ("title", "lines", "stop")
FRAME = ("name", "body", "stop_all")
MESSAGE = ("address", "title", "text")


@dataclass(frozen=True, slots=True)
class Body:
    """The same words twice."""

    text: str
    html: SafeString


def news_body(
    member: Member,
    groups: list[tuple[Group, str]],
    messages: list[Broadcast],
    house: Cooperative,
    around: Around,
    stop_all: str,
    **said: Any,
) -> Body:
    """A whole mail in the active language. ``groups`` come with the way to stop each; ``said`` is for the frame."""
    language = get_language()
    parts = [_message(message, language) for message in messages]
    parts += [_group(group, settings.SITE_URL + stop, around, language, legal=said["legal"]) for group, stop in groups]
    same = {"house": house.name, "accent": house.accent, "site": settings.SITE_URL, **said}
    words = {"name": member.get_short_name(), "stop_all": settings.SITE_URL + stop_all}
    text = pattern("notices/mails/news.txt", FRAME, language, **same).fill(
        words | {"body": "".join([p.text for p in parts])}
    )
    html = pattern("notices/mails/news.html", FRAME, language, **same).fill_html(words | {"body": _joined(parts)})
    return Body(BLANK_LINES.sub("\n\n", text).strip(), html)


def _joined(parts: list[Body]) -> SafeString:
    return mark_safe("".join([part.html for part in parts]))  # nosec B308 B703 # noqa: S308 -- each of them is


def _group(group: Group, stop: str, around: Around, language: str, *, legal: bool) -> Body:
    lines = [_line(line, around, language) for line in group.lines]
    words = {"title": group.title, "stop": stop}
    text = pattern("notices/mails/group.txt", GROUP, language, legal=legal)
    html = pattern("notices/mails/group.html", GROUP, language, legal=legal)
    return Body(
        text.fill(words | {"lines": "".join([line.text for line in lines])}),
        html.fill_html(words | {"lines": _joined(lines)}),
    )


def _line(line: Line, around: Around, language: str) -> Body:
    """Drawn once for all who are told the same in one language."""
    key = (language, line)
    found = around.drawn.get(key)
    if found is None:
        words = {"address": settings.SITE_URL + line.path, "sentence": line.sentence, "why": line.why}
        said = _day(line.at, around, language)
        found = Body(
            pattern("notices/mails/line.txt", LINE, language, path=bool(line.path)).fill(words | {"at": said}),
            pattern("notices/mails/line.html", LINE, language, path=bool(line.path)).fill_html(
                words | {"at": as_time(line.at, said)}
            ),
        )
        around.drawn[key] = found
    return found


def _day(at: datetime, around: Around, language: str) -> str:
    key = (language, at)
    if key not in around.drawn:
        around.drawn[key] = in_words(at)
    return around.drawn[key]


def _message(message: Broadcast, language: str) -> Body:
    words = {"address": settings.SITE_URL + message.get_absolute_url(), "title": message.title}
    shown = linebreaks(urlize(message.text, nofollow=True, autoescape=True), autoescape=False)
    safe = {"text": mark_safe(shown)}  # nosec B308 B703 # noqa: S308 -- urlize escaped it
    return Body(
        pattern("notices/mails/part.txt", MESSAGE, language).fill(words | {"text": message.text}),
        pattern("notices/mails/part.html", MESSAGE, language).fill_html(words | safe),
    )


def message_body(message: Broadcast, member: Member, house: Cooperative) -> Body:
    """A message by itself, in the active language: only the name differs from one to the next."""
    same = {
        "house": house.name, "accent": house.accent, "site": settings.SITE_URL, "title": message.title,
        "said": message.text, "legal": message.legal, "address": message.get_absolute_url() if message.sent_at else "",
    }  # fmt: skip
    words = {"name": member.get_short_name()}
    text = pattern("notices/mails/message.txt", ("name",), get_language(), **same).fill(words)
    html = pattern("notices/mails/message.html", ("name",), get_language(), **same).fill_html(words)
    return Body(BLANK_LINES.sub("\n\n", text).strip(), html)
