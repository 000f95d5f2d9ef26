"""The shapes of what is told. A new field may come; none changes its meaning or goes while this is version 1."""

from datetime import date, datetime
from typing import Any, Literal

from django.conf import settings
from django.db.models import Model
from django.urls import reverse
from ninja import Schema
from pydantic import Field

from palabre.governance.models import Commitment, Decision
from palabre.processes.models import Process, Stage

Level = Process.Level
Leavers = Process.Leavers
StageKind = Stage.Kind
Outcome = Decision.Outcome
Status = Commitment.Status


class Ref(Schema):
    """Something named beside another thing, where this reader may read it too."""

    id: int
    title: str
    page: str = Field(description="Its page, for people.")
    api: str = Field(description="The same through the API.")


class Told(Schema):
    """What everything has."""

    id: int
    page: str = Field(description="Its page, for people.")
    api: str = Field(description="Its address here.")


class StageShape(Schema):
    kind: StageKind
    opens_on: date = Field(description="First day.")
    closes_on: date | None = Field(description="Last day, included.")


class ProcessShape(Told):
    """One question of the cooperative, worked through stages up to an answer."""

    title: str
    summary: str
    cycle: str
    language: str
    level: Level = Field(description="What participation means here, declared before it opened.")
    words_of_leavers: Leavers = Field(
        description="What becomes of the words of people who have their account erased, declared before it opened."
    )
    decider: Ref | None = Field(description="The body that answers.")
    answer_due_on: date
    document_on: date | None
    opened_at: datetime
    stage: StageKind | None = Field(description="The stage that runs today; null between two and after the last.")
    stages: list[StageShape]


class EditionShape(Schema):
    """The whole document as it stood at one publication."""

    number: int
    at: datetime
    reason: str


class NumberedRef(Ref):
    number: int


class WholeProcess(ProcessShape):
    introduction: str | None = Field(description="HTML, of the newest version.")
    groups: list[str]
    editions: list[EditionShape]
    recommendations: list[NumberedRef]


class RecommendationShape(Told):
    """What working groups ask of a body."""

    number: int
    title: str
    process: Ref | None
    version: int = Field(description="The newest version's number.")
    state: Literal["not_referred", "referred", "answered"] = Field(
        description="`referred`: put before a body. `answered`: each of its standing measures has a decision."
    )
    referred_at: datetime | None
    referred_to: Ref | None


class VersionShape(Schema):
    number: int
    at: datetime
    by: str
    reason: str
    sha256: str = Field(description="Over its words; `palabre check` computes it again.")
    page: str
    api: str


class HandedDownShape(Schema):
    """Where a decision from before Palabre comes from: as told, not checked here."""

    source: str
    on: date = Field(description="The day it counts from; `at` is when it was written down here.")


class DecisionShape(Told):
    """What a body decided on one point, and why. Never changed."""

    number: str = Field(description="Among those of its body and year: `CA 2026-014`.")
    reference: str
    title: str
    outcome: Outcome
    reason: str
    amended_text: str
    at: datetime
    body: Ref | None
    meeting: Ref | None
    handed_down: HandedDownShape | None = Field(
        description="Instead of a meeting, for what was decided before Palabre."
    )
    commitment: Ref | None = Field(description="Its line in the register.")


class MeasureShape(Schema):
    """One concrete thing a recommendation asks for, in its newest version."""

    id: int
    reference: str = Field(description="`3.2`: the second measure of the third recommendation.")
    title: str
    html: str | None = Field(description="Null when a later version left it out.")
    left_out_from_version: int | None
    decision: DecisionShape | None
    page: str


class WholeRecommendation(RecommendationShape):
    html: str | None = Field(description="The text, sanitised HTML.")
    groups: list[str] = Field(description="Whose it is. Empty: the document lost who said it, and nobody guesses.")
    measures: list[MeasureShape]
    versions: list[VersionShape]


class PartShape(Schema):
    anchor: str
    title: str
    html: str


class WholeVersion(VersionShape):
    """One frozen version."""

    title: str
    html: str
    measures: list[PartShape]


class CommitmentShape(Told):
    """A line of the register: what became of a measure that was answered."""

    reference: str
    title: str
    status: Status
    overdue: bool = Field(description="Open, and its check date has passed.")
    body: Ref | None
    owner: str = Field(description="The person or the service it was entrusted to.")
    means: str
    due_on: date | None
    next_check_on: date | None
    opened_at: datetime
    changed_at: datetime
    decision: Ref | None


class NoteShape(Schema):
    status: Status
    text: str
    next_check_on: date | None
    at: datetime
    by: str


class ProofShape(Schema):
    title: str
    address: str | None = Field(description="A link, or a file's; null where the file has other readers.")
    at: datetime
    by: str


class WholeCommitment(CommitmentShape):
    notes: list[NoteShape]
    proofs: list[ProofShape]


class BodyShape(Told):
    """People who decide together."""

    name: str
    purpose: str
    works: str


class SeatShape(Schema):
    name: str
    role: str = Field(description="`chair`, `director`, `secretary`.")
    from_on: date
    until_on: date = Field(description="Last day, included.")


class WholeBody(BodyShape):
    seats: list[SeatShape] = Field(description="Those open today.")


class MeetingShape(Told):
    body: Ref | None
    starts_at: datetime
    place: str


class PointShape(Schema):
    reference: str
    title: str
    text: str
    decision: Ref | None
    outcome: Outcome | None


class ItemShape(Schema):
    id: int
    title: str
    source: str = Field(description="`recommendation`, or `overdue`: a commitment whose check date passed.")
    page: str
    points: list[PointShape]


class WholeMeeting(MeetingShape):
    items: list[ItemShape]


class SubjectShape(Schema):
    kind: str
    id: int


class EntryShape(Schema):
    """One thing that happened. Names are those shown on that day, a pseudonym where one was chosen."""

    id: int
    at: datetime
    verb: str
    sentence: str = Field(description="In the language of the answer.")
    subject: SubjectShape
    page: str | None
    api: str


class TokenShape(Schema):
    """The token that was shown."""

    name: str
    scope: Literal["read:public", "read:mine", "register:write"]
    ends_on: date = Field(description="Last day, included.")


class RegisterShape(Schema):
    """The register of one legal entity, as a program that keeps it needs to know it."""

    id: int
    name: str
    members: str = Field(description="The address to which batches are posted.")
    colleges: list[str]
    statuses: list[str]


class Registers(Schema):
    entities: list[RegisterShape]
    branches: list[str] = Field(description="Of every entity.")


class RowTold(Schema):
    """What became of one row; with `dry_run`, what would."""

    place: int = Field(description="Its place in the batch, from 0.")
    number: str
    result: Literal["new", "changed", "ended", "same", "refused"]
    why: str = Field(description="A sentence for people, in the language of the answer; mostly for what is refused.")


class Synced(Schema):
    dry_run: bool
    counts: dict[Literal["new", "changed", "ended", "same", "refused"], int]
    rows: list[RowTold]


class Start(Schema):
    """Where one begins."""

    cooperative: str
    release: str
    openapi: str
    about: str = Field(description="In plain words, with the feeds.")
    lists: dict[str, str]


def page_of(path: str) -> str:
    """An address as others use it, whatever name the request came by."""
    return f"{settings.SITE_URL}{path}"


def api_of(name: str, *args: Any) -> str:
    """``api_of("process", 3)``: the address of one thing here."""
    return page_of(reverse(f"api:{name}", args=args))


def told(thing: Any, name: str) -> dict[str, Any]:
    return {"id": thing.pk, "page": page_of(thing.get_absolute_url()), "api": api_of(name, thing.pk)}


def ref(thing: Model, name: str, **more: Any) -> dict[str, Any]:
    return {**told(thing, name), "title": str(thing), **more}
