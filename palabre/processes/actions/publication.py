"""Publish a corrected working document as version 1 of a process in public review."""

from datetime import date, datetime, timedelta
from typing import Any, Unpack

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from palabre.commons.conversations.models import Discussion
from palabre.commons.texts.models import Text
from palabre.commons.texts.revisions import publish_revision
from palabre.commons.trail.record import record
from palabre.core import clock
from palabre.core.verdict import require
from palabre.people.models import Audience, Member
from palabre.processes.contract import Terms, terms_hold
from palabre.processes.corrections.printed import as_html
from palabre.processes.editions import freeze_edition
from palabre.processes.models import (
    Drafter,
    Manuscript,
    Measure,
    Process,
    Recommendation,
    Session,
    Stage,
    WorkingGroup,
)
from palabre.processes.policies.manuscripts import may_publish
from palabre.processes.readiness import ready_to_publish
from palabre.processes.verbs import manuscripts as verbs


@transaction.atomic
def publish_manuscript(manuscript: Manuscript, *, by: Member, **terms: Unpack[Terms]) -> Process:
    """Open the public review of a corrected document, under a declared contract.

    Makes the process with its stages, groups, drafters and sessions; the introduction and each recommendation as
    texts in version 1, each measure with an address and a discussion of its own; and freezes edition 1. Attribution
    and order stay as corrected. Gives nobody a seat: the drafters' names are words of the document, not accounts.
    A second click gives the process the first one made.

    Raises ``Refused``: not the secretariat, a contract that cannot be kept, or a document with something missing.
    """
    manuscript = Manuscript.objects.select_for_update(of=("self",)).get(pk=manuscript.pk)
    if manuscript.process:
        return manuscript.process
    require(may_publish(by, manuscript))
    require(terms_hold(terms))
    require(ready_to_publish(manuscript.proposal))
    making = _Making(by, terms, manuscript.proposal)
    process = making.process()
    freeze_edition(process, by=by, reason=_("First publication"))
    manuscript.process = process
    manuscript.save(update_fields=["process"])
    record(verbs.PUBLISHED, process, by=by, manuscript=manuscript.pk)
    return process


class _Making:
    """One publication: what all its parts share (who, readers, speakers, the review's dates, groups by name)."""

    def __init__(self, by: Member, terms: Terms, proposal: dict[str, Any]) -> None:
        self.by, self.terms, self.proposal = by, terms, proposal
        self.audience = Audience.wide(terms["audience"])
        self.speakers = Audience.wide(terms["speakers"])
        self.groups: dict[str, WorkingGroup] = {}

    def process(self) -> Process:
        terms = self.terms
        title = terms["title"].strip()
        process = Process.objects.create(
            title=title,
            summary=terms["summary"].strip(),
            cycle=terms["cycle"].strip(),
            language=terms["language"],
            level=terms["level"],
            words_of_leavers=terms["words_of_leavers"],
            decider=terms["decider"],
            answer_due_on=terms["answer_due_on"],
            document_on=_day(self.proposal.get("date")),
            introduction=self.text(title, self.proposal["introduction"], []),
            discussion=self.discussions(1)[0],
            writers=Audience.objects.create(reach=Audience.Reach.LISTED, label=_("Writers: %s") % title[:140]),
            audience=self.audience,
            by=self.by,
        )
        self.people(process)
        Stage.objects.bulk_create(self.stages(process))
        for number, proposed in enumerate(self.proposal["recommendations"], start=1):
            self.recommendation(process, number, proposed)
        return process

    def people(self, process: Process) -> None:
        """Groups, drafters and sessions, as the document names them."""
        for name in self.proposal["groups"]:
            self.groups[name] = WorkingGroup.objects.create(process=process, name=name)
        Drafter.objects.bulk_create(Drafter(process=process, name=name) for name in self.proposal["drafters"])
        Session.objects.bulk_create(
            Session(process=process, title=event["title"][:200], starts_at=starts_at)
            for event in self.proposal["events"]
            if (starts_at := instant(event["starts_at"]))
        )

    def stages(self, process: Process) -> list[Stage]:
        """Review, answers and decision follow each other day by day; the follow-up has no last day."""
        terms, kind, next_day = self.terms, Stage.Kind, timedelta(days=1)
        opens_on, stages = terms["review_opens_on"], []
        for each, closes_on in (
            (kind.REVIEW, terms["review_closes_on"]),
            (kind.ANSWERS, terms["answers_close_on"]),
            (kind.DECISION, terms["answer_due_on"]),
        ):
            stages.append(Stage(process=process, kind=each, opens_on=opens_on, closes_on=closes_on))
            opens_on = closes_on + next_day
        return [*stages, Stage(process=process, kind=kind.FOLLOW_UP, opens_on=opens_on)]

    def recommendation(self, process: Process, number: int, proposed: dict[str, Any]) -> None:
        """One recommendation in version 1, and its measures, each with its own discussion."""
        measures = proposed["measures"]
        parts = [
            {"anchor": f"m{place}", "title": measure["title"], "html": as_html(measure["text"])}
            for place, measure in enumerate(measures, start=1)
        ]
        discussion, *discussions = self.discussions(1 + len(measures))
        text = self.text(proposed["title"], proposed["text"], parts)
        revision = text.revisions.get()
        recommendation = Recommendation.objects.create(
            process=process,
            number=number,
            title=revision.title,
            text=text,
            discussion=discussion,
            audience=self.audience,
        )
        recommendation.groups.set(self.groups[name] for name in proposed["groups"])
        Measure.objects.bulk_create(
            Measure(
                recommendation=recommendation,
                number=place,
                anchor=part["anchor"],
                title=part["title"],
                discussion=discussions[place - 1],
                group=self.groups.get(measures[place - 1]["group"]),
                audience=self.audience,
            )
            for place, part in enumerate(revision.parts, start=1)
        )

    def text(self, title: str, paragraphs: list[str], parts: list[dict[str, str]]) -> Text:
        text = Text.objects.create(audience=self.audience, language=self.terms["language"])
        reason = _("First publication")
        publish_revision(text, by=self.by, title=title, html=as_html(paragraphs), parts=parts, reason=reason)
        return text

    def discussions(self, count: int) -> list[Discussion]:
        """Open exactly while the review is: the first instant of its first day to the end of its last."""
        opens_at = clock.start_of(self.terms["review_opens_on"])
        closed_at = clock.end_of(self.terms["review_closes_on"])
        return Discussion.objects.bulk_create(
            Discussion(
                audience=self.audience,
                speakers=self.speakers,
                names=self.terms["names"],
                opens_at=opens_at,
                closed_at=closed_at,
            )
            for _number in range(count)
        )


def instant(value: str | None) -> datetime | None:
    """An ISO instant of the document; without a zone it is the cooperative's own time (14:00 is 14:00 there)."""
    if not value:
        return None
    found = datetime.fromisoformat(value)
    return timezone.make_aware(found) if timezone.is_naive(found) else found


def _day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None
