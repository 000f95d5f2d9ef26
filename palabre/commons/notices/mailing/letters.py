"""What stands in a mail of news: a text and the same in HTML, in the reader's language, with the way to stop it."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.safestring import mark_safe
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from palabre.commons.notices.answering import one_of, registry
from palabre.commons.notices.around import Around
from palabre.commons.notices.budget import rank_of
from palabre.commons.notices.inbound.sealed import MAIL, Sealed, seal
from palabre.commons.notices.mailing.drawing import BLANK_LINES, Body, message_body, news_body
from palabre.commons.notices.mailing.owed import Parcel
from palabre.commons.notices.models import Broadcast, Notice, Rhythm
from palabre.commons.notices.queries import Group, groups_of, in_words
from palabre.commons.notices.tokens import Stop, arrived_path, stop_path
from palabre.commons.trail.verbs import About
from palabre.people.models import Cooperative, Member

# What the frame of a mail may say besides, and how it is left out.
NOT_SAID: dict[str, Any] = {
    "legal": False, "stop_all": "", "pace": "", "waited": 0, "budget": None, "more": 0, "may_answer": False,
}  # fmt: skip
REFUSAL = ("notices/mails/refusal.txt", "notices/mails/refusal.html")
TRIAL = ("notices/mails/trial.txt", "notices/mails/trial.html")


def news(member: Member, parcel: Parcel, around: Around, connection: BaseEmailBackend) -> EmailMultiAlternatives:
    """What is owed to ``member``: first the cooperative's messages, then what ranks first, each subject once with its
    newest line on top.
    """
    with translation.override(language_of(member)):
        stop_all = stop_path(Stop(member.pk))
        answered = None if parcel.broadcasts else _answered(parcel)
        rhythm = member.rhythm
        said = {
            **NOT_SAID,
            "stop_all": stop_all,
            "pace": _pace(rhythm, around),
            "waited": sum(notice.held_at is not None for notice in parcel.told),
            "budget": rhythm.budget,
            "more": parcel.more,
            "may_answer": bool(answered),
        }
        headers = {
            "List-Unsubscribe": f"<{settings.SITE_URL}{stop_all}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
            "Message-ID": _message_id(member, parcel.broadcasts[0].broadcast_id if parcel.broadcasts else 0),
        }
        if answered:
            headers["Reply-To"] = _reply_address(member, answered)
        return _letter(member, parcel, around, said, headers, connection)


def owed_by_law(member: Member, parcel: Parcel, around: Around, connection: BaseEmailBackend) -> EmailMultiAlternatives:
    """Convocations: they have no way to stop them, since they are owed to a member, and say so."""
    headers = {"Message-ID": _message_id(member)}
    with translation.override(language_of(member)):
        return _letter(member, parcel, around, {**NOT_SAID, "legal": True}, headers, connection)


def message_of(
    broadcast: Broadcast, member: Member, house: Cooperative, connection: BaseEmailBackend
) -> EmailMultiAlternatives:
    """A message of the cooperative by itself: what the law owes, or a draft that its writer tries."""
    with translation.override(language_of(member)):
        subject = _("%(house)s: %(title)s") % {"house": house.name, "title": broadcast.title}
        headers = {"Message-ID": _message_id(member, broadcast.pk)}
        return _posted(member, one_line(subject), message_body(broadcast, member, house), headers, connection)


def refusal(member: Member, reason: str, text: str, answered: str) -> EmailMultiAlternatives:
    """What became of an answer by mail that was not taken, or not whole. In the active language.

    It gives back the words, and is never answered by a machine that knows RFC 3834.
    """
    cooperative = Cooperative.current()
    words = {"cooperative": cooperative, "member": member, "reason": reason, "text": text, "site": settings.SITE_URL}
    headers = {"Auto-Submitted": "auto-replied", "Message-ID": _message_id(member)}
    if answered.startswith("<") and answered.endswith(">") and " " not in answered:
        headers |= {"In-Reply-To": answered, "References": answered}
    subject = _("%(house)s: about your answer by mail") % {"house": cooperative.name}
    return _composed(member, REFUSAL, one_line(subject), words, headers, get_connection())


def address_trial(member: Member, connection: BaseEmailBackend) -> EmailMultiAlternatives:
    """A mail that shows whether mails arrive again: its link confirms the address."""
    with translation.override(language_of(member)):
        cooperative = Cooperative.current()
        link = settings.SITE_URL + arrived_path(member)
        words = {"cooperative": cooperative, "member": member, "link": link}
        subject = _("%(house)s: does this arrive?") % {"house": cooperative.name}
        headers = {"Message-ID": _message_id(member)}
        return _composed(member, TRIAL, one_line(subject), words, headers, connection)


def _message_id(member: Member, broadcast: int = 0) -> str:
    """Ours, and only ours: by it a mail that comes back is known (``inbound.messages``)."""
    sealed = seal(Sealed.to(member, MAIL, broadcast))
    return f"<{sealed}.told@{urlsplit(settings.SITE_URL).hostname}>"


def _answered(parcel: Parcel) -> About | None:
    """What an answer to this mail would be about: where it tells of one thing only, and mail can come in."""
    if not settings.INBOUND_SECRET:
        return None
    return one_of({(notice.entry.subject_kind, notice.entry.subject_id) for notice in parcel.told})


def _reply_address(member: Member, about: About) -> str:
    name, _at, host = settings.INBOUND_ADDRESS.partition("@")
    return f"{name}+{seal(Sealed.to(member, registry[about[0]].code, about[1]))}@{host}"


def language_of(member: Member) -> str:
    return member.language if member.language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


def _letter(
    member: Member,
    parcel: Parcel,
    around: Around,
    said: dict[str, Any],
    headers: dict[str, str],
    connection: BaseEmailBackend,
) -> EmailMultiAlternatives:
    house = _house(around)
    groups = _ranked(groups_of(parcel.told, member, around), parcel.told)
    messages = [mail.broadcast for mail in parcel.broadcasts]
    with_stops = [(group, stop_path(Stop(member.pk, group.kind, group.pk))) for group in groups]
    body = news_body(member, with_stops, messages, house, around, **said)
    titles = [*(message.title for message in messages), *(group.title for group in groups)]
    return _posted(member, _subject(house.name, titles), body, headers, connection)


def _pace(rhythm: Rhythm, around: Around) -> str:
    """How often they want mail, in words; worked out once for all of a batch who chose the same."""
    key = (get_language(), rhythm.pace, rhythm.hour, rhythm.weekday, rhythm.zone)
    if key not in around.drawn:
        around.drawn[key] = in_words(rhythm)
    return around.drawn[key]


def _house(around: Around) -> Cooperative:
    """The cooperative, asked once for a batch."""
    if "house" not in around.drawn:
        around.drawn["house"] = Cooperative.current()
    return around.drawn["house"]


def _posted(
    member: Member, subject: str, body: Body, headers: dict[str, str], connection: BaseEmailBackend
) -> EmailMultiAlternatives:
    message = EmailMultiAlternatives(
        subject=subject,
        body=body.text,
        from_email=settings.INBOUND_ADDRESS or None,  # the envelope's: what comes back, comes there
        to=[member.email],
        connection=connection,
        headers={"Auto-Submitted": "auto-generated", "From": settings.DEFAULT_FROM_EMAIL, **headers},
    )
    message.attach_alternative(body.html, "text/html")
    return message


def _composed(
    member: Member,
    templates: tuple[str, str],
    subject: str,
    words: dict,
    headers: dict[str, str],
    connection: BaseEmailBackend,
) -> EmailMultiAlternatives:
    text, html = (render_to_string(template, words) for template in templates)
    body = Body(BLANK_LINES.sub("\n\n", text).strip(), mark_safe(html))  # nosec B308 B703 # noqa: S308 -- a template's
    return _posted(member, subject, body, headers, connection)


def _ranked(groups: list[Group], told: Iterable[Notice]) -> list[Group]:
    """What is one's own first; of one rank the newest first, as before."""
    best: dict[tuple[str, int], int] = {}
    for notice in told:
        about = (notice.about_kind, notice.about_id)
        best[about] = min(rank_of(notice.why), best.get(about, rank_of(notice.why)))
    return sorted(groups, key=lambda group: best[group.kind, group.pk])


def _titles(groups: list[Group]) -> list[str]:
    return [group.title for group in groups]


def _subject(house: str, titles: list[str]) -> str:
    """One line, whatever a title contains."""
    if len(titles) == 1:
        return one_line(_("%(house)s: %(title)s") % {"house": house, "title": titles[0]})
    count = len(titles)
    words = ngettext("%(house)s: news on %(count)s subject", "%(house)s: news on %(count)s subjects", count)
    return one_line(words % {"house": house, "count": count})


def one_line(words: str) -> str:
    return " ".join(words.split())[:150]
