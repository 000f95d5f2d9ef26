"""Past cycles written down: processes that are over, what was asked in them, what was decided and what became of it."""

from collections.abc import Sequence
from datetime import date, datetime

from django.conf import settings
from django.utils.html import format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import override

from palabre.commons.conversations.models import Discussion
from palabre.commons.texts.models import Text
from palabre.commons.texts.revisions import MOST_PARTS, publish_revision
from palabre.commons.trail.models import Entry, Link
from palabre.commons.trail.record import link
from palabre.core import clock
from palabre.governance.agenda import Point, put_before
from palabre.governance.handing_down import hand_down, tell_again
from palabre.governance.models import AgendaItem
from palabre.past.judging import Asked, Fate
from palabre.past.models import PastImport, PastRow
from palabre.people.models import Audience, Member
from palabre.processes.editions import freeze_edition
from palabre.processes.models import Measure, Process, Recommendation, Referral, Stage, WorkingGroup


class Writer:
    """Writes the lines of one file, in the caller's transaction, under the locks of its bodies (``codes``)."""

    def __init__(self, of: PastImport, *, by: Member, entry: Entry, codes: dict[int, str]) -> None:
        self.of, self.by, self.entry, self.codes = of, by, entry, codes

    def write(self, fates: Sequence[Fate]) -> None:
        """What is new, cycle by cycle and theme by theme; then what is said anew of what was there."""
        new: dict[str, dict[tuple[str, int], list[Fate]]] = {}
        for fate in fates:
            if fate.asked and fate.kind == PastRow.Kind.NEW:
                of_cycle = new.setdefault(fate.asked.cycle, {})
                of_cycle.setdefault((fate.asked.theme, fate.asked.body.pk), []).append(fate)
        for cycle, themes in new.items():
            self._cycle(cycle, themes)
        for fate in fates:
            if fate.asked and fate.asked.commitment and fate.kind == PastRow.Kind.CHANGED:
                tell_again(fate.asked.commitment, fate.asked.told, by=self.by)

    def _cycle(self, cycle: str, themes: dict[tuple[str, int], list[Fate]]) -> None:
        past = Process.objects.exclude(handed_down_from="").filter(cycle=cycle).first()
        process = past or self._process(cycle)
        last = process.recommendations.order_by("-number").values_list("number", flat=True).first() or 0
        for fates in themes.values():
            for first in range(0, len(fates), MOST_PARTS):
                last += 1
                self._recommendation(process, last, fates[first : first + MOST_PARTS])
        with override(settings.LANGUAGE_CODE):
            reason = _("Brought in from a file") if past is None else _("More lines brought in from a file")
        freeze_edition(process, by=self.by, reason=reason)

    def _process(self, cycle: str) -> Process:
        """Over since its day: one stage, no margin to write in, nobody who writes its texts."""
        said = next(each for each in self.of.cycles if each["cycle"] == cycle)
        with override(settings.LANGUAGE_CODE):
            title = _("Recommendations of %(cycle)s") % {"cycle": cycle}
            nobody = Audience.objects.create(reach=Audience.Reach.LISTED, label=_("Writers: %s") % title[:140])
        assert self.of.body is not None
        audience, day = Audience.wide(self.of.reach), said["on"]
        discussion = Discussion.objects.create(audience=audience, speakers=nobody, closed_at=_midnight(day))
        process = Process.objects.create(
            title=title, cycle=cycle, language=settings.LANGUAGE_CODE[:2], level=self.of.level, decider=self.of.body,
            answer_due_on=day, introduction=self._text(audience, title, []), discussion=discussion, writers=nobody,
            by=self.by, opened_at=_midnight(day), audience=audience, handed_down_from=said["source"],
        )  # fmt: skip
        Stage.objects.create(process=process, kind=Stage.Kind.DECISION, opens_on=day, closes_on=day)
        process.refresh_from_db()
        return process

    def _recommendation(self, process: Process, number: int, fates: Sequence[Fate]) -> None:
        """What was asked on one theme of one body: each line of the file is a measure of it, with its own answer."""
        lines = [fate.asked for fate in fates if fate.asked]
        parts = [
            {"anchor": f"m{place}", "title": asked.title, "html": _paragraphs(asked.text)}
            for place, asked in enumerate(lines, start=1)
        ]
        theme = lines[0].theme
        text = self._text(process.audience, theme, parts)
        discussion, *discussions = Discussion.objects.bulk_create(
            Discussion(audience=process.audience, speakers=process.writers, closed_at=process.opened_at)
            for _number in range(1 + len(lines))
        )
        recommendation = Recommendation.objects.create(
            process=process, number=number, title=text.revisions.get().title, text=text, discussion=discussion,
            audience=process.audience,
        )  # fmt: skip
        groups = self._groups(process, lines)
        recommendation.groups.set(groups.values())
        item = self._referral(recommendation, lines)
        points = list(item.points.select_related("item__body", "item__audience").order_by("position"))
        for place, (fate, asked, point) in enumerate(zip(fates, lines, points, strict=True), start=1):
            measure = Measure.objects.create(
                recommendation=recommendation, number=place, anchor=f"m{place}", title=point.title, point=point,
                discussion=discussions[place - 1], group=groups.get(asked.group), audience=process.audience,
            )  # fmt: skip
            link(self.entry, Link.Kind.REFERRED, from_=measure, to=point)
            code = self.codes[asked.body.pk]
            fate.row.commitment = hand_down(point, asked.told, by=self.by, code=code, entry=self.entry)

    def _referral(self, recommendation: Recommendation, lines: Sequence[Asked]) -> AgendaItem:
        """It was put before its body and answered: the item is closed, and stood on no agenda here."""
        start = f"P{recommendation.process_id}-{recommendation.number}"
        titles = {part["anchor"]: part["title"] for part in recommendation.text.revisions.get().parts}
        item = put_before(
            lines[0].body,
            title=recommendation.title,
            points=[
                Point(reference=f"{start}.{place}", title=titles[f"m{place}"], text=asked.text)
                for place, asked in enumerate(lines, start=1)
            ],
            audience=recommendation.audience,
        )
        item.closed_at = clock.now()
        item.save(update_fields=["closed_at"])
        Referral.objects.create(
            recommendation=recommendation, revision=recommendation.text.revisions.get(), body=item.body, item=item,
            by=self.by, at=recommendation.process.opened_at,
        )  # fmt: skip
        return item

    def _groups(self, process: Process, lines: Sequence[Asked]) -> dict[str, WorkingGroup]:
        names = dict.fromkeys(asked.group for asked in lines if asked.group)
        return {name: WorkingGroup.objects.get_or_create(process=process, name=name)[0] for name in names}

    def _text(self, audience: Audience, title: str, parts: list[dict[str, str]]) -> Text:
        with override(settings.LANGUAGE_CODE):
            reason = _("Brought in from a file")
        text = Text.objects.create(audience=audience, language=settings.LANGUAGE_CODE[:2])
        publish_revision(text, by=self.by, title=title, html="", parts=parts, reason=reason)
        return text


def _midnight(day: str) -> datetime:
    return clock.start_of(date.fromisoformat(day))


def _paragraphs(text: str) -> str:
    return str(format_html_join("", "<p>{}</p>", ((line,) for line in text.splitlines() if line.strip())))
