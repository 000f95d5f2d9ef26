"""A cooperative of any size, put together by chance and the same for the same seed: `bin/bench seed` fills a database.

The people are the demo's (``site.demo.people``), as many as asked for; what they said, wrote, decided and promised is
poured in by tables. It leaves a record that `palabre check` finds true. What real processes have and these do not: a
manuscript they were published from, drafts, join requests, texts in two languages.
"""

import time
from collections.abc import Callable
from datetime import date, timedelta

from bench.seed.decisions import Register
from bench.seed.processes import Work, publish
from bench.seed.voices import answer, share_out, speak
from bench.seed.writing import Writing, begin
from palabre.commons.trail.sealing import seal_new
from palabre.site.demo.people import settle

LINES = 24  # of the register that an answered process leaves, about
OLDEST = 3600  # days
BUSY = 6.0  # how much more is said in the process everyone talks about
FIFTY = 50


def fill(
    members: int, comments: int, commitments: int, seed: int = 1, say: Callable[[str], None] = lambda words: None
) -> dict[str, int]:
    """Fill an empty, migrated database; give how many rows each table got. Commits as it goes.

    Args:
        members: everyone with a belonging, the demo's cast included (at least 50).
        comments: exactly so many, 500 or more. ``commitments``: exactly so many lines of the register.
        seed: the same number, on the same day, gives the same cooperative.
        say: told in a sentence how far it is.
    """
    begun = time.perf_counter()
    writing = begin(settle(members), seed)
    say(f"{members} members after {time.perf_counter() - begun:.0f} s")
    answered = -(-commitments // LINES) + 1
    spans = _past(writing, answered) + _open(writing, max(2, answered // 12))
    counts = _shares(writing, len(spans), comments, fifty=answered)
    register = Register(writing, commitments)
    for number, (opens, closes) in enumerate(spans):
        _walk(writing, register, publish(writing, opens, closes), counts[number], number - answered)
        writing.pour.settle()
        if number % 20 == 19:
            say(f"{number + 1} processes of {len(spans)} after {time.perf_counter() - begun:.0f} s")
    opens = writing.now.date() - timedelta(days=OLDEST)
    while register.left:  # chance gave fewer measures than usual: older ones, of which nobody said a word
        opens -= timedelta(days=30)
        _walk(writing, register, publish(writing, opens, opens + timedelta(days=21)), 0, -1)
    writing.pour.close()
    say(f"{sum(writing.pour.poured.values())} rows after {time.perf_counter() - begun:.0f} s; sealing them")
    seals = seal_new(None)
    say(f"{seals} seals after {time.perf_counter() - begun:.0f} s")
    return dict(writing.pour.poured)


def _past(writing: Writing, count: int) -> list[tuple[date, date]]:
    """First and last day of each review that is over and answered, oldest first, each on a day of its own."""
    today = writing.now.date()
    step = (OLDEST - 150) / count
    starts = [today - timedelta(days=round(OLDEST - step * number)) for number in range(count)]
    return [(start, start + timedelta(days=21)) for start in starts]


def _open(writing: Writing, count: int) -> list[tuple[date, date]]:
    """The same of those that run today; the first has run longest."""
    today = writing.now.date()
    begun = [max(2, 18 - number) for number in range(count)]
    return [(today - timedelta(days=days), today + timedelta(days=3 + days % 9)) for days in begun]


def _shares(writing: Writing, processes: int, comments: int, *, fifty: int) -> list[int]:
    """How many comments each process gets: skewed; the last one, still open, has most; ``fifty`` has enough."""
    weights = [writing.chance.lognormvariate(0, 0.8) for _ in range(processes)]
    weights[-1] = BUSY
    shares = [int(comments * weight / sum(weights)) for weight in weights]
    shares[fifty] = max(shares[fifty], min(FIFTY, comments))
    shares[-1] += comments - sum(shares)
    return shares


def _walk(writing: Writing, register: Register, work: Work, comments: int, open_place: int) -> None:
    """From the first word to where it stands today. ``open_place``: 0 for the first that is still open."""
    share_out(writing, work, comments)
    if open_place == 0 and comments >= FIFTY:
        _keep_fifty(work)
    said = speak(writing, work)
    if open_place < 0:
        answer(writing, work, said, writing.at(work.closes + timedelta(days=6), 18))
        register.decide(work, said)
    elif open_place == 0:
        answer(writing, work, said, writing.at(work.opens + timedelta(days=9), 18))


def _keep_fifty(work: Work) -> None:
    """Its first recommendation, measures included, has exactly fifty comments: the page that is measured."""
    talks = [thing.talk for thing in (work.asked[0].thing, *work.asked[0].measures)]
    rest = [thing.talk for thing in work.things if thing.talk not in talks]
    more = sum(talk["comments_count"] for talk in talks) - FIFTY
    for talk in talks:
        talk["comments_count"] = FIFTY // len(talks)
    talks[0]["comments_count"] += FIFTY % len(talks)
    for talk in rest:
        moved = max(more, -talk["comments_count"])
        talk["comments_count"] += moved
        more -= moved
