"""Bodies, mandates, meetings, minutes and decisions by the thousand, poured by tables beside what is there."""

import random
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

LINES = 10  # decisions of a meeting
TERM = 1_000  # days of a mandate
KINDS = ("board", "council", "office", "committee", "group")
SUBJECTS = (
    "le budget les horaires l’accueil la formation les locaux le vélo la paie l’énergie le logiciel la cantine".split(
        " l"
    )
)


def pour(bodies: int, mandates: int, meetings: int, decisions: int) -> None:
    """Rows as the actions would have left them, without their entries of the trail. Public, like the demo's own."""
    from django.db import transaction

    from palabre.people.models import Audience, Member

    chance, public = random.Random(5), Audience.wide("public")
    people = list(Member.objects.order_by("pk").values_list("pk", flat=True))
    with transaction.atomic():
        there = _bodies(bodies, public)
        _mandates(there, people[: len(people) * 2 // 3], mandates)  # the others hold nothing, as most members
        held = _meetings(there, public, meetings)
        _minutes(held, people[0], public)
        _decisions(held, people[0], public, decisions, chance)


def _bodies(count: int, public: Any) -> list[Any]:
    from palabre.governance.models import Body

    return Body.objects.bulk_create(
        Body(audience=public, position=100 + number, name=f"Instance {number:03}", kind=KINDS[number % len(KINDS)])
        for number in range(count)
    )


def _mandates(bodies: Sequence[Any], people: Sequence[int], count: int) -> None:
    """Half of them open today: each seat was held by one, then by another."""
    from palabre.core import clock
    from palabre.governance.models import Mandate

    today, rows = clock.today(), []
    for number in range(count):
        body, place = bodies[number % len(bodies)], number // len(bodies)
        holder = people[(number % len(bodies) + place * 13) % len(people)]
        first = today - timedelta(days=TERM // 2 + (place % 2) * TERM)
        role = "director" if place > 1 else "chair"
        until = first + timedelta(days=TERM - 1)
        rows.append(Mandate(body=body, holder_id=holder, role=role, from_on=first, until_on=until))
    Mandate.objects.bulk_create(rows, batch_size=2_000)


def _meetings(bodies: Sequence[Any], public: Any, count: int) -> list[Any]:
    from palabre.core import clock
    from palabre.governance.models import Meeting

    noon = clock.start_of(clock.today()) + timedelta(hours=12)
    return Meeting.objects.bulk_create(
        (
            Meeting(body=bodies[number % len(bodies)], audience=public, place="Lille",
                    starts_at=noon - timedelta(days=20 + 30 * (number // len(bodies))))
            for number in range(count)
        ),
        batch_size=2_000,
    )  # fmt: skip


def _minutes(meetings: Sequence[Any], by: int, public: Any) -> None:
    """Presented, in a few words each; hashes are as long as real ones and nothing more."""
    from palabre.commons.texts.models import Revision, Text
    from palabre.core.components.dates import in_full
    from palabre.governance.finding import words_of
    from palabre.governance.models import Minutes, Presentation

    texts = Text.objects.bulk_create([Text(audience=public, language="fr") for _ in meetings], batch_size=2_000)
    rows, revisions = [], []
    for number, (meeting, text) in enumerate(zip(meetings, texts, strict=True)):
        title = f"Compte rendu : {meeting.body.name}, {in_full(meeting.starts_at)}"
        html = f"<p>On a parlé de {SUBJECTS[number % len(SUBJECTS)]}. L’assemblée générale en aura un compte rendu.</p>"
        folded, words = words_of(title, html)
        rows.append(Minutes(meeting=meeting, title=title, title_words=folded, words=words, text=text, audience=public))
        revisions.append(
            Revision(text=text, number=1, title=title, html=html, author_id=by, at=meeting.starts_at, sha256="0" * 64)
        )
    minutes = Minutes.objects.bulk_create(rows, batch_size=2_000)
    kept = Revision.objects.bulk_create(revisions, batch_size=2_000)
    presented = Presentation.objects.bulk_create(
        [Presentation(minutes=each, revision=revision, by_id=by, at=revision.at, sha256="0" * 64)
         for each, revision in zip(minutes, kept, strict=True)],
        batch_size=2_000,
    )  # fmt: skip
    for each, presentation in zip(minutes, presented, strict=True):
        each.current = presentation
    Minutes.objects.bulk_update(minutes, ["current"], batch_size=500)


def _decisions(meetings: Sequence[Any], by: int, public: Any, count: int, chance: random.Random) -> None:
    """Ten points a meeting, each decided, numbered, and with its line in the register."""
    from palabre.core.components.dates import day_of
    from palabre.core.folding import fold
    from palabre.governance.models import AgendaItem, AgendaPoint, Commitment, Decision, DecisionNumber

    items = AgendaItem.objects.bulk_create(
        (
            AgendaItem(body=meeting.body, meeting=meeting, source="own", title="À décider", audience=public,
                       closed_at=meeting.starts_at)
            for meeting in meetings[: count // LINES]
        ),
        batch_size=2_000,
    )  # fmt: skip
    points = AgendaPoint.objects.bulk_create(
        (
            AgendaPoint(item=item, position=place, title=f"Changer {chance.choice(SUBJECTS)}", text="Oui ou non.")
            for item in items
            for place in range(LINES)
        ),
        batch_size=2_000,
    )
    outcomes = [chance.choice(("accepted", "refused", "deferred")) for _ in points]
    made = Decision.objects.bulk_create(
        (
            Decision(point=point, meeting=point.item.meeting, outcome=outcome, reason="Parce que.", by_id=by,
                     at=point.item.meeting.starts_at, audience=public)
            for point, outcome in zip(points, outcomes, strict=True)
        ),
        batch_size=2_000,
    )  # fmt: skip
    numbers: dict[tuple[int, int], int] = {}
    rows, lines = [], []
    for decision in made:
        body, on = decision.meeting.body, day_of(decision.meeting.starts_at)
        numbers[body.pk, on.year] = number = numbers.get((body.pk, on.year), 0) + 1
        rows.append(
            DecisionNumber(decision=decision, body=body, code=f"I{body.pk}", year=on.year, number=number, on=on,
                           text="Oui.", words=fold(decision.point.title))
        )  # fmt: skip
        refused = decision.outcome == "refused"
        lines.append(
            Commitment(
                decision=decision, body=body, reference=f"I{decision.pk}", title=decision.point.title, audience=public,
                status="rejected" if refused else "under_way", owner_service="Secrétariat",
                next_check_on=None if refused else on + timedelta(days=3_000),
            )
        )  # fmt: skip
    DecisionNumber.objects.bulk_create(rows, batch_size=2_000)
    Commitment.objects.bulk_create(lines, batch_size=2_000)
