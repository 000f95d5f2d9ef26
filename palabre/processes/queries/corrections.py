"""What was corrected, told from the trail; and the list of manuscripts."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import F
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from palabre.commons.trail.models import Entry
from palabre.processes.models import Manuscript
from palabre.processes.queries.manuscripts import summary

_SENTENCES: dict[str, Promise] = {
    "save": gettext_lazy("%(who)s reworded “%(words)s”"),
    "merge": gettext_lazy("%(who)s joined “%(words)s” with what stands before it"),
    "split": gettext_lazy("%(who)s cut “%(words)s” in two"),
    "up": gettext_lazy("%(who)s moved “%(words)s” up"),
    "down": gettext_lazy("%(who)s moved “%(words)s” down"),
    "move": gettext_lazy("%(who)s moved “%(words)s” elsewhere"),
    "describe": gettext_lazy("%(who)s corrected what the document says of itself"),
    "undo": gettext_lazy("%(who)s took back the last correction"),
}


@dataclass(frozen=True, slots=True)
class Done:
    """One correction, in words."""

    at: datetime
    sentence: str
    saves: int


def corrected(manuscript: Manuscript, *, after: int = 0, most: int = 12) -> list[Done]:
    """The corrections made after the save numbered ``after``, the newest first. One query."""
    subject = {"subject_kind": Manuscript._meta.label_lower, "subject_id": manuscript.pk}
    entries = Entry.objects.filter(verb="processes.manuscript_corrected", **subject)
    done = [_done(entry) for entry in entries.select_related("details").order_by("-id")[:most]]
    return [each for each in done if each.saves > after]


def _done(entry: Entry) -> Done:
    facts = entry.details.facts
    sentence = _SENTENCES.get(facts.get("deed", ""), _SENTENCES["describe"])
    words = {"who": entry.details.actor_name or _("Someone"), "words": facts.get("words", "…")}
    return Done(entry.at, str(sentence) % words, facts.get("saves", 0))


@dataclass(frozen=True, slots=True)
class Row:
    manuscript: Manuscript
    summary: str


def manuscripts(viewer: Any, number: str | None) -> tuple[Page, list[Row]]:
    """A page of thirty, the newest first, those to be corrected before those published. Three queries at most."""
    found = Manuscript.objects.visible_to(viewer).select_related("by", "process")
    page = Paginator(found.order_by(F("process").asc(nulls_first=True), "-at", "-id"), 30).get_page(number)
    return page, [Row(manuscript, summary(manuscript.proposal)) for manuscript in page]
