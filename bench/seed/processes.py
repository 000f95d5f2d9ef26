"""Processes with their texts, groups and seats, as ``publish_manuscript`` leaves them (without the manuscript)."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any

from bench.seed.words import paragraphs, sentence, title
from bench.seed.writing import Writing
from palabre.commons.conversations.models import Discussion
from palabre.commons.texts.models import Revision, Text
from palabre.commons.texts.revisions import hash_of
from palabre.people.models import Audience, Listed
from palabre.processes.models import (
    Drafter,
    Edition,
    EditionPart,
    Measure,
    Process,
    Recommendation,
    Seat,
    Session,
    Stage,
    WorkingGroup,
)
from palabre.processes.verbs import manuscripts as verbs

Person = tuple[int, str]


@dataclass
class Thing:
    """What can be discussed: a process, a recommendation or a measure, with what its entries say of it."""

    kind: str
    pk: int
    label: str
    reference: str
    discussion: int
    recommendation: int | None
    row: dict[str, Any]  # its own, and that of its discussion: not written yet while its process is made
    talk: dict[str, Any]


@dataclass
class Asked:
    """A recommendation: its text, the versions so far, its measures in order."""

    thing: Thing
    number: int
    text: int
    title: str
    html: str
    parts: list[dict[str, str]]
    measures: list[Thing]
    revisions: list[int] = field(default_factory=list)


@dataclass
class Work:
    """One process on its way. ``opens`` and ``closes``: first and last day of the review."""

    pk: int
    title: str
    opens: date
    closes: date
    thing: Thing
    introduction: int  # a revision
    asked: list[Asked]
    answerers: list[Person]
    edition: int = 1

    @property
    def things(self) -> list[Thing]:
        parts = [thing for asked in self.asked for thing in (asked.thing, *asked.measures)]
        return [self.thing, *parts]


def publish(writing: Writing, opens: date, closes: date) -> Work:
    """A process in version 1, with its groups seated, and its entries."""
    pour, chance = writing.pour, writing.chance
    at = writing.at(opens, 9)
    by = writing.cast["farid"]
    name = f"{title(chance)} ({opens.year})"
    introduction, first = _text(writing, name, paragraphs(chance, 4), [], at)
    talk = _discussion(writing, opens, closes)
    writers = pour.add(Audience, reach="listed", label=f"Writers: {name[:140]}")
    row = pour.row(
        Process,
        title=name,
        summary=sentence(chance),
        cycle=str(opens.year),
        language="fr",
        level=chance.choice(["consultation", "concertation", "concertation", "codecision"]),
        decider_id=writing.board.pk,
        answer_due_on=closes + timedelta(days=48),
        introduction_id=introduction,
        discussion_id=talk["id"],
        writers_id=writers,
        audience_id=writing.public,
        by_id=by.pk,
        opened_at=at,
    )
    pk = row["id"]
    thing = Thing("processes.process", pk, name, "", talk["id"], None, row, talk)
    _stages(writing, pk, opens, closes)
    groups, answerers = _groups(writing, thing, writers, opens)
    work = Work(pk, name, opens, closes, thing, first, [], answerers)
    work.asked = [_recommendation(writing, work, number, groups, at) for number in range(1, chance.randint(5, 11))]
    freeze(writing, work, at, "Première publication")
    writing.entry(verbs.PUBLISHED, (thing.kind, pk), name, at=at, by=(by.pk, by.name), manuscript=0)
    return work


def version(writing: Writing, work: Work, asked: Asked, at: datetime, reason: str) -> int:
    """The next version of a recommendation: one measure has other words. Gives the revision's number in the table."""
    chance = writing.chance
    changed = chance.randrange(len(asked.parts))
    asked.parts = [
        {**part, "html": paragraphs(chance, 2)} if place == changed else part for place, part in enumerate(asked.parts)
    ]
    revision = _revision(
        writing, asked.text, len(asked.revisions) + 1, asked.title, asked.html, asked.parts, at, reason
    )
    asked.revisions.append(revision)
    return revision


def freeze(writing: Writing, work: Work, at: datetime, reason: str) -> None:
    """The next edition of the whole document."""
    edition = writing.pour.add(
        Edition,
        process_id=work.pk,
        number=work.edition,
        by_id=writing.cast["farid"].pk,
        at=at.replace(microsecond=0),
        reason=reason,
    )
    work.edition += 1
    for place, revision in enumerate([work.introduction, *(asked.revisions[-1] for asked in work.asked)]):
        writing.pour.add(EditionPart, edition_id=edition, place=place, revision_id=revision)


def _recommendation(writing: Writing, work: Work, number: int, groups: list[int], at: datetime) -> Asked:
    pour, chance = writing.pour, writing.chance
    name, html = title(chance), paragraphs(chance, chance.randint(2, 5))
    count = chance.choices([1, 2, 3, 4, 5, 6], [5, 15, 25, 25, 20, 10])[0]
    parts = [
        {"anchor": f"m{place}", "title": title(chance), "html": paragraphs(chance, chance.randint(1, 2))}
        for place in range(1, count + 1)
    ]
    text, revision = _text(writing, name, html, parts, at)
    talk = _discussion(writing, work.opens, work.closes)
    row = pour.row(
        Recommendation,
        process_id=work.pk,
        number=number,
        title=name,
        text_id=text,
        discussion_id=talk["id"],
        audience_id=writing.public,
    )
    pk = row["id"]
    for group in chance.sample(groups, chance.randint(1, len(groups))):
        pour.add(Recommendation.groups.through, recommendation_id=pk, workinggroup_id=group)
    measures = [_measure(writing, work, pk, f"{number}.{place}", part) for place, part in enumerate(parts, start=1)]
    thing = Thing("processes.recommendation", pk, name, str(number), talk["id"], pk, row, talk)
    return Asked(thing, number, text, name, html, parts, measures, [revision])


def _measure(writing: Writing, work: Work, recommendation: int, reference: str, part: dict[str, str]) -> Thing:
    talk = _discussion(writing, work.opens, work.closes)
    row = writing.pour.row(
        Measure,
        recommendation_id=recommendation,
        number=int(reference.partition(".")[2]),
        anchor=part["anchor"],
        title=part["title"],
        discussion_id=talk["id"],
        audience_id=writing.public,
    )
    return Thing("processes.measure", row["id"], part["title"], reference, talk["id"], recommendation, row, talk)


def _groups(writing: Writing, thing: Thing, writers: int, opens: date) -> tuple[list[int], list[Person]]:
    """Three to five groups with four to nine seats; gives the groups and who answers comments."""
    pour, chance, at = writing.pour, writing.chance, writing.at(opens, 11)
    groups, answerers, listed = [], [], set()
    by = (writing.cast["farid"].pk, writing.cast["farid"].name)
    for name in chance.sample(writing.branches, chance.randint(3, 5)):
        group = pour.add(WorkingGroup, process_id=thing.pk, name=name)
        groups.append(group)
        pour.add(Drafter, process_id=thing.pk, name=writing.someone(1)[1])
        seated = dict(writing.someone(1) for _ in range(chance.randint(4, 9)))
        for place, (member, called) in enumerate(seated.items()):
            role = Seat.Role.FACILITATOR if place == 0 else Seat.Role.PARTICIPANT
            pour.add(Seat, group_id=group, member_id=member, role=role, from_on=opens)
            facts = {"member": member, "member_name": called, "group": group, "group_name": name, "role": str(role)}
            writing.entry(verbs.SEAT_GIVEN, (thing.kind, thing.pk), thing.label, at=at, by=by, **facts)
            if member not in listed:
                listed.add(member)
                pour.add(Listed, audience_id=writers, member_id=member, from_at=at)
            if place == 0:
                answerers.append((member, called))
    evening = writing.at(opens, 18) + timedelta(days=7)
    pour.add(Session, process_id=thing.pk, title="Visioconférence ouverte", starts_at=evening)
    return groups, answerers


def _stages(writing: Writing, process: int, opens: date, closes: date) -> None:
    """As ``publish_manuscript`` lays them out: they follow each other day by day."""
    first = opens
    for kind, last in (
        (Stage.Kind.REVIEW, closes),
        (Stage.Kind.ANSWERS, closes + timedelta(days=10)),
        (Stage.Kind.DECISION, closes + timedelta(days=48)),
        (Stage.Kind.FOLLOW_UP, None),
    ):
        writing.pour.add(Stage, process_id=process, kind=kind, opens_on=first, closes_on=last)
        first = last + timedelta(days=1) if last else first


def _discussion(writing: Writing, opens: date, closes: date) -> dict[str, Any]:
    return writing.pour.row(
        Discussion,
        audience_id=writing.public,
        speakers_id=writing.signed_in,
        names="either",
        opens_at=writing.at(opens, 0),
        closed_at=writing.at(opens, 0) + timedelta(days=(closes - opens).days + 1),
        comments_count=0,
    )


def _text(writing: Writing, name: str, html: str, parts: list[dict[str, str]], at: datetime) -> tuple[int, int]:
    text = writing.pour.add(Text, audience_id=writing.public, language="fr")
    return text, _revision(writing, text, 1, name, html, parts, at, "Première publication")


def _revision(
    writing: Writing, text: int, number: int, name: str, html: str, parts: list, at: datetime, reason: str
) -> int:
    kept = {
        "text_id": text,
        "number": number,
        "title": name,
        "html": html,
        "parts": parts,
        "author_id": writing.cast["farid"].pk,
        "at": at.replace(microsecond=0).astimezone(UTC),
        "reason": reason,
    }
    return writing.pour.add(Revision, **kept, sha256=hash_of(Revision(**kept)))
