"""Referrals, meetings, decisions and the register, as their actions leave them; and what waits for the next meeting."""

from datetime import date, datetime, timedelta
from typing import Any

from bench.seed.processes import Asked, Person, Thing, Work
from bench.seed.voices import Said, facts_of, notify
from bench.seed.words import SERVICES, sentence
from bench.seed.writing import Writing
from palabre.commons.texts.html import plain_text
from palabre.commons.trail.models import Link
from palabre.commons.trail.verbs import Verb
from palabre.core.components.dates import day_of
from palabre.core.stemming import words_in
from palabre.governance import verbs
from palabre.governance.actions.decisions import STATUS_AFTER
from palabre.governance.models import (
    AgendaItem,
    AgendaPoint,
    Commitment,
    Decision,
    DecisionNumber,
    Meeting,
    ProgressNote,
    Proof,
)
from palabre.governance.numbering import code_of
from palabre.processes.models import Referral
from palabre.processes.verbs.recommendations import RECOMMENDATION_REFERRED

OVERDUE = 0.03  # of what was promised: its check date has passed, and it stands on the next agenda
TOLD = 20  # voices told of a decision, at most, of each measure


def number(writing: Writing, numbers: dict[int, int], decision: int, text: str, at: datetime) -> None:
    """Give a decision the next number of the board's year, as ``governance.numbers`` does."""
    on = day_of(at)
    numbers[on.year] = numbers.get(on.year, 0) + 1
    writing.pour.add(
        DecisionNumber,
        decision_id=decision,
        body_id=writing.board.pk,
        code=code_of(writing.board.name, set()),
        year=on.year,
        number=numbers[on.year],
        on=on,
        text=text,
        words=words_in(text),
    )


class Register:
    """Counts the lines left to write, and knows the next meeting."""

    def __init__(self, writing: Writing, lines: int) -> None:
        self.writing, self.left = writing, lines
        self.numbers: dict[int, int] = {}  # the last one of each year
        self.coming = [self.meeting(writing.now.date() + timedelta(days=days), ago=2) for days in (24, 80)]

    def meeting(self, day: date, ago: int = 30) -> int:
        """A meeting of the board, called ``ago`` days before (before today for those to come)."""
        writing, board = self.writing, self.writing.board
        called = writing.at(min(day, writing.now.date()) - timedelta(days=ago), 9)
        starts = writing.at(day, 14) if day <= writing.now.date() else writing.now + (day - writing.now.date())
        pk = writing.pour.add(
            Meeting, body_id=board.pk, audience_id=writing.public, starts_at=starts, place="Lille, et à distance"
        )
        facts = {"body": board.pk, "body_name": board.name}
        self._entry(verbs.MEETING_CALLED, ("governance.meeting", pk), board.name, called, **facts)
        return pk

    def decide(self, work: Work, said: dict[int, list[Said]]) -> None:
        """Refer all of it three weeks after the review; the board meets and answers until no line is left to write."""
        referred = self.writing.at(work.closes + timedelta(days=21), 10)
        meets = work.closes + timedelta(days=40)
        meeting = self.meeting(meets)
        for asked in work.asked:
            item, points = self._refer(work, asked, referred, meeting)
            decided = points[: self.left]
            for thing, point, text in decided:
                self._decide(work, thing, said[thing.discussion], point, text, meeting, self.writing.at(meets, 16))
            self.left -= len(decided)
            if len(decided) == len(points):
                item["closed_at"] = self.writing.at(meets, 17)

    def _refer(self, work: Work, asked: Asked, at: datetime, meeting: int) -> tuple[dict, list]:
        writing, pour, board = self.writing, self.writing.pour, self.writing.board
        item = pour.row(
            AgendaItem,
            body_id=board.pk,
            meeting_id=meeting,
            source="recommendation",
            title=asked.title,
            put_at=at,
            audience_id=writing.public,
        )
        pk = item["id"]
        by = work.answerers[0]
        pour.add(
            Referral,
            recommendation_id=asked.thing.pk,
            revision_id=asked.revisions[-1],
            body_id=board.pk,
            item_id=pk,
            by_id=by[0],
            at=at,
        )
        facts = facts_of(work, asked.thing) | {"number": len(asked.revisions), "item": pk}
        facts |= {"body": board.pk, "body_name": board.name}
        subject = ("processes.recommendation", asked.thing.pk)
        entry = writing.entry(RECOMMENDATION_REFERRED, subject, asked.title, at=at, by=by, **facts)
        version = ("texts.revision", asked.revisions[-1])
        writing.link(entry, Link.Kind.REFERRED, version, ("governance.agendaitem", pk))
        points = []
        for place, (thing, part) in enumerate(zip(asked.measures, asked.parts, strict=True), start=1):
            text = plain_text(part["html"])
            point = pour.add(
                AgendaPoint,
                item_id=pk,
                position=place,
                reference=f"P{work.pk}-{thing.reference}",
                title=thing.label,
                text=text,
            )
            thing.row["point_id"] = point
            to = ("governance.agendapoint", point)
            writing.link(entry, Link.Kind.REFERRED, version, to)
            writing.link(entry, Link.Kind.REFERRED, (thing.kind, thing.pk), to)
            points.append((thing, point, text))
        facts = {"body": board.pk, "body_name": board.name, "meeting": meeting}
        self._entry(verbs.ITEM_SCHEDULED, ("governance.agendaitem", pk), asked.title, at, **facts)
        return item, points

    def _decide(
        self, work: Work, thing: Thing, said: list[Said], point: int, text: str, meeting: int, at: datetime
    ) -> None:
        writing, chance = self.writing, self.writing.chance
        outcome = chance.choices(["accepted", "amended", "refused", "deferred"], [45, 15, 25, 15])[0]
        amended = text[:280] if outcome == "amended" else ""
        by = (writing.cast["chloe"].pk, writing.cast["chloe"].name)
        decision = writing.pour.add(
            Decision,
            point_id=point,
            meeting_id=meeting,
            outcome=outcome,
            reason=sentence(chance),
            amended_text=amended,
            by_id=by[0],
            at=at,
            audience_id=writing.public,
        )
        number(writing, self.numbers, decision, f"{thing.label} {amended or text}", at)
        line = self._enter(decision, amended or thing.label, f"P{work.pk}-{thing.reference}", outcome, at)
        facts = self._facts(line)
        subject = ("governance.decision", decision)
        entry = writing.entry(verbs.POINT_DECIDED[outcome], subject, thing.label, at=at, by=by, **facts)
        writing.link(entry, Link.Kind.DECIDED, ("governance.agendapoint", point), subject)
        writing.link(entry, Link.Kind.PROMISED, subject, ("governance.commitment", line["id"]))
        for member in list(dict.fromkeys(author[0] for _pk, author, _at in said))[:TOLD]:
            read = None if chance.random() < 0.1 else min(at + timedelta(days=3), writing.now)
            notify(writing, member, entry, "author", ("governance.commitment", line["id"]), at, read)
        self._follow(line, thing, outcome, at)

    def _enter(self, decision: int, title: str, reference: str, outcome: str, at: datetime) -> dict[str, Any]:
        """The line of the register as the decision leaves it."""
        writing, chance = self.writing, self.writing.chance
        promised, ahead = outcome in ("accepted", "amended"), timedelta(days=chance.randint(20, 400))
        owner = writing.someone(1)[0] if promised and chance.random() < 0.6 else None
        return writing.pour.row(
            Commitment,
            decision_id=decision,
            body_id=writing.board.pk,
            reference=reference,
            title=title[:300],
            status=str(STATUS_AFTER[Decision.Outcome(outcome)]),
            owner_id=owner,
            owner_service=chance.choice(SERVICES) if promised and not owner else "",
            means="Deux jours par mois" if promised else "",
            due_on=(at + timedelta(days=365)).date() if promised else None,
            next_check_on=None if outcome == "refused" else (writing.now + ahead).date(),
            opened_at=at,
            changed_at=at,
            audience_id=writing.public,
        )

    def _follow(self, line: dict[str, Any], thing: Thing, outcome: str, at: datetime) -> None:
        """Notes, proofs and what is overdue. A refusal has none; what was deferred waits for its check."""
        chance, now = self.writing.chance, self.writing.now
        if outcome not in ("accepted", "amended"):
            return
        for _ in range(chance.choices([0, 1, 2, 3], [20, 35, 30, 15])[0]):
            at = self.writing.between(at + timedelta(days=1), now - timedelta(days=1)) if at < now else at
            self._note(line, chance.choices(["under_way", "not_done", "postponed"], [80, 12, 8])[0], at)
        if line["status"] == "under_way" and chance.random() < 0.55:
            self._prove(line, at)
            self._note(line, "done", at + timedelta(hours=1))
        elif chance.random() < OVERDUE:
            self._return(line)

    def _note(self, line: dict[str, Any], status: str, at: datetime) -> None:
        check = None if status == "done" else line["next_check_on"]
        by = (self.writing.cast["farid"].pk, self.writing.cast["farid"].name)
        self.writing.pour.add(
            ProgressNote,
            commitment_id=line["id"],
            status=status,
            text=sentence(self.writing.chance),
            next_check_on=check,
            by_id=by[0],
            at=at,
        )
        line |= {"status": status, "next_check_on": check, "changed_at": at}
        self._of_line(verbs.PROGRESS_NOTED[status], line, at, by)

    def _prove(self, line: dict[str, Any], at: datetime) -> None:
        by = (self.writing.cast["farid"].pk, self.writing.cast["farid"].name)
        url = f"https://estran.example/preuves/{line['id']}"
        proof = self.writing.pour.add(
            Proof, commitment_id=line["id"], title="Ce qui a été fait", url=url, by_id=by[0], at=at
        )
        entry = self._of_line(verbs.PROOF_ADDED, line, at, by, proof=proof)
        self.writing.link(entry, Link.Kind.PROVED, ("governance.commitment", line["id"]), ("governance.proof", proof))

    def _return(self, line: dict[str, Any]) -> None:
        """Its check has passed: it comes back before the board by itself."""
        at = self.writing.now - timedelta(days=1)
        line["next_check_on"] = at.date() - timedelta(days=self.writing.chance.randint(1, 60))
        self.writing.pour.add(
            AgendaItem,
            body_id=line["body_id"],
            meeting_id=self.coming[0],
            source="overdue",
            title=line["title"],
            commitment_id=line["id"],
            put_at=at,
            audience_id=self.writing.public,
        )
        self._of_line(verbs.OVERDUE_RETURNED, line, at, None)

    def _of_line(self, verb: Verb, line: dict[str, Any], at: datetime, by: Person | None, **facts: Any) -> int:
        subject = ("governance.commitment", line["id"])
        return self.writing.entry(verb, subject, line["title"], at=at, by=by, **facts, **self._facts(line))

    def _facts(self, line: dict[str, Any]) -> dict[str, Any]:
        board = self.writing.board
        return {"body": board.pk, "body_name": board.name, "commitment": line["id"], "owner": line["owner_id"]}

    def _entry(self, verb: Verb, subject: tuple[str, int], label: str, at: datetime, **facts: Any) -> int:
        by = (self.writing.cast["farid"].pk, self.writing.cast["farid"].name)
        return self.writing.entry(verb, subject, label, at=at, by=by, **facts)
