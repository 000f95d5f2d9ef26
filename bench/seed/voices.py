"""Comments, supports, follows and answers of one process, and the versions that take words in."""

from collections import Counter
from datetime import datetime, timedelta

from bench.seed.processes import Asked, Person, Thing, Work, freeze, version
from bench.seed.words import comment, sentence
from bench.seed.writing import Writing
from palabre.commons.conversations.models import Comment, Follow, Support
from palabre.commons.notices.models import Notice
from palabre.commons.trail.models import Link
from palabre.processes.models import Answer
from palabre.processes.verbs import recommendations as verbs

ANSWERED = 0.15  # of the comments of a process whose review is over
SUPPORTED = 0.12  # of the comments; most by one or two, a few by dozens
Said = tuple[int, Person, datetime]  # comment, who wrote it, when


def share_out(writing: Writing, work: Work, count: int) -> None:
    """Say how many comments each thing of the process gets: a few get most."""
    things = work.things
    usual = {"processes.process": 1.0, "processes.recommendation": 3.0, "processes.measure": 1.0}
    weights = [usual[thing.kind] * writing.chance.lognormvariate(0, 1.2) for thing in things]
    drawn = Counter(writing.chance.choices(range(len(things)), weights, k=count)) if count else Counter()
    for place, thing in enumerate(things):
        thing.talk["comments_count"] = drawn[place]


def speak(writing: Writing, work: Work) -> dict[int, list[Said]]:
    """Write the comments of each thing over the days of the review; gives them by discussion, oldest first."""
    start = writing.at(work.opens, 9)
    end = min(writing.at(work.closes, 23), writing.now - timedelta(minutes=20))
    said = {}
    for thing in work.things:
        moments = sorted(writing.between(start, end) for _ in range(thing.talk["comments_count"]))
        said[thing.discussion] = [_comment(writing, work, thing, at) for at in moments]
    return said


def answer(writing: Writing, work: Work, said: dict[int, list[Said]], until: datetime) -> None:
    """Answer some of what was said until then; what is taken in goes into a second version of its recommendation."""
    for asked in work.asked:
        carried = []
        for thing in (asked.thing, *asked.measures):
            carried += [found for one in said[thing.discussion] if (found := _answer(writing, work, thing, one, until))]
        if carried:
            _take_in(writing, work, asked, carried, until + timedelta(hours=2))
    for one in said[work.thing.discussion]:
        _answer(writing, work, work.thing, one, until, fates=("not_taken",))


def follow(writing: Writing, discussion: int, member: int, at: datetime) -> None:
    """Once each."""
    if member not in writing.told[discussion]:
        writing.told[discussion].add(member)
        writing.pour.add(Follow, discussion_id=discussion, member_id=member, at=at)


def facts_of(work: Work, thing: Thing) -> dict:
    return {
        "process": work.pk,
        "recommendation": thing.recommendation,
        "discussion": thing.discussion,
        "reference": thing.reference,
    }


def about(thing: Thing) -> tuple[str, int]:
    return ("processes.recommendation", thing.recommendation) if thing.recommendation else (thing.kind, thing.pk)


def _comment(writing: Writing, work: Work, thing: Thing, at: datetime) -> Said:
    chance, by = writing.chance, writing.someone()
    text = comment(chance)
    supporters = _supporters(writing, by)
    pk = writing.pour.add(
        Comment,
        discussion_id=thing.discussion,
        author_id=by[0],
        text=text,
        written_at=at,
        supports_count=len(supporters),
        once=f"{chance.getrandbits(144):036x}",
    )
    excerpt = text if len(text) <= 120 else f"{text[:120].rstrip()}…"
    facts = facts_of(work, thing)
    subject = (thing.kind, thing.pk)
    entry = writing.entry(verbs.COMMENTED, subject, thing.label, at=at, by=by, comment=pk, **facts, excerpt=excerpt)
    follow(writing, thing.discussion, by[0], at)
    _notify_some(writing, work, thing, entry, at)
    for member in supporters:
        later = min(at + timedelta(minutes=chance.randint(5, 4000)), writing.now)
        writing.pour.add(Support, comment_id=pk, member_id=member, at=later)
        someone = (member, "Quelqu’un")
        writing.entry(verbs.SUPPORTED, subject, thing.label, at=later, by=someone, comment=pk, **facts)
    return pk, by, at


def _supporters(writing: Writing, author: Person) -> set[int]:
    chance = writing.chance
    if chance.random() > SUPPORTED:
        return set()
    most = len(writing.members) // 4
    wanted = min(int(chance.paretovariate(1.3)), 60, most)
    return {writing.someone(2)[0] for _ in range(wanted)} - {author[0]}


def _notify_some(writing: Writing, work: Work, thing: Thing, entry: int, at: datetime) -> None:
    """Who answers is told of every comment; of the last two days' it is still unread, and read before."""
    recent = at > writing.now - timedelta(days=2)
    read = None if recent else min(at + timedelta(days=1), writing.now)
    told = [(member, "seat") for member, _name in work.answerers[:1]]
    told += [(member, "follower") for member in list(writing.told[thing.discussion])[-3:]] if recent else []
    for member, why in dict(told).items():
        notify(writing, member, entry, why, about(thing), at, read)


def notify(
    writing: Writing, member: int, entry: int, why: str, about: tuple[str, int], at: datetime, read: datetime | None
) -> None:
    """One notice, its mail gone out."""
    writing.pour.add(
        Notice,
        member_id=member,
        entry_id=entry,
        why=why,
        about_kind=about[0],
        about_id=about[1],
        at=at,
        read_at=read,
        mailed_at=min(at + timedelta(hours=12), writing.now),
    )


def _answer(
    writing: Writing,
    work: Work,
    thing: Thing,
    one: Said,
    until: datetime,
    fates: tuple[str, ...] = ("taken_in", "partly", "not_taken", "not_taken"),
) -> tuple[dict, int, Thing] | None:
    """Perhaps an answer; the row, comment and thing if it waits for a version."""
    chance, (pk, author, written_at) = writing.chance, one
    if written_at > until - timedelta(hours=1) or chance.random() > ANSWERED:
        return None
    fate, by = chance.choice(fates), chance.choice(work.answerers)
    at = writing.between(written_at, until)
    row = {"comment_id": pk, "fate": fate, "reason": sentence(chance), "by_id": by[0], "at": at}
    facts = facts_of(work, thing)
    subject, verb = (thing.kind, thing.pk), verbs.ANSWERED[fate]
    entry = writing.entry(verb, subject, thing.label, at=at, by=by, comment=pk, fate=fate, **facts)
    if author[0] != by[0]:
        read = min(at + timedelta(days=2), writing.now) if chance.random() < 0.9 else None
        notify(writing, author[0], entry, "author", about(thing), at, read)
    if fate == "not_taken":
        writing.pour.add(Answer, **row)
        return None
    return row, pk, thing


def _take_in(writing: Writing, work: Work, asked: Asked, carried: list, at: datetime) -> None:
    """A version that carries these answers, with its links."""
    before = asked.revisions[-1]
    reason = "Reprend les remarques de la relecture."
    revision = version(writing, work, asked, at, reason)
    freeze(writing, work, at, reason)
    by = (writing.cast["farid"].pk, writing.cast["farid"].name)
    facts = facts_of(work, asked.thing) | {"number": len(asked.revisions), "comments": [pk for _, pk, _ in carried]}
    subject = (asked.thing.kind, asked.thing.pk)
    entry = writing.entry(verbs.VERSION_PUBLISHED, subject, asked.title, at=at, by=by, **facts)
    for row, pk, thing in carried:
        writing.pour.add(Answer, **row, revision_id=revision)
        to = (thing.kind, thing.pk) if thing.kind == "processes.measure" else ("texts.revision", revision)
        writing.link(entry, Link.Kind.TAKEN_UP, ("conversations.comment", pk), to)
    writing.link(entry, Link.Kind.TAKEN_UP, ("texts.revision", before), ("texts.revision", revision))
