"""Minutes and agendas as printed pages: what everyone who reads the meeting reads, and never what is held back."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import get_language, ngettext, pgettext
from django.utils.translation import gettext as _

from palabre.commons.texts.printing.blocks import Block, Run, blocks_of
from palabre.core.components.dates import hour_in_words, in_full
from palabre.core.components.marks import OUTCOMES
from palabre.governance.models import Meeting, Minutes
from palabre.governance.paper_terms import expected_at
from palabre.governance.queries.agendas import ItemLine, PointLine, meeting_page
from palabre.governance.queries.counts import in_a_sentence
from palabre.governance.queries.minutes import MinutesPage, PartShown, There, minutes_page
from palabre.governance.queries.papers import PaperLine, VersionLine, papers_of
from palabre.governance.queries.publishing import publication_of
from palabre.governance.ruled import rules_at
from palabre.people.models import Cooperative

Said = dict[str, Any]  # what paper.printed takes


def printed_minutes(minutes: Minutes, viewer: Any) -> Said:
    """As whoever holds no mandate reads them: paper goes from hand to hand. Items the viewer may not read are out."""
    shown = minutes_page(minutes, viewer, sits=False)
    meeting = minutes.meeting
    sections = [_section(_("In short"), _blocks(str(shown.summary)))] if shown.summary else []
    sections += [_section(part.title, _part(part)) for part in shown.parts]
    if shown.papers:
        listed = [_paragraph(_of_item(line)) for line in shown.papers]
        sections.append(_section(_("Papers put before the meeting"), listed))
    if shown.corrections:
        corrected = [f"{in_full(each.at)}, {each.by.name}\n{each.text}" for each in shown.corrections]
        sections.append(_section(_("Corrections since the approval"), [_paragraph(words) for words in corrected]))
    facts = [
        *_when_and_where(meeting),
        (_("Present"), _names(shown.present, shown.others)),
        (_("Represented"), _names(shown.represented)),
        (_("Excused"), _names(shown.excused)),
        (_("State"), _state(shown)),
        ("SHA-256", shown.presentation.sha256),
    ]
    return _page(minutes.title, meeting, facts, sections, _state(shown))


def printed_agenda(meeting: Meeting, viewer: Any) -> Said:
    """What stands on the agenda, point by point, as far as the viewer may read it."""
    papers = papers_of(meeting, viewer, sits=False, expected=expected_at(meeting))
    shown = meeting_page(meeting, viewer, publication_of(meeting, viewer), papers)
    title = _("Agenda: %(body)s, %(day)s") % {"body": meeting.body.name, "day": in_full(meeting.starts_at)}
    sections = []
    for number, line in enumerate(shown.items, start=1):
        points = [_paragraph(_about(line))]
        points += [_paragraph(f"{point.point.reference} {point.point.title}".strip()) for point in line.points]
        points += _papers(line.papers)
        sections.append(_section(line.item.title, points, str(number)))
    if not sections:
        sections = [_section(_("Agenda"), [_paragraph(_("Nothing stands on this agenda yet"))])]
    if papers.of_the_whole:
        listed = [_paragraph(_paper(each)) for each in papers.of_the_whole]
        sections.append(_section(_("Papers for the whole meeting"), listed))
    return _page(title, meeting, _when_and_where(meeting), sections, meeting.body.name)


def _papers(lines: Sequence[PaperLine]) -> list[Said]:
    return [_paragraph(_("Paper: %(paper)s") % {"paper": _paper(line)}) for line in lines]


def _of_item(line: PaperLine) -> str:
    return f"{_paper(line)}\n{line.paper.item.title}" if line.paper.item else _paper(line)


def _paper(line: PaperLine) -> str:
    """``The accounts (PDF, version 2 of 3 June 2026, version 1 of 1 June 2026)``, and what is to be known of it."""
    said = [line.paper.title]
    if line.withdrawal:
        facts = {"day": in_full(line.withdrawal.at), "reason": line.withdrawal.because}
        return ". ".join([*said, _("Withdrawn on %(day)s: %(reason)s") % facts])
    said[0] += f" ({', '.join([line.newest.kind, *map(_dated, line.versions)])})"
    if line.paper.held_until_on and line.paper.is_held():
        facts = {"day": in_full(line.paper.held_until_on), "reason": line.paper.held_because}
        said.append(_("Held back until %(day)s: %(reason)s") % facts)
    if line.newest.late or line.newest.since:
        said.append(_since(line.newest))
    return ". ".join(said)


def _dated(shown: VersionLine) -> str:
    return _("version %(number)s of %(day)s") % {"number": shown.version.number, "day": in_full(shown.version.at)}


def _since(shown: VersionLine) -> str:
    if shown.version.number > 1:
        words = _("Replaced late") if shown.late else _("Replaced since the agenda was published")
    else:
        words = pgettext("a paper", "Added late") if shown.late else _("Added since the agenda was published")
    because = shown.version.because
    return _("%(what)s: %(why)s") % {"what": words, "why": because} if because else words


def _about(line: ItemLine) -> str:
    """``To discuss · 20 minutes · Awa Diop``, and whether it was not published so."""
    item, since = line.item, ""
    time = ngettext("%(count)s minute", "%(count)s minutes", item.box_minutes or 0) % {"count": item.box_minutes}
    presenter = item.presenter.name if item.presenter else item.presenter_service
    if line.added:
        since = _("Added since the agenda was published")
    elif line.otherwise:
        since = _("Changed since the agenda was published")
    said = [capfirst(item.get_kind_display()), time if item.box_minutes else "", presenter, since]
    return " · ".join(filter(None, said))


def printed_convocation(meeting: Meeting, viewer: Any) -> Said:
    """The convocation: who meets, when, where, on what, and how many must be there. What was not published says so."""
    said = printed_agenda(meeting, viewer)
    held = rules_at(meeting, "quorum_percent", "proxies_most")
    words = [
        (_("Convened on"), in_full(meeting.called_at) if meeting.called_at else ""),
        (_("At short notice"), meeting.urgent_because),
        (_("Quorum"), held["quorum_percent"].said if "quorum_percent" in held else ""),
        (_("One person carries at most"), held["proxies_most"].said if "proxies_most" in held else ""),
    ]
    title = _("Convocation: %(body)s, %(day)s") % {"body": meeting.body.name, "day": in_full(meeting.starts_at)}
    return said | {"title": title, "facts": [*said["facts"], *(pair for pair in words if pair[1])]}


def _page(title: str, meeting: Meeting, facts: list[tuple[str, str]], sections: list[Said], foot: str) -> Said:
    cooperative = Cooperative.current()
    return {
        "lang": get_language() or "fr",
        "title": title,
        "subtitle": "",
        "cooperative": cooperative.name,
        "accent": cooperative.accent,
        "authors": [meeting.body.name],
        "level": "",
        "level_word": "",
        "facts": [(term, value) for term, value in facts if value],
        "footer": f"{cooperative.name} · {foot}",
        "sections": sections,
        "annex": None,
    }


def _when_and_where(meeting: Meeting) -> list[tuple[str, str]]:
    when = _("%(day)s at %(hour)s") % {"day": in_full(meeting.starts_at), "hour": hour_in_words(meeting.starts_at)}
    return [(_("Body"), meeting.body.name), (_("Day and hour"), when), (_("Place"), meeting.place)]


def _state(shown: MinutesPage) -> str:
    if shown.approval is None:
        return _("presented, not yet approved")
    return _("approved on %(day)s") % {"day": in_full(shown.approval.meeting.starts_at)}


def _names(there: list[There], others: str = "") -> str:
    named = [_named(each) for each in there]
    return "; ".join([", ".join(named), others] if named and others else [", ".join(named) or others])


def _named(each: There) -> str:
    """``Awa Diop (director, left at 18 h 40)``."""
    said = [each.role]
    if each.proxy:
        said.append(_("represented by %(proxy)s") % {"proxy": each.proxy})
    if each.left_at:
        said.append(_("left at %(hour)s") % {"hour": hour_in_words(each.left_at)})
    beside = ", ".join(filter(None, said))
    return f"{each.name} ({beside})" if beside else each.name


def _part(part: PartShown) -> list[Said]:
    """The notes or the reason why they are held back, then what was decided."""
    blocks = _blocks(str(part.html))
    if part.held:
        facts = {"day": in_full(part.held.until_on), "reason": part.held.because}
        blocks = [_paragraph(_("Held back until %(day)s: %(reason)s") % facts)]
    return [*blocks, *map(_decided, part.decided)]


def _decided(line: PointLine) -> Said:
    """The point with what was decided, the votes as they were counted, and why."""
    title = f"{line.point.reference} {line.point.title}".strip()
    votes = f"\n{in_a_sentence(line.counted.holds)}" if line.counted else ""
    if line.decision:
        words = _("%(point)s: %(outcome)s") % {"point": title, "outcome": OUTCOMES[line.decision.outcome]}
        title = f"{words} ({line.decision.numbered})" if line.decision.numbered else words
        votes = f"{votes}\n{line.decision.reason}"
    block = Block("paragraph", runs=(Run(title, strong=True), Run(votes)))
    return asdict(block)


def _section(title: str, blocks: list[Said], number: str = "") -> Said:
    return {"number": number, "title": title, "asked_by": "", "blocks": blocks, "measures": []}


def _blocks(html: str) -> list[Said]:
    return [asdict(block) for block in blocks_of(html)]


def _paragraph(words: str) -> Said:
    return asdict(Block("paragraph", runs=(Run(words),)))
