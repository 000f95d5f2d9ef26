"""Publish and draft versions of a text. Building blocks: the chapter's action asks its policy and writes the trail."""

import hashlib
import json
from typing import Any

from palabre.commons.texts.html import clean_html
from palabre.commons.texts.models import Draft, Revision, Text
from palabre.core import clock
from palabre.core.lines import on_one_line
from palabre.people.models import Member

LONGEST = 60_000  # characters of a text and of each part: about twenty pages
MOST_PARTS = 60
Part = dict[str, str]  # {"anchor": "m1", "title": "…", "html": "…"}


class SavedMeanwhile(Exception):
    """Somebody saved the same draft since it was opened; ``draft`` is theirs. Nothing was overwritten."""

    def __init__(self, draft: Draft) -> None:
        super().__init__("saved meanwhile")
        self.draft = draft


def publish_revision(text: Text, *, by: Member, title: str, html: str, parts: list[Part], reason: str) -> Revision:
    """Freeze the next version of ``text`` and drop its draft. Call inside a transaction.

    Locks the text, so two publications get two numbers. HTML is sanitised here, titles lose their marks. The
    time is cut to the second, so that the hash is the same on every database. Records nothing.
    """
    Text.objects.select_for_update(of=("self",)).get(pk=text.pk)
    last = text.revisions.order_by("-number").values_list("number", flat=True).first() or 0
    revision = Revision(
        text=text,
        number=last + 1,
        title=on_one_line(title),
        html=clean_html(html),
        parts=clean_parts(parts),
        author=by,
        at=clock.now().replace(microsecond=0),
        reason=on_one_line(reason),
    )
    revision.sha256 = hash_of(revision)
    revision.save(force_insert=True)
    Draft.objects.filter(text=text).delete()
    return revision


def hash_of(revision: Revision) -> str:
    """SHA-256 (hex) of what a version freezes, over canonical JSON (sorted keys, UTF-8, no spaces).

    Covers text id, number, title, html, parts, author id, time (ISO 8601, UTC, whole seconds) and reason.
    """
    frozen: dict[str, Any] = {
        "text": revision.text_id,
        "number": revision.number,
        "title": revision.title,
        "html": revision.html,
        "parts": revision.parts,
        "author": revision.author_id,
        "at": revision.at.isoformat(timespec="seconds"),
        "reason": revision.reason,
    }
    canonical = json.dumps(frozen, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def save_draft(text: Text, *, by: Member, title: str, html: str, parts: list[Part], saves: int) -> Draft:
    """Keep the next version in the making. Call inside a transaction.

    Args:
        saves: the ``saves`` of the draft the writer opened; 0 when there was none.
    Raises:
        SavedMeanwhile: somebody saved since; theirs is kept, and carried by the exception.
    """
    Text.objects.select_for_update(of=("self",)).get(pk=text.pk)
    draft = Draft.objects.filter(text=text).select_related("saved_by").first()
    if draft and draft.saves != saves:
        raise SavedMeanwhile(draft)
    words = {"title": on_one_line(title), "html": clean_html(html), "parts": clean_parts(parts)}
    if draft is None:
        return Draft.objects.create(text=text, base_number=newest(text).number, saved_by=by, **words)
    for name, value in words.items():
        setattr(draft, name, value)
    draft.saves, draft.saved_by, draft.saved_at = saves + 1, by, clock.now()
    draft.save()
    return draft


def newest(text: Text) -> Revision:
    """The version in force. Raises ``Revision.DoesNotExist`` before the first publication."""
    return text.revisions.select_related("author").order_by("-number")[:1].get()


def clean_parts(parts: list[Part]) -> list[Part]:
    """Parts with sanitised HTML and one-line titles, in the order given; unknown keys are dropped."""
    return [
        {"anchor": part["anchor"], "title": on_one_line(part["title"]), "html": clean_html(part["html"])}
        for part in parts
    ]
