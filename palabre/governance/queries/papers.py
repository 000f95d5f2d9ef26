"""The papers of a meeting, as far as one may read of them, with what one may have."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Prefetch, Q, QuerySet
from django.utils.translation import get_language

from palabre.commons.texts.languages import LANGUAGES
from palabre.governance.models import AgendaItem, Meeting, Paper, PaperVersion, PaperWithdrawal
from palabre.governance.paper_terms import Expected


@dataclass(frozen=True, slots=True)
class VersionLine:
    """``since``: put there after the agenda was published; ``late``: after the day on which the rules wanted it."""

    version: PaperVersion
    since: bool = False
    late: bool = False

    @property
    def kind(self) -> str:
        """What ends its name, as people say it: ``PDF``."""
        return self.version.file.name.rpartition(".")[2].upper()[:5]


@dataclass(frozen=True, slots=True)
class PaperLine:
    """A paper with its versions, the newest first. ``open``: the viewer may have them."""

    paper: Paper
    versions: list[VersionLine]
    withdrawal: PaperWithdrawal | None
    open: bool

    @property
    def language(self) -> str:
        """The language it is written in, where that is not the page's."""
        here = self.paper.language == (get_language() or "")[:2]
        return "" if here else str(dict(LANGUAGES).get(self.paper.language, ""))

    @property
    def newest(self) -> VersionLine:
        return self.versions[0]

    @property
    def is_replaced(self) -> bool:
        return len(self.versions) > 1


@dataclass(frozen=True, slots=True)
class Papers:
    """``all`` in the order in which they were put there; ``by_item`` those of each item, ``of_the_whole`` the rest."""

    all: list[PaperLine] = field(default_factory=list)
    by_item: dict[int, list[PaperLine]] = field(default_factory=dict)
    of_the_whole: list[PaperLine] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.all)


def readable_papers(viewer: Any) -> QuerySet[Paper]:
    """What the viewer may read of: the meeting and the item have to be open to them too."""
    items, meetings = AgendaItem.objects.visible_to(viewer), Meeting.objects.visible_to(viewer)
    versions = PaperVersion.objects.select_related("file", "by").order_by("-number")
    return (
        Paper.objects.visible_to(viewer)
        .filter(Q(item=None) | Q(item__in=items.values("pk")), meeting__in=meetings.values("pk"))
        .select_related("meeting__body", "meeting__rulebook", "item", "withdrawal__by")
        .prefetch_related(Prefetch("versions", versions))
        .order_by("id")
    )


def papers_of(meeting: Meeting, viewer: Any, *, sits: bool, expected: Expected | None = None) -> Papers:
    """What was put before ``meeting``, and what its items brought along from an earlier one. Two queries.

    ``sits``: the viewer sits on the body, and has what is held back as well. With ``expected``, each version says
    whether it came after the agenda was published, or late.
    """
    found_there = readable_papers(viewer).filter(Q(meeting=meeting) | Q(item__meeting=meeting))
    lines = paper_lines(found_there, sits=sits, expected=expected)
    found = Papers(lines)
    for line in lines:
        on_it = line.paper.item is not None and line.paper.item.meeting_id == meeting.pk
        place = found.by_item.setdefault(line.paper.item_id or 0, []) if on_it else found.of_the_whole
        place.append(line)
    return found


def papers_of_item(item: AgendaItem, viewer: Any, *, sits: bool) -> list[PaperLine]:
    """Those of one item, whatever the meeting they were put before. Two queries."""
    return paper_lines(readable_papers(viewer).filter(item=item), sits=sits)


def papers_before(meeting: Meeting, viewer: Any, *, sits: bool) -> list[PaperLine]:
    """What was put before this very meeting, wherever its items went on to since. Two queries."""
    return paper_lines(readable_papers(viewer).filter(meeting=meeting), sits=sits)


def paper_lines(papers: Iterable[Paper], *, sits: bool, expected: Expected | None = None) -> list[PaperLine]:
    """Papers with all that their lists show. Twin of ``paper_policies.may_have_paper``, which says the sentence."""
    return [
        PaperLine(
            paper=paper,
            versions=[_version(version, expected) for version in paper.versions.all()],
            withdrawal=getattr(paper, "withdrawal", None),
            open=paper.is_open(sits=sits),
        )
        for paper in papers
    ]


def _version(version: PaperVersion, expected: Expected | None) -> VersionLine:
    if expected is None:
        return VersionLine(version)
    return VersionLine(version, expected.is_since(version.at), expected.is_late(version.at))
