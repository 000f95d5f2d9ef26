"""English words."""

from palabre.processes.reading.words.shape import Words, months, words

ENGLISH = Words(
    recommendation=words("recommendation"),
    recommendations=words("recommendations"),
    proposal=words("proposal, resolution"),
    proposals=words("proposals, resolutions"),
    measure=words("measure, action"),
    measures=words("measures, actions, action points, action plan"),
    finding=words(
        "finding, findings, context, why, argument, arguments, rationale, explanation, problem, problems, reason, "
        "reasons, aim, aims, objective, objectives, goals, background, analysis, level, levels, description, "
        "example, examples, question, questions"
    ),
    introduction=words("introduction, foreword, preface, preamble, summary, method"),
    closing=words(
        "conclusion, conclusions, annex, annexes, appendix, thanks, acknowledgements, contact, calendar, next "
        "steps, signatures, notes, comments, leave a comment, glossary, sources"
    ),
    contents=words("contents, table of contents"),
    ordinals=words("first, second, third, fourth, fifth, sixth, seventh, eighth, ninth, tenth"),
    number=words("no, nr, number"),
    articles=words(
        "the, a, an, our, this, these, that, it, in, on, of, and, for, with, we, to, each, every, as, by, if, there"
    ),
    title=words("title, theme, topic, subject"),
    dated=words("working document, working paper, version, date, updated, last updated, draft, adopted, dated, as of"),
    drafted=words(
        "drafted by, written by, author, authors, drafting, drafters, editors, drafter, text by, prepared by"
    ),
    drafted_by=words("drafted by, written by, prepared by"),
    group=words("working group, local group, group, branch, circle, committee, workshop"),
    groups=words("working groups, local groups, groups, branches, circles, committees, workshops"),
    of=words("of the, of, from, in"),
    secretary=words("secretary, secretaries, note taker, note-taker, notes by, minutes by"),
    facilitator=words("facilitator, facilitators, facilitation, chair, moderator, facilitated by"),
    participant=words("participant, participants, present, attendees, members"),
    event=words("meeting, session, assembly, workshop, discussion, debate, webinar, gathering, appointment"),
    video=words(
        "video meeting, video conference, videoconference, video call, video session, online meeting, online "
        "session, webinar"
    ),
    conjunctions=words("and, as well as"),
    months=months(
        "january jan, february feb, march mar, april apr, may, june jun, july jul, august aug, september sept "
        "sep, october oct, november nov, december dec"
    ),
    weekdays=words("monday, tuesday, wednesday, thursday, friday, saturday, sunday"),
    frequent=words("the, and, of, to, a, in, is, for, that, on, with, are, be, our, we, as, this, by, not, it"),
)
